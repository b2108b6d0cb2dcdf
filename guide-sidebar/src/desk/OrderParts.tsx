import { moment } from '../ui/date.rules'
import { Yuan } from '../ui/Yuan'
import { historyOf } from './handover.rules'
import type { Order } from './handover.rules'

type Refund = Order['refunds'][number]

const REFUND: Record<Refund['state'], { text: string; tone: string }> = {
  requested: { text: '退款中', tone: 'warn' },
  succeeded: { text: '已到账', tone: 'ok' },
  abnormal: { text: '退款异常，财务在处理', tone: 'danger' },
}

interface Props {
  order: Order
  now: number
}

/** Money that went back, and how far each refund is. */
export const Refunds = ({ order, now }: Props) => {
  if (order.refunds.length === 0) return null
  return (
    <section className="sec">
      <div className="sec-h">
        <h2>退换</h2>
        <span className="more">{order.refunds.length} 笔</span>
      </div>
      <ul>
        {order.refunds.map((it) => (
          <li key={it.id} className="li opt">
            <div className="grow">
              <div className="m">{it.reason}</div>
              <div className="i2 t11">
                {[moment(it.requestedAt, now), it.storeName].filter(Boolean).join(' · ')}
              </div>
            </div>
            <div className="num">
              <b className="price">
                {it.exchangedFor && it.amount === 0 ? '换货' : <Yuan amount={it.amount} />}
              </b>
              <div className={`t11 m ${REFUND[it.state].tone}`}>
                {it.amount === 0 ? '已办好' : REFUND[it.state].text}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where it is collected or goes to. */
export const Place = ({ order, now }: Props) => {
  const { store, receiver, pickup, transfer } = order
  if (!store && !receiver) return null
  return (
    <section className="sec">
      <dl className="pairs places">
        {store && (
          <div>
            <dt>门店</dt>
            <dd>
              {store.name} · <a href={`tel:${store.phone}`}>{store.phone}</a>
            </dd>
          </div>
        )}
        {transfer && !transfer.arrivedAt && (
          <div>
            <dt>调货</dt>
            <dd>
              从{transfer.fromName}调来，预计{moment(transfer.expectedAt, now)} 前到
            </dd>
          </div>
        )}
        {pickup && !pickup.redeemedAt && !(transfer && !transfer.arrivedAt) && (
          <div>
            <dt>保留到</dt>
            <dd>{moment(pickup.expiresAt, now)}</dd>
          </div>
        )}
        {receiver && (
          <div>
            <dt>收货</dt>
            <dd>
              {receiver.name} {receiver.phone}
              <br />
              {receiver.address}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}

/** What happened, newest first, and the whole number of the order. */
export const History = ({ order, now }: Props) => (
  <section className="sec">
    <div className="sec-h">
      <h2>经过</h2>
    </div>
    <ol className="history">
      {historyOf(order).map((it) => (
        <li key={it.text}>
          <span className="grow">
            {it.text}
            {it.note && <small className="i2">{it.note}</small>}
          </span>
          <time className="i2" dateTime={it.at}>
            {moment(it.at, now)}
          </time>
        </li>
      ))}
    </ol>
    <p className="order-id i2 t11">订单号 {order.id}</p>
  </section>
)
