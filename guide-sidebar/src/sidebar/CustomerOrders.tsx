import { useState } from 'react'
import { useApi } from '../api/useApi'
import { Icon } from '../ui/Icon'
import { Picture } from '../ui/Picture'
import { Yuan } from '../ui/Yuan'
import { Bone } from '../ui/Bone'
import { ORDERS_SHOWN, boughtHref, boughtNote, boughtTitle, boughtTotal, creditText } from './bought.rules'
import type { Bought, Credit } from './bought.rules'

const PAGE = 10

interface LineProps {
  bought: Bought
  now: number
  /** Whose it is (GU-6); absent where it is nobody's, or not known yet. */
  credit?: Credit
}

const BoughtLine = ({ bought, now, credit }: LineProps) => {
  const { text, tone } = boughtNote(bought, now)
  return (
    <li>
      <a className="li visit link-row" href={boughtHref(bought)}>
        <Picture
          src={bought.order.lines[0]?.image}
          icon="shopping-bag"
          word={bought.order.lines[0]?.name ?? ''}
        />
        <div className="grow">
          <div className="cut">{boughtTitle(bought)}</div>
          <div className={`where t11 ${tone}`}>
            <Icon name={bought.channel === 'online' ? 'smartphone' : 'store'} size={12} />
            <span className="cut">{text}</span>
          </div>
          {credit && <div className={`t11 cut ${credit.isMine ? 'ok' : 'i2'}`}>{creditText(credit)}</div>}
        </div>
        <b className="num">
          <Yuan amount={boughtTotal(bought)} />
        </b>
        <Icon name="chevron-right" size={14} />
      </a>
    </li>
  )
}

const Bones = () => (
  <div role="status" aria-label="正在读取订单">
    {[0, 1].map((key) => (
      <div key={key} className="li visit">
        <Bone w={40} h={40} />
        <div className="grow stack">
          <Bone w="62%" h={16} />
          <Bone w="44%" h={12} />
        </div>
        <Bone w={56} h={16} />
      </div>
    ))}
  </div>
)

interface PageProps {
  externalUserId: string
  credits: ReadonlyMap<string, Credit>
  cursor?: string
  /** Rows before the fold; all of them when undefined. */
  most?: number
  unfold: () => void
}

const OrdersPage = ({ externalUserId, credits, cursor, most, unfold }: PageProps) => {
  const [more, setMore] = useState(false)
  const { data, error, mutate } = useApi('GET /customers/:externalUserId/orders', {
    params: { externalUserId },
    query: { limit: PAGE, cursor },
  })
  if (!data && error)
    return (
      <p className="none">
        {error.message}。
        <button type="button" className="again" onClick={() => void mutate()}>
          再试一次
        </button>
      </p>
    )
  if (!data) return <Bones />
  const { orders, next } = data.answer
  if (orders.length === 0 && !cursor) return <p className="none">还没有买过东西。</p>
  const folds = most !== undefined && (orders.length > most || next !== undefined)
  return (
    <>
      <ul>
        {orders.slice(0, most).map((it) => (
          <BoughtLine key={it.order.id} bought={it} now={data.at} credit={credits.get(it.order.id)} />
        ))}
      </ul>
      {folds && (
        <button type="button" className="fold" onClick={unfold}>
          看更多订单
          <Icon name="chevron-down" size={14} />
        </button>
      )}
      {!folds && next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更早的
          <Icon name="chevron-down" size={14} />
        </button>
      )}
      {!folds && next && more && (
        <OrdersPage externalUserId={externalUserId} credits={credits} cursor={next} unfold={unfold} />
      )}
    </>
  )
}

interface Props {
  externalUserId: string
  /** Absent while no member is known. */
  memberId?: string
}

/** What the customer bought over all channels, each leading to the order and what can be done with it (GU-1, OR-7). */
export const CustomerOrders = ({ externalUserId, memberId }: Props) => {
  const [open, setOpen] = useState(false)
  const { data } = useApi('GET /customers/:externalUserId/attributions', { params: { externalUserId } })
  const credits = new Map(data?.answer.orders.map((it) => [it.orderId, it]))
  return (
    <section className="sec" aria-label="最近订单">
      <div className="sec-h">
        <h2>最近订单</h2>
        {memberId && (
          <a className="more link" href={`#/stock/${memberId}`}>
            <Icon name="plus" size={14} />
            代客下单
          </a>
        )}
      </div>
      <OrdersPage
        externalUserId={externalUserId}
        credits={credits}
        most={open ? undefined : ORDERS_SHOWN}
        unfold={() => setOpen(true)}
      />
    </section>
  )
}
