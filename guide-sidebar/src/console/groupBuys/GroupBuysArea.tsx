import { useApi } from '../../api/useApi'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { count } from '../../ui/money.rules'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { atText, shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { Area } from '../Area'
import { Bars } from '../Bars'
import { Kpi } from '../Kpi'
import { GroupBuyDesk, GroupBuyEditor } from './GroupBuyEditor'
import { GroupBuyPreview } from './GroupBuyPreview'
import { formOf, groupBuyKind } from './groupBuy.kind'
import type { Managed } from './groupBuy.kind'

const Line = ({ it, changed }: { it: Managed; changed: () => void }) => (
  <tr>
    <td>
      <span className="p">
        <Picture src={it.face.image} icon="users" word={it.title} size={44} />
        <span className="grow">
          <a className="m cut coupon-title" href={`#/${groupBuyKind.page}/${it.id}`}>
            {it.title}
          </a>
          <span className="t11 i2 cut coupon-title">
            {it.size} 人团 · {it.face.name}
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
    <td className="r m">
      <Yuan amount={it.face.groupPrice} />
    </td>
    <td className="r">
      <b className="m">{count(it.results.formed)}</b>
      <span className="i2"> / {count(it.results.opened)}</span>
    </td>
    <td className="r">{count(it.results.pieces)}</td>
    <td className="r">
      <Yuan amount={it.results.gmv} round />
    </td>
    <td className="r">
      <CampaignSteps kind={groupBuyKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const listing = useListing()
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/group-buys',
    { query: listing.query },
    ({ groupBuys }) => groupBuys.some((it) => it.status === 'live'),
  )
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={groupBuyKind}
      icon="users"
      find="按名字找"
      empty={{ title: '还没有拼团', text: '选一件商品，定好人数和拼团价，到点自动开团。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      head={
        <>
          <th>拼团</th>
          <th>状态</th>
          <th>时间</th>
          <th className="r">拼团价</th>
          <th className="r">成团 / 开团</th>
          <th className="r">件数</th>
          <th className="r">GMV</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.groupBuys ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi(
    'GET /console/group-buys/:groupBuyId',
    { params: { groupBuyId: id } },
    ({ status }) => status === 'live',
  )
  const it = data?.answer
  if (!it || it.id !== id) return <Reading error={error} retry={() => void mutate()} />
  const { results, face } = it
  const open = results.opened - results.formed - results.failed
  return (
    <CampaignPage
      kind={groupBuyKind}
      campaign={it}
      sub={`${it.size} 人团 · ${it.createdBy}做的`}
      from={it.from}
      until={it.until}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<GroupBuyPreview form={formOf(it)} />}
    >
      <div className="kpis">
        <Kpi name="开团" value={count(results.opened)} note={`${count(open)} 个还在拼`} />
        <Kpi
          name="成团"
          value={count(results.formed)}
          note={`成团率 ${shareOf(results.formed, results.formed + results.failed)}`}
        />
        <Kpi name="没成团" value={count(results.failed)} note="到点已全额退" />
        <Kpi name="卖出" value={count(results.pieces)} note={`${count(results.orders)} 单已付款`} />
        <Kpi
          name="GMV"
          value={<Yuan amount={results.gmv} round />}
          note={
            <>
              退回 <Yuan amount={results.refunded} round />
            </>
          }
        />
      </div>
      <Area title="各地还剩多少" more={`共剩 ${count(face.left)} 件`}>
        <Bars
          max={Math.max(1, ...face.places.map((place) => quotaAt(it, place.skuId, place.locationId)))}
          bars={face.places.map((place) => ({
            name: place.name,
            value: place.left,
            label: `${place.left} / ${quotaAt(it, place.skuId, place.locationId)} 件`,
          }))}
        />
      </Area>
    </CampaignPage>
  )
}
const quotaAt = ({ places }: Managed, skuId: string, locationId: string): number =>
  places.find((it) => it.skuId === skuId && it.locationId === locationId)?.quota ?? 0

/** Group buys: the list, one with what came of it, and its editor; which one the address says (GB-1, OP-2). */
export const GroupBuysArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <GroupBuyDesk />
  if (id && part === 'edit') return <GroupBuyEditor id={id} />
  return id ? <One id={id} /> : <List />
}
