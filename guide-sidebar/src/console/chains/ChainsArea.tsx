import { useApi } from '../../api/useApi'
import { count } from '../../ui/money.rules'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { Area } from '../Area'
import { Bars } from '../Bars'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { atText, shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { DayChart } from '../DayChart'
import { Kpi } from '../Kpi'
import { CallOff } from './CallOff'
import { ChainDesk, ChainEditor } from './ChainEditor'
import { ChainPreview } from './ChainPreview'
import { chainKind, formOf } from './chain.kind'
import type { Listed } from './chain.kind'

const Line = ({ it, changed }: { it: Listed; changed: () => void }) => (
  <tr>
    <td>
      <span className="p">
        <Picture src={it.face.image} icon="list-ordered" word={it.title} size={44} />
        <span className="grow">
          <a className="m cut coupon-title" href={`#/${chainKind.page}/${it.id}`}>
            {it.title}
          </a>
          <span className="t11 i2 cut coupon-title">
            {it.face.store.name}取 · {it.chat?.name ?? `${it.lines.length} 样商品`}
          </span>
        </span>
      </span>
    </td>
    <td>
      <span className={`chip ${TONES[it.status]}`}>{it.statusText}</span>
    </td>
    <td className="i2">
      {atText(it.from)} – {atText(it.until)}
    </td>
    <td className="r m">{count(it.results.people)}</td>
    <td className="r">
      {count(it.results.pieces)}
      <span className="i2"> 剩 {count(it.face.left)}</span>
    </td>
    <td className="r">
      <Yuan amount={it.results.gmv} round />
    </td>
    <td className="r">{shareOf(it.results.collected, it.results.pieces)}</td>
    <td className="r">
      <CampaignSteps kind={chainKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const listing = useListing()
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/chains',
    { query: listing.query },
    ({ chains }) => chains.some((it) => it.status === 'live'),
  )
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={chainKind}
      icon="list-ordered"
      find="按名字找"
      empty={{ title: '还没有接龙', text: '导购在群里开的，和这里新建的，都在这个列表。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      head={
        <>
          <th>接龙</th>
          <th>状态</th>
          <th>时间</th>
          <th className="r">人数</th>
          <th className="r">份数</th>
          <th className="r">GMV</th>
          <th className="r">已取</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.chains ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi(
    'GET /console/chains/:chainId',
    { params: { chainId: id } },
    ({ status }) => status === 'live',
  )
  const it = data?.answer
  const changed = () => void mutate()
  if (!it || it.id !== id) return <Reading error={error} retry={changed} />
  const { results, face } = it
  return (
    <CampaignPage
      kind={chainKind}
      campaign={it}
      sub={`${face.store.name}取 · ${it.createdBy}做的`}
      from={it.from}
      until={it.until}
      at={data.at}
      failed={Boolean(error)}
      changed={changed}
      preview={<ChainPreview form={formOf(it)} />}
      more={it.actions.includes('callOff') && <CallOff id={it.id} title={it.title} changed={changed} />}
    >
      <div className="kpis">
        <Kpi name="接龙" value={count(results.people)} note={`${count(results.orders)} 单已付款`} />
        <Kpi name="份数" value={count(results.pieces)} note={`还剩 ${count(face.left)} 份`} />
        <Kpi
          name="GMV"
          value={<Yuan amount={results.gmv} round />}
          note={
            <>
              退回 <Yuan amount={results.refunded} round />
            </>
          }
        />
        <Kpi name="现在" value={face.phaseText} note={`${atText(it.arrivesAt)} 起到店`} />
        <Kpi
          name="已取"
          value={count(results.collected)}
          note={`取货率 ${shareOf(results.collected, results.pieces)}`}
        />
      </div>
      <Area title="每天接了多少" more={`共 ${count(results.pieces)} 份`}>
        <DayChart
          days={it.days.map(({ day, pieces, orders }) => ({ date: day, claimed: pieces, used: orders }))}
          names={{ claimed: '份', used: '单' }}
        />
      </Area>
      <Area title="每样卖了多少" more={`共剩 ${count(face.left)} 份`}>
        <Bars
          max={Math.max(1, ...face.lines.map((line) => line.quota))}
          bars={face.lines.map((line) => ({
            name: `${line.name} ${line.optionText}`.trim(),
            value: line.quota - line.left,
            label: `${line.quota - line.left} / ${line.quota} 份`,
          }))}
        />
      </Area>
    </CampaignPage>
  )
}

/** Chains: the list, one with what came of it, and its editor; which one the address says (GB-2, OP-2). */
export const ChainsArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <ChainDesk />
  if (id && part === 'edit') return <ChainEditor id={id} />
  return id ? <One id={id} /> : <List />
}
