import { useState } from 'react'
import { call } from '../../api/client'
import { newKey } from '../../api/key'
import { Picture } from '../../ui/Picture'
import { Reasons, isReason } from '../Reasons'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import { Stepper } from './Stepper'
import { far, levelTone } from './supply.rules'
import type { Stock, StockPlace } from './supply.rules'
import { Problem } from '../Problem'

interface Props {
  stock: Stock
  from: StockPlace
  /** Pieces to begin with. */
  pieces?: number
  close: () => void
}

const REASONS = ['本店卖完了', '顾客等着要', '活动备货'] as const

/** Asks another location for goods; its manager agrees and sends (IN-5, GU-5). */
export const AskSheet = ({ stock, from, pieces: first = 1, close }: Props) => {
  const [key] = useState(newKey)
  const [pieces, setPieces] = useState(Math.max(1, Math.min(first, from.available)))
  const [reason, setReason] = useState('')
  const { run, busy, failure } = useAction(async () => {
    const { id } = await call('POST /transfers', {
      body: { key, from: from.id, lines: [{ skuId: stock.skuId, quantity: pieces }], reason: reason.trim() },
    })
    window.location.hash = `#/transfer/${id}`
  })
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !isReason(reason)}
      onClick={() => void run()}
    >
      {busy ? '正在提交…' : `向${from.name}要 ${pieces} 件`}
    </button>
  )
  return (
    <Sheet title="申请调货" close={close} foot={foot}>
      <div className="li goods">
        <Picture src={stock.image} icon="package" word={stock.name} size={48} />
        <div className="grow">
          <div className="m two">{stock.name}</div>
          <div className="i2 t11">{stock.optionText}</div>
          <div className="t11">
            {from.name} · {far(from.distance)} ·{' '}
            <span className={`m ${levelTone(from)}`}>可调 {from.available} 件</span>
          </div>
        </div>
        <Stepper label="要几件" value={pieces} most={Math.max(1, from.available)} change={setPieces} />
      </div>
      <Reasons label="为什么要" options={REASONS} reason={reason} change={setReason} />
      <Problem text={failure?.message} />
    </Sheet>
  )
}
