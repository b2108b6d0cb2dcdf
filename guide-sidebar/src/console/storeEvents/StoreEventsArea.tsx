import { useApi } from '../../api/useApi'
import { Picture } from '../../ui/Picture'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { atText, shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { Kpi } from '../Kpi'
import { StoreEventDesk, StoreEventEditor } from './StoreEventEditor'
import { StoreEventPreview } from './StoreEventPreview'
import { formOf, storeEventKind } from './storeEvent.kind'
import type { Managed } from './storeEvent.kind'

const Line = ({ it, changed }: { it: Managed; changed: () => void }) => (
  <tr>
    <td>
      <span className="p">
        <Picture src={it.image} icon="sparkles" word={it.title} size={44} />
        <span className="grow">
          <a className="m cut coupon-title" href={`#/${storeEventKind.page}/${it.id}`}>
            {it.title}
          </a>
          <span className="t11 i2 cut coupon-title">
            {it.face.kindText} · {it.storeName}
          </span>
        </span>
      </span>
    </td>
    <td>
      <span className={`chip ${TONES[it.status]}`}>{it.statusText}</span>
    </td>
    <td className="i2">
      {atText(it.start)} – {atText(it.end).slice(6)}
    </td>
    <td className="r">
      <b className="m">{count(it.results.seated)}</b>
      <span className="i2"> / {count(it.quota)}</span>
    </td>
    <td className="r">{count(it.results.waiting)}</td>
    <td className="r">{count(it.results.checkedIn)}</td>
    <td className="r">
      {count(it.results.photosApproved)}
      <span className="i2"> / {count(it.results.photos)}</span>
    </td>
    <td className="r">
      <CampaignSteps kind={storeEventKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const listing = useListing()
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/store-events',
    { query: listing.query },
    ({ events }) => events.some((it) => it.status === 'live'),
  )
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={storeEventKind}
      icon="sparkles"
      find="按名字找"
      empty={{ title: '还没有活动', text: '品鉴会、工坊、快闪：定好门店、时间和名额，到点开放报名。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      head={
        <>
          <th>活动</th>
          <th>状态</th>
          <th>时间</th>
          <th className="r">报名 / 名额</th>
          <th className="r">候补</th>
          <th className="r">签到</th>
          <th className="r">晒图</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.events ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi(
    'GET /console/store-events/:eventId',
    { params: { eventId: id } },
    ({ status }) => status === 'live',
  )
  const it = data?.answer
  if (!it || it.id !== id) return <Reading error={error} retry={() => void mutate()} />
  const { results } = it
  const seats = results.seated
  return (
    <CampaignPage
      kind={storeEventKind}
      campaign={it}
      sub={`${it.face.kindText} · ${it.storeName} · ${it.createdBy}做的`}
      from={it.signUpFrom}
      until={it.end}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<StoreEventPreview form={formOf(it)} couponTitle={it.face.coupon?.title} />}
    >
      <div className="kpis">
        <Kpi
          name="报名"
          value={count(seats)}
          note={`共 ${count(it.quota)} 位，${shareOf(seats, it.quota)}`}
        />
        <Kpi name="候补" value={count(results.waiting)} note="有人取消自动补上" />
        <Kpi name="取消" value={count(results.cancelled)} note="名额已放回" />
        <Kpi
          name="签到"
          value={count(results.checkedIn)}
          note={`到场率 ${shareOf(results.checkedIn, seats)}`}
        />
        <Kpi name="晒图" value={count(results.photos)} note={`${count(results.photosApproved)} 张通过`} />
      </div>
      <Area title="门口的签到码" more="顾客到店扫这个码签到">
        <p className="area-none">
          码的内容是 <b className="m">{it.scene}</b>，打印物料里用它生成二维码。
        </p>
      </Area>
    </CampaignPage>
  )
}

/** Store events: the list, one with what came of it, and its editor; which one the address says (AP-2, OP-2). */
export const StoreEventsArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <StoreEventDesk />
  if (id && part === 'edit') return <StoreEventEditor id={id} />
  return id ? <One id={id} /> : <List />
}
