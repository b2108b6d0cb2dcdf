import { Yuan } from '../../ui/Yuan'
import { useStoreNames } from '../edit/StoreChooser'
import { Phone, PhonePreview } from '../phone/Phone'
import { daysText, kindText } from './service.kind'
import type { ServiceForm } from './service.kind'

const MOST_TIMES = 12
const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const Card = ({ form, place }: { form: ServiceForm; place: string }) => (
  <div className="phone-card">
    <div className="row between-x">
      <b className="pgoods-t">{form.title || '项目的名字'}</b>
      <span className="chip">{kindText(form.kind)}</span>
    </div>
    <div className="i2">{form.summary || '一句话说来了得到什么'}</div>
    <div className="i2">
      {form.minutes ?? 0} 分钟 · {form.price ? <Yuan amount={form.price} /> : '免费'} ·{' '}
      {place || '选好门店后显示'}
    </div>
  </div>
)

const Times = ({ form, place }: { form: ServiceForm; place: string }) => {
  const pace = Math.max(form.minutes ?? 30, 10)
  const times = Array.from({ length: MOST_TIMES }, (_, nth) => 600 + nth * pace).filter((it) => it < 22 * 60)
  return (
    <Phone title="选时间">
      <Card form={form} place={place} />
      <div className="phone-card">
        <div className="i2">{daysText(form.days.map(Number))}可约，按门店营业时间排</div>
        <div className="pslots">
          {times.map((it, nth) => (
            <span key={it} className={nth === 2 ? 'pslot on' : 'pslot'}>
              <b>{clockText(it)}</b>剩 {form.capacity ?? 1} 位
            </span>
          ))}
        </div>
      </div>
      <div className="pmain">约 {clockText(times[2] ?? 600)}</div>
    </Phone>
  )
}

/** A service on a shopper's phone while it is made. */
export const ServicePreview = ({ form }: { form: ServiceForm }) => {
  const place = useStoreNames(form.storeId ? [form.storeId] : [])
  return (
    <PhonePreview
      views={[
        { name: '选时间', page: <Times form={form} place={place} /> },
        {
          name: '门店页',
          page: (
            <Phone title="到店体验">
              <Card form={form} place={place} />
            </Phone>
          ),
        },
      ]}
    />
  )
}
