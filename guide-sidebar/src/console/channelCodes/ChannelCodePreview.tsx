import { Icon } from '../../ui/Icon'
import { chain } from '../../ui/chain'
import { withNames } from '../../ui/names.rules'
import { useGivenCoupons } from '../edit/GivenCoupon'
import { useGuides } from '../edit/GuideChooser'
import { useStoreNames } from '../edit/StoreChooser'
import { Phone, PhonePreview } from '../phone/Phone'
import type { AttachmentForm, CodeForm } from './channelCode.kind'

type Coupons = ReturnType<typeof useGivenCoupons>

const Card = ({ it, coupons }: { it: AttachmentForm; coupons: Coupons }) => {
  const coupon = coupons.find(({ id }) => id === it.couponId)
  const title =
    it.kind === 'coupon'
      ? coupon
        ? `送你一张券：${coupon.title}，${coupon.face.big} ${coupon.face.small}`
        : '选好券后显示在这里'
      : it.title || '写好标题后显示在这里'
  return (
    <div className="wc-card">
      <div className="wc-from">{it.kind === 'link' ? '链接' : chain.name}</div>
      <b>{title}</b>
      {it.kind !== 'link' && (
        <div className={`wc-pic wc-${it.kind}`}>
          <Icon name={it.kind === 'coupon' ? 'gift' : 'store'} size={48} />
        </div>
      )}
      <span className="i2">{it.kind === 'link' ? it.url || 'https://' : '小程序'}</span>
    </div>
  )
}

/** Who greets in the preview: the first guide there is, else a stand-in. */
const useNames = ({ who, guideIds, shifts, fallbackGuideId, storeId }: CodeForm) => {
  const first = who === 'guides' ? guideIds[0] : (shifts[0]?.guideIds[0] ?? fallbackGuideId)
  const [guide] = useGuides(who === 'store' || !first ? [] : [first])
  const store = useStoreNames(who === 'store' && storeId ? [storeId] : [])
  return { guide: guide?.name ?? '周敏', store: (who === 'store' ? store : guide?.storeName) || '静安寺店' }
}

const Chat = ({ form }: { form: CodeForm }) => {
  const coupons = useGivenCoupons('guide')
  const { guide, store } = useNames(form)
  const text = withNames(form.text, { customer: '林晓雯', guide, store })
  return (
    <Phone title={guide}>
      <div className="wc-sys">你已添加了{guide}，现在可以开始聊天了</div>
      {text.trim() && (
        <div className="wc-line">
          <i>{guide.slice(-1)}</i>
          <p>{text}</p>
        </div>
      )}
      {form.attachments.map((it, nth) => (
        <div key={nth} className="wc-line">
          <i>{guide.slice(-1)}</i>
          <Card it={it} coupons={coupons} />
        </div>
      ))}
    </Phone>
  )
}

/** The welcome in a shopper's chat while it is made. */
export const ChannelCodePreview = ({ form }: { form: CodeForm }) => (
  <PhonePreview
    views={[{ name: '聊天', page: <Chat form={form} /> }]}
    foot="顾客扫码加上导购后 20 秒内收到，只发一次。券只有这位顾客能领，一张。"
  />
)
