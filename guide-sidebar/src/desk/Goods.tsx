import { Picture } from '../ui/Picture'
import { Yuan } from '../ui/Yuan'
import { kept } from './handover.rules'
import type { Order, OrderLine } from './handover.rules'

const Line = ({ line }: { line: OrderLine }) => (
  <li className="li goods">
    <Picture src={line.image} icon="shopping-bag" word={line.name} size={56} />
    <div className="grow">
      <div className="m two">{line.name}</div>
      <div className="i2 t11">
        {[line.optionText, ...line.discounts.map(({ name }) => name)].filter(Boolean).join(' · ')}
      </div>
      {line.refundedQuantity > 0 && <div className="warn t11 m">已退 {line.refundedQuantity} 件</div>}
    </div>
    <span className={kept(line) > 1 ? 'pieces many' : 'pieces'} aria-label={`${kept(line)} 件`}>
      × {kept(line)}
    </span>
    <b className="num price">
      <Yuan amount={line.total} />
    </b>
  </li>
)

/** What changes hands: picture, name, options, pieces. */
export const Goods = ({ order }: { order: Order }) => (
  <ul>
    {order.lines.map((line) => (
      <Line key={line.key} line={line} />
    ))}
  </ul>
)

/** What it cost: discounts by name, delivery, what was paid and what went back. */
export const Amounts = ({ order }: { order: Order }) => {
  const { discount, deliveryFee, paid, refunded } = order.amounts
  return (
    <dl className="sum">
      {discount > 0 && (
        <div>
          <dt>优惠</dt>
          <dd>
            −<Yuan amount={discount} />
          </dd>
        </div>
      )}
      {deliveryFee > 0 && (
        <div>
          <dt>配送费</dt>
          <dd>
            <Yuan amount={deliveryFee} />
          </dd>
        </div>
      )}
      <div className="tot">
        <dt>{paid > 0 ? '微信已付' : order.amounts.total > 0 ? '应付' : '无需付款'}</dt>
        <dd>
          <Yuan amount={paid > 0 ? paid : order.amounts.total} />
        </dd>
      </div>
      {refunded > 0 && (
        <div>
          <dt>已退</dt>
          <dd>
            −<Yuan amount={refunded} />
          </dd>
        </div>
      )}
    </dl>
  )
}
