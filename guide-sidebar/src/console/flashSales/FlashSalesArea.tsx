import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { atText, shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { Kpi } from '../Kpi'
import { FlashSaleDesk, FlashSaleEditor } from './FlashSaleEditor'
import { FlashSalePreview } from './FlashSalePreview'
import { flashSaleKind, formOf, windowOf } from './flashSale.kind'
import type { Managed } from './flashSale.kind'

const dayText = (day: string): string => day.slice(5).replace('-', '/')

const Line = ({ it, changed }: { it: Managed; changed: () => void }) => (
  <tr>
    <td>
      <span className="p">
        <Picture src={it.faces[0]?.image} icon="zap" word={it.title} size={44} />
        <span className="grow">
          <a className="m cut coupon-title" href={`#/${flashSaleKind.page}/${it.id}`}>
            {it.title}
          </a>
          <span className="t11 i2 cut coupon-title">
            {it.times.join('、')} · {it.items.length} 件商品
          </span>
        </span>
      </span>
    </td>
    <td>
      <span className={`chip ${TONES[it.status]}`}>{it.statusText}</span>
    </td>
    <td className="i2">
      {dayText(it.days.from)} – {dayText(it.days.until)}
    </td>
    <td className="r m">{count(it.results.taken)}</td>
    <td className="r">
      {count(it.results.paid)}
      <span className="t11 i2 code">{shareOf(it.results.paid, it.results.taken)}</span>
    </td>
    <td className="r">{count(it.results.refused)}</td>
    <td className="r">
      <Yuan amount={it.results.gmv} round />
    </td>
    <td className="r">
      <CampaignSteps kind={flashSaleKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const listing = useListing()
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/flash-sales',
    { query: listing.query },
    ({ flashSales }) => flashSales.some((it) => it.status === 'live'),
  )
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={flashSaleKind}
      icon="zap"
      find="按名字找"
      empty={{ title: '还没有秒杀', text: '定好每天几点、抢什么、每场多少件，到点自动开抢。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      head={
        <>
          <th>秒杀</th>
          <th>状态</th>
          <th>日期</th>
          <th className="r">抢到</th>
          <th className="r">已付款</th>
          <th className="r">没抢到</th>
          <th className="r">GMV</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.flashSales ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const Sessions = ({ it }: { it: Managed }) => (
  <Area title="每一场" more={`最近 ${it.sessions.length} 场`}>
    {it.sessions.length === 0 ? (
      <p className="i2 area-none">第一场开抢以后，这里按场列出来。</p>
    ) : (
      <table className="tb">
        <thead>
          <tr>
            <th>场次</th>
            <th className="r">抢到 / 数量</th>
            <th className="r">待付款</th>
            <th className="r">已付款</th>
            <th className="r">没抢到</th>
            <th className="r">GMV</th>
          </tr>
        </thead>
        <tbody>
          {it.sessions.map((session) => (
            <tr key={session.id}>
              <td>{atText(session.from)}</td>
              <td className="r m">
                {count(session.taken)}
                <span className="i2"> / {count(session.quota)}</span>
              </td>
              <td className="r">{count(session.unpaid)}</td>
              <td className="r">{count(session.paid)}</td>
              <td className="r">{count(session.refused)}</td>
              <td className="r">
                <Yuan amount={session.gmv} round />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </Area>
)

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi(
    'GET /console/flash-sales/:flashSaleId',
    { params: { flashSaleId: id } },
    ({ status }) => status === 'live',
  )
  const it = data?.answer
  if (!it || it.id !== id) return <Reading error={error} retry={() => void mutate()} />
  const { results } = it
  const form = formOf(it)
  return (
    <CampaignPage
      kind={flashSaleKind}
      campaign={it}
      sub={`每天 ${it.times.join('、')} · ${it.createdBy}做的`}
      {...windowOf(form)}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<FlashSalePreview form={form} />}
    >
      {it.lacking.length > 0 && (
        <p className="bar bar-bad" role="alert">
          <Icon name="triangle-alert" size={14} />
          {it.lacking.map((one) => one.text).join('；')}
        </p>
      )}
      <div className="kpis">
        <Kpi name="抢到" value={count(results.taken)} note="所有场次" />
        <Kpi
          name="已付款"
          value={count(results.paid)}
          note={`抢到的人里 ${shareOf(results.paid, results.taken)}`}
        />
        <Kpi name="待付款" value={count(results.unpaid)} note="15 分钟没付就放回" />
        <Kpi name="没抢到" value={count(results.refused)} note="想买没买到的人次" />
        <Kpi name="GMV" value={<Yuan amount={results.gmv} round />} note="已付款" />
      </div>
      <Sessions it={it} />
    </CampaignPage>
  )
}

/** Flash sales: the list, one with what came of it, and its editor; which one the address says (SO-2, OP-2). */
export const FlashSalesArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <FlashSaleDesk />
  if (id && part === 'edit') return <FlashSaleEditor id={id} />
  return id ? <One id={id} /> : <List />
}
