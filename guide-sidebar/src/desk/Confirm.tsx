import { Icon } from '../ui/Icon'
import { Amounts, Goods } from './Goods'
import { Person } from './Person'
import { piecesOf, foundBy } from './handover.rules'
import type { Handover } from './handover.rules'

interface Props {
  code: string
  handover: Handover
  busy: boolean
  note?: string
  confirm: () => void
  leave: () => void
}

/** What the code stands for, before anything is written: check the goods, then one big button. */
export const Confirm = ({ code, handover, busy, note, confirm, leave }: Props) => {
  const pieces = piecesOf(handover.order)
  return (
    <>
      <main className="main-scroll">
        {note && (
          <p className="notice" role="status">
            {note}
          </p>
        )}
        <Person handover={handover}>
          <span className="chip warn">{handover.order.statusText}</span>
        </Person>
        <section className="sec" aria-label="要交的货">
          <div className="sec-h">
            <h2>核对 {pieces} 件</h2>
            <span className="more">{foundBy(code)}</span>
          </div>
          <Goods order={handover.order} />
          <Amounts order={handover.order} />
        </section>
      </main>
      <footer className="act">
        <button type="button" className="tool" disabled={busy} onClick={leave}>
          <Icon name="x" size={20} />
          先不交
        </button>
        <button type="button" className="btn main big" disabled={busy} onClick={confirm}>
          {busy ? '正在核销…' : `确认交付 ${pieces} 件`}
        </button>
      </footer>
    </>
  )
}
