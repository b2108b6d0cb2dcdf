import { Picture } from '../../ui/Picture'
import { atText } from '../campaigns/campaign.rules'
import { useStoreNames } from '../edit/StoreChooser'
import { Phone, PhonePreview } from '../phone/Phone'
import { KINDS } from './storeEvent.kind'
import type { EventForm } from './storeEvent.kind'

const Page = ({ form, place, couponTitle }: { form: EventForm; place: string; couponTitle?: string }) => (
  <Phone title="活动">
    <div className="phone-card pevent">
      <Picture src={form.image} icon="sparkles" word={form.title} size={311} />
      <div className="pgoods-t">{form.title || '活动的名字'}</div>
      <div className="i2">{form.summary || '一句话说清楚来了做什么'}</div>
    </div>
    <dl className="phone-card phone-rule">
      <dt>时间</dt>
      <dd>
        {atText(form.start)} – {atText(form.end).slice(6)}
      </dd>
      <dt>地点</dt>
      <dd>{place || '选好门店后显示'}</dd>
      <dt>名额</dt>
      <dd>
        {form.quota ?? 0} 个{form.line ? `，报满可候补 ${form.line} 位` : ''}
      </dd>
      {couponTitle && (
        <>
          <dt>报名送</dt>
          <dd>{couponTitle}</dd>
        </>
      )}
      {form.photoPoints ? (
        <>
          <dt>晒图</dt>
          <dd>审核通过得 {form.photoPoints} 积分</dd>
        </>
      ) : null}
    </dl>
    <div className="pmain">立即报名</div>
  </Phone>
)

const Line = ({ form, place }: { form: EventForm; place: string }) => (
  <Phone title="到店活动">
    <div className="phone-card pgoods">
      <Picture src={form.image} icon="sparkles" word={form.title} size={88} />
      <div className="pgoods-b">
        <span className="chip ok">报名中</span>
        <div className="pgoods-t cut">{form.title || '活动的名字'}</div>
        <div className="i2 cut">
          {KINDS.find((it) => it.value === form.kind)?.name} · {place}
        </div>
        <div className="i2">
          {atText(form.start)} · 剩 {form.quota ?? 0} 位
        </div>
      </div>
    </div>
  </Phone>
)

/** A store event on a shopper's phone while it is made. */
export const StoreEventPreview = ({ form, couponTitle }: { form: EventForm; couponTitle?: string }) => {
  const place = useStoreNames(form.storeId ? [form.storeId] : [])
  return (
    <PhonePreview
      views={[
        { name: '活动页', page: <Page form={form} place={place} couponTitle={couponTitle} /> },
        { name: '列表', page: <Line form={form} place={place} /> },
      ]}
    />
  )
}
