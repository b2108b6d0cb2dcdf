import { Picture } from '../ui/Picture'
import { Icon } from '../ui/Icon'
import { waited } from '../ui/date.rules'
import { handedOver, listOf, nameOf, piecesOf, waiting } from './handover.rules'
import type { Handover } from './handover.rules'

/** One order on the desk: its goods, whose it is, how many pieces, how long it waits. Leads to the order. */
export const OrderRow = ({ handover, now }: { handover: Handover; now: number }) => {
  const { order } = handover
  const open = listOf(order) !== 'done'
  const remark = open ? waiting(order, now) : handedOver(order, now)
  const since = waited(order.paidAt ?? order.createdAt, now)
  return (
    <li>
      <a className="li pick" href={`#/order/${order.id}`}>
        <span className="pile2">
          {order.lines.slice(0, 2).map((line) => (
            <Picture key={line.key} src={line.image} icon="shopping-bag" word={line.name} size={32} />
          ))}
        </span>
        <span className="grow">
          <span className="row pick-name">
            <b className="cut">{nameOf(handover)}</b>
            <span className="fix">· {piecesOf(order)} 件</span>
          </span>
          <span className={`t11 m cut block ${remark.tone}`}>{remark.text}</span>
        </span>
        {open && <span className="since i2">{since === '刚刚' ? '刚下单' : `下单 ${since}`}</span>}
        <Icon name="chevron-right" size={14} />
      </a>
    </li>
  )
}
