import { useState } from 'react'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { Yuan } from '../../ui/Yuan'
import { moment } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { titleOf } from './pos.rules'
import type { PosHandover } from './pos.rules'

const PAGE = 20

const Row = ({ handover: { order, memberName }, now }: { handover: PosHandover; now: number }) => (
  <li>
    <a className="li pick" href={`#/pos/${order.id}`}>
      <Picture src={order.lines[0]?.image} icon="shopping-bag" word={order.lines[0]?.name ?? ''} size={40} />
      <span className="grow">
        <b className="m cut block">{titleOf(order)}</b>
        <span className="t11 i2">
          {memberName || '非会员'} · {moment(order.at, now)}
        </span>
        {order.returns.some(({ state }) => state === 'requested') && (
          <span className="t11 m warn"> · 申请退货</span>
        )}
        {order.returned > 0 && <span className="t11 m i2"> · 已退货</span>}
      </span>
      <b className="num">
        <Yuan amount={order.total} />
      </b>
      <Icon name="chevron-right" size={14} />
    </a>
  </li>
)

const List = ({ guide, cursor }: { guide: Guide; cursor?: string }) => {
  const [more, setMore] = useState(false)
  const { data, error, isValidating, mutate } = useApi('GET /stores/:storeId/pos-orders', {
    params: { storeId: guide.store.id },
    query: { limit: PAGE, cursor },
  })
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { orders, next } = data.answer
  if (orders.length === 0 && !cursor)
    return <State icon="receipt-text" title="还没有门店小票" text="收银台卖出的单，一会儿就到这里。" />
  return (
    <>
      <ul className="rows">
        {orders.map((it) => (
          <Row key={it.order.id} handover={it} now={data.at} />
        ))}
      </ul>
      {next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更早的
        </button>
      )}
      {next && more && <List guide={guide} cursor={next} />}
    </>
  )
}

/** 门店小票: what the tills sold (OR-7). */
export const PosOrdersPage = ({ guide }: { guide: Guide }) => (
  <>
    <Top title="门店小票" to="#/desk" guide={guide} />
    <main className="main-scroll">
      <section className="sec desk-list" aria-label="门店小票">
        <List guide={guide} />
      </section>
    </main>
  </>
)
