import { useState } from 'react'
import type { Guide } from '../api/storage'
import { FailureState } from '../ui/FailureState'
import { State } from '../ui/State'
import { clock } from '../ui/date.rules'
import type { IconName } from '../ui/icons'
import { RowBones } from './DeskSkeleton'
import { OrderRow } from './OrderRow'
import type { List } from './handover.rules'
import { useOrders } from './useOrders'

const EMPTY: Record<List, { icon: IconName; title: string; text: string }> = {
  pickup: { icon: 'package', title: '没有等着取货的单', text: '顾客下单选本店自提，付款后会出现在这里。' },
  ship: { icon: 'truck', title: '没有要发的货', text: '由本店发货的单，付款后会出现在这里。' },
  done: { icon: 'package-check', title: '今天还没有交付', text: '核销或发货后，在这里能查到，也能办退货。' },
}

interface Props {
  guide: Guide
  list: List
  cursor?: string
}

/** One list of the desk, page after page. */
export const OrderList = ({ guide, list, cursor }: Props) => {
  const { data, error, isValidating, mutate } = useOrders(guide, list, cursor)
  const [more, setMore] = useState(false)
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { orders, next } = data.answer
  if (orders.length === 0 && !cursor) return <State {...EMPTY[list]} />
  return (
    <>
      {error && (
        <p className="notice" role="status">
          {error.message}。下面是 {clock(data.at)} 读到的。
        </p>
      )}
      <ul className="rows">
        {orders.map((it) => (
          <OrderRow key={it.order.id} handover={it} now={data.at} />
        ))}
      </ul>
      {next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更多
        </button>
      )}
      {next && more && <OrderList guide={guide} list={list} cursor={next} />}
    </>
  )
}
