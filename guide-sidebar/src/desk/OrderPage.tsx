import { useState } from 'react'
import type { Guide } from '../api/storage'
import { useApi } from '../api/useApi'
import { FailureState } from '../ui/FailureState'
import { Icon } from '../ui/Icon'
import { State } from '../ui/State'
import { Yuan } from '../ui/Yuan'
import { Amounts, Goods } from './Goods'
import { History, Place, Refunds } from './OrderParts'
import { OrderSkeleton } from './DeskSkeleton'
import { Person } from './Person'
import { Result } from './Result'
import { ReturnSheet } from './ReturnSheet'
import { ShipSheet } from './ShipSheet'
import { Top } from './Top'
import { UndoPickup } from './UndoPickup'
import { UndoTool } from './UndoTool'
import {
  boughtOf,
  canRedeem,
  canReturn,
  canShip,
  isMoving,
  isOf,
  listOf,
  newRefunds,
  piecesOf,
  undoLeft,
} from './handover.rules'
import type { Handover } from './handover.rules'

type Sheet = 'return' | 'ship' | 'undo'
type News =
  | { kind: 'returned'; amount: number; pieces: number }
  | { kind: 'exchanged'; amount: number; goods: string }
  | { kind: 'shipped' }
  | { kind: 'undone'; reason: string }

const NewsBand = ({ news }: { news: News }) => {
  switch (news.kind) {
    case 'returned':
      if (news.pieces === 0) return <Result tone="ok-r" icon="banknote" title="这次退货已经办好了" />
      return (
        <Result tone="ok-r" icon="banknote" title={`已退货 ${news.pieces} 件，货收进本店`}>
          退款 <Yuan amount={news.amount} /> 原路退回
        </Result>
      )
    case 'exchanged':
      return (
        <Result tone="ok-r" icon="rotate-ccw" title={`已换货，请把${news.goods}交给顾客`}>
          {news.amount > 0 && (
            <>
              差价 <Yuan amount={news.amount} /> 原路退回
            </>
          )}
        </Result>
      )
    case 'shipped':
      return <Result tone="ok-r" icon="truck" title="已发货" />
    case 'undone':
      return (
        <Result tone="warn-r" icon="undo-2" title="已撤销核销，请把货收回">
          原因：{news.reason}
        </Result>
      )
  }
}

interface ActionProps {
  handover: Handover
  guide: Guide
  open: (sheet: Sheet) => void
}

/** What can be done with the order now: one main action, others beside it. */
const Actions = ({ handover, guide, open }: ActionProps) => {
  const { order } = handover
  const ours = isOf(order, guide.store.id)
  const left = ours && guide.role === 'manager' ? undoLeft(order, Date.now()) : 0
  const redeems = ours && canRedeem(order)
  const ships = ours && canShip(order)
  if (!redeems && !ships && !canReturn(order) && left === 0) return null
  return (
    <footer className="act">
      {left > 0 && <UndoTool key={order.pickup?.redeemedAt} left={left} open={() => open('undo')} />}
      {canReturn(order) && (
        <button type="button" className="btn" onClick={() => open('return')}>
          <Icon name="rotate-ccw" size={18} />
          退货
        </button>
      )}
      {redeems && (
        <a className="btn main" href="#/redeem/scan">
          <Icon name="scan-line" size={18} />
          核销
        </a>
      )}
      {ships && (
        <button type="button" className="btn main" onClick={() => open('ship')}>
          <Icon name="truck" size={18} />
          发货
        </button>
      )}
    </footer>
  )
}

/** One order as staff of any store see it: goods, money, history, and what can be done (OR-3, OR-5, OR-6). */
export const OrderPage = ({ orderId, guide }: { orderId: string; guide: Guide }) => {
  const { data, error, isValidating, mutate } = useApi(
    'GET /staff/orders/:orderId',
    { params: { orderId } },
    ({ order }) => isMoving(order),
  )
  const [sheet, setSheet] = useState<Sheet>()
  const [news, setNews] = useState<News>()
  const list = data ? listOf(data.answer.order) : 'pickup'
  const head = <Top title="订单" to={list === 'pickup' ? '#/desk' : `#/desk/${list}`} guide={guide} />
  if (!data && error && !isValidating)
    return (
      <>
        {head}
        {error.code === 'order_not_found' ? (
          <State
            icon="search-x"
            title="没有这张订单"
            text="和顾客订单详情里的订单号逐位对一遍，大小写也要一样。"
            action={{ label: '重新查单', run: () => (window.location.hash = '#/find') }}
          />
        ) : (
          <FailureState failure={error} retry={() => void mutate()} />
        )}
      </>
    )
  if (!data)
    return (
      <>
        {head}
        <OrderSkeleton />
      </>
    )
  const handover = data.answer
  const { order } = handover
  const close = () => setSheet(undefined)
  const settle = (next: Handover, what: News) => {
    close()
    setNews(what)
    void mutate({ answer: next, at: Date.now() }, { revalidate: false })
  }
  const returned = (before: Handover, next: Handover) => {
    const refunds = newRefunds(before.order, next.order)
    const amount = refunds.reduce((sum, it) => sum + it.amount, 0)
    const given = next.order.lines.find((it) => refunds.some((one) => one.exchangedFor === it.key))
    if (given) {
      const goods = [given.name, given.optionText].filter(Boolean).join(' ')
      return settle(next, { kind: 'exchanged', amount, goods })
    }
    settle(next, { kind: 'returned', amount, pieces: piecesOf(before.order) - piecesOf(next.order) })
  }
  return (
    <>
      {head}
      {news && <NewsBand key={`${news.kind}${data.at}`} news={news} />}
      <main className="main-scroll">
        <Person handover={handover}>
          <span className={order.status === 'paid' ? 'chip warn' : 'chip'}>{order.statusText}</span>
        </Person>
        <section className="sec" aria-label="商品和金额">
          <div className="sec-h">
            <h2>商品</h2>
            <span className="more">{boughtOf(order)} 件</span>
          </div>
          <Goods order={order} bought />
          <Amounts order={order} />
        </section>
        <Refunds order={order} now={data.at} />
        <Place order={order} now={data.at} />
        <History order={order} now={data.at} />
        {error && <p className="read-at t11 warn">{error.message}</p>}
      </main>
      <Actions handover={handover} guide={guide} open={setSheet} />
      {sheet === 'return' && (
        <ReturnSheet
          handover={handover}
          storeId={guide.store.id}
          close={close}
          returned={returned}
          reread={() => void mutate()}
        />
      )}
      {sheet === 'ship' && (
        <ShipSheet handover={handover} close={close} shipped={(next) => settle(next, { kind: 'shipped' })} />
      )}
      {sheet === 'undo' && (
        <UndoPickup
          handover={handover}
          close={close}
          undone={(next, reason) => settle(next, { kind: 'undone', reason })}
        />
      )}
    </>
  )
}
