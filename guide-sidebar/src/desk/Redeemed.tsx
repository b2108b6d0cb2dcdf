import { useState } from 'react'
import type { Guide } from '../api/storage'
import { exactClock } from '../ui/date.rules'
import { Icon } from '../ui/Icon'
import { Amounts, Goods } from './Goods'
import { Person } from './Person'
import { Result } from './Result'
import { UndoPickup } from './UndoPickup'
import { UndoTool } from './UndoTool'
import { UNDO_MS, piecesOf, foundBy, tailOf } from './handover.rules'
import type { Handover } from './handover.rules'

interface Props {
  code: string
  handover: Handover
  guide: Guide
  next: () => void
  undone: (handover: Handover, reason: string) => void
}

/** It counted: the goods may be handed over. A manager can take it back for ten minutes. */
export const Redeemed = ({ code, handover, guide, next, undone }: Props) => {
  const [undoing, setUndoing] = useState(false)
  const { order } = handover
  const { redeemedAt, redeemedBy } = order.pickup ?? {}
  return (
    <>
      <Result tone="ok-r" icon="check" title="已核销，可以交货">
        {redeemedAt && `${exactClock(redeemedAt)} · `}
        {foundBy(code)}
      </Result>
      <main className="main-scroll">
        <Person handover={handover}>
          <a className="link" href={`#/order/${order.id}`}>
            看订单
          </a>
        </Person>
        <section className="sec" aria-label="交付的货">
          <div className="sec-h">
            <h2>交给顾客 {piecesOf(order)} 件</h2>
            <span className="more">订单号尾 {tailOf(order)}</span>
          </div>
          <Goods order={order} />
          <Amounts order={order} />
        </section>
        <section className="sec">
          <div className="sec-h">
            <h2>记了什么</h2>
          </div>
          <ul className="log">
            <li>
              <Icon name="package-check" />
              订单变为{order.statusText}
            </li>
            <li>
              <Icon name="id-card" />
              核销人 {redeemedBy ?? guide.name} · {guide.store.name}
            </li>
            <li>
              <Icon name="qr-code" />
              这个取货码不能再用
            </li>
          </ul>
        </section>
      </main>
      <footer className="act">
        {guide.role === 'manager' && <UndoTool left={UNDO_MS} open={() => setUndoing(true)} />}
        <button type="button" className="btn main" onClick={next}>
          <Icon name="scan-line" size={18} />
          核销下一单
        </button>
      </footer>
      {undoing && <UndoPickup handover={handover} close={() => setUndoing(false)} undone={undone} />}
    </>
  )
}
