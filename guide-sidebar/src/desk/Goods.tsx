import { Picture } from '../ui/Picture'
import { Yuan } from '../ui/Yuan'
import { discountsOf, kept } from './handover.rules'
import type { Order, OrderLine } from './handover.rules'

const Line = ({ line, pieces }: { line: OrderLine; pieces: number }) => (
  <li className="li goods">
    <Picture src={line.image} icon="shopping-bag" word={line.name} size={56} />
    <div className="grow">
      <div className="m two">{line.name}</div>
      <div className="i2 t11">
        {[line.optionText, ...line.discounts.map(({ name }) => name)].filter(Boolean).join(' · ')}
      </div>
      {line.refundedQuantity > 0 && <div className="warn t11 m">已退 {line.refundedQuantity} 件</div>}
    </div>
    <span className={pieces > 1 ? 'pieces many' : 'pieces'} aria-label={`${pieces} 件`}>
      × {pieces}
    </span>
    <b className="num price">
      <Yuan amount={line.total} />
    </b>
  </li>
)

interface Props {
  order: Order
  /** Pieces as they were bought, instead of those that change hands. */
  bought?: boolean
}

/** What changes hands: picture, name, options, pieces. */
export const Goods = ({ order, bought = false }: Props) => (
  <ul>
    {order.lines
      .filter((line) => bought || kept(line) > 0)
      .map((line) => (
        <Line key={line.key} line={line} pieces={bought ? line.quantity : kept(line)} />
      ))}
  </ul>
)

/** A sum of money by its name. */
export const Sum = ({ name, amount, minus = false }: { name: string; amount: number; minus?: boolean }) => (
  <div>
    <dt className="cut">{name}</dt>
    <dd>
      {minus && '−'}
      <Yuan amount={amount} />
    </dd>
  </div>
)

/** What it cost: discounts by name, delivery, what was paid and what went back. */
export const Amounts = ({ order }: { order: Order }) => {
  const { deliveryFee, total, paid, refunded } = order.amounts
  const free = order.deliveryDiscounts.map(({ name }) => ` · ${name}`).join('')
  return (
    <dl className="sum">
      {discountsOf(order).map((it) => (
        <Sum key={it.promotionId} name={it.name} amount={it.amount} minus />
      ))}
      {(deliveryFee > 0 || free !== '') && <Sum name={`配送费${free}`} amount={deliveryFee} />}
      <div className="tot">
        <dt>{paid > 0 ? '微信已付' : total > 0 ? '应付' : '无需付款'}</dt>
        <dd>
          <Yuan amount={paid > 0 ? paid : total} />
        </dd>
      </div>
      {refunded > 0 && <Sum name="已退" amount={refunded} minus />}
    </dl>
  )
}
