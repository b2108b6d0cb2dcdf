import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { Yuan } from '../../ui/Yuan'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { OneStore } from '../edit/StoreChooser'
import { Kpi } from '../Kpi'
import { ServiceDesk, ServiceEditor } from './ServiceEditor'
import { ServicePreview } from './ServicePreview'
import { daysText, formOf, kindText, serviceKind } from './service.kind'
import type { Managed } from './service.kind'

const Line = ({ it, changed }: { it: Managed; changed: () => void }) => (
  <tr>
    <td>
      <a className="m cut coupon-title" href={`#/${serviceKind.page}/${it.id}`}>
        {it.title}
      </a>
      <span className="t11 i2 cut coupon-title">{kindText(it.kind)}</span>
    </td>
    <td>{it.storeName}</td>
    <td>
      <span className={`chip ${TONES[it.status]}`}>{it.statusText}</span>
    </td>
    <td className="i2">
      {it.minutes} 分钟 · {daysText(it.days)}
    </td>
    <td className="r">{it.price ? <Yuan amount={it.price} /> : '免费'}</td>
    <td className="r m">{count(it.results.booked)}</td>
    <td className="r">{count(it.results.done)}</td>
    <td className="r">
      <CampaignSteps kind={serviceKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const listing = useListing()
  const [storeId, setStore] = useState<string>()
  const { data, error, isValidating, mutate } = useApi('GET /console/services', {
    query: { ...listing.query, storeId },
  })
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={serviceKind}
      icon="calendar-check"
      find="按名字找"
      filter={
        <span className="row">
          <OneStore
            value={storeId}
            onChange={(it) => {
              setStore(it)
              listing.restart()
            }}
          />
          {storeId && (
            <button
              type="button"
              className="more-b"
              onClick={() => {
                setStore(undefined)
                listing.restart()
              }}
            >
              看全部
            </button>
          )}
        </span>
      }
      empty={{ title: '还没有预约项目', text: '试妆、试穿、量体、护肤咨询：定好门店、时长和位数就能开放。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      head={
        <>
          <th>项目</th>
          <th>门店</th>
          <th>状态</th>
          <th>排法</th>
          <th className="r">价格</th>
          <th className="r">待到店</th>
          <th className="r">已完成</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.services ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/services/:serviceId', { params: { serviceId: id } })
  const it = data?.answer
  if (!it || it.id !== id) return <Reading error={error} retry={() => void mutate()} />
  const { results } = it
  return (
    <CampaignPage
      kind={serviceKind}
      campaign={it}
      sub={`${it.storeName} · ${it.createdBy}做的`}
      from={it.status === 'draft' || it.status === 'scheduled' ? it.from : undefined}
      until={it.until}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<ServicePreview form={formOf(it)} />}
    >
      <div className="kpis">
        <Kpi name="待到店" value={count(results.booked)} note="已约好的" />
        <Kpi name="候补" value={count(results.waiting)} note="有空位自动补上" />
        <Kpi name="已完成" value={count(results.done)} note="来了并记了结果" />
        <Kpi
          name="未到店"
          value={count(results.noShow)}
          note={`占到期的 ${shareOf(results.noShow, results.noShow + results.done)}`}
        />
        <Kpi name="取消" value={count(results.cancelled)} note="位子已放回" />
      </div>
      <Area title="怎么排">
        <p className="area-none">
          {daysText(it.days)}，每场 {it.minutes} 分钟，同时最多 {it.capacity} 位
          {it.isStaffed ? `；绑定了 ${it.adviserIds.length} 位顾问，一场不多于在班又有空的人数` : ''}。
        </p>
      </Area>
    </CampaignPage>
  )
}

/** Services: the list, one with its appointments, and its editor; which one the address says (AP-1, OP-2). */
export const ServicesArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <ServiceDesk />
  if (id && part === 'edit') return <ServiceEditor id={id} />
  return id ? <One id={id} /> : <List />
}
