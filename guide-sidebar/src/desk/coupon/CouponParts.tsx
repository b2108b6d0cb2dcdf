import { Avatar } from '../../ui/Avatar'
import { Sum } from '../Goods'
import { Yuan } from '../../ui/Yuan'
import type { ShownCoupon } from './coupon.rules'

/** Whose coupon it is. */
export const Owner = ({ coupon: { memberName, phone, grant } }: { coupon: ShownCoupon }) => (
  <section className="sec">
    <div className="li person">
      <Avatar name={memberName || '顾客'} size={40} />
      <div className="grow">
        <div className="person-name cut">{memberName || '顾客'}</div>
        <div className="i2">{[phone, grant.stateText].filter(Boolean).join(' · ')}</div>
      </div>
    </div>
  </section>
)

/** The coupon as the shopper sees it. */
export const Face = ({ coupon: { grant } }: { coupon: ShownCoupon }) => (
  <section className="sec" aria-label="这张券">
    <div className="cpn">
      <div className="cpn-big">
        <b>{grant.big}</b>
        <span className="t11">{grant.small}</span>
      </div>
      <div className="grow">
        <div className="m">{grant.title}</div>
        <div className="i2 t11">{grant.where}</div>
        <div className="i2 t11">{grant.stacks}</div>
        {grant.note && <div className="i2 t11">{grant.note}</div>}
      </div>
    </div>
  </section>
)

/** The receipt with what the coupon takes off, in fen. */
export const Receipt = ({ amount, off }: { amount: number; off: number }) => (
  <dl className="sum">
    <Sum name="小票" amount={amount} />
    <Sum name="这张券减" amount={off} minus />
    <div className="tot">
      <dt>实收</dt>
      <dd>
        <Yuan amount={amount - off} />
      </dd>
    </div>
  </dl>
)
