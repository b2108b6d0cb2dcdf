import { useState } from 'react'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Sheet } from '../Sheet'
import { Stepper } from './Stepper'
import { ACT_WORDS } from './supply.rules'
import type { Transfer } from './supply.rules'
import { Problem } from '../Problem'

interface Props {
  transfer: Transfer
  act: 'ship' | 'receive'
  busy: boolean
  problem?: string
  close: () => void
  done: (lines: { skuId: string; quantity: number }[]) => void
}

/** Pieces are counted when they leave and when they arrive; what is less is written down as a difference (IN-5). */
export const CountSheet = ({ transfer, act, busy, problem, close, done }: Props) => {
  const meant = (line: Transfer['lines'][number]) =>
    act === 'ship' ? line.quantity : (line.shipped ?? line.quantity)
  const [counts, setCounts] = useState<Record<string, number>>({})
  const lines = transfer.lines.map((it) => ({ skuId: it.skuId, quantity: counts[it.skuId] ?? meant(it) }))
  const pieces = lines.reduce((sum, it) => sum + it.quantity, 0)
  const short = transfer.lines.reduce((sum, it) => sum + meant(it), 0) - pieces
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || (act === 'ship' && pieces === 0)}
      onClick={() => done(lines)}
    >
      {busy ? ACT_WORDS[act].busy : `${ACT_WORDS[act].label} · ${pieces} 件`}
    </button>
  )
  return (
    <Sheet title={act === 'ship' ? '点数发出' : '点数收货'} close={close} foot={foot}>
      <ul>
        {transfer.lines.map((line) => (
          <li key={line.skuId} className="li goods">
            <Picture src={line.image} icon="package" word={line.name} size={48} />
            <div className="grow">
              <div className="m two">{line.name}</div>
              <div className="i2 t11">
                {[line.optionText, `${act === 'ship' ? '应发' : '已发'} ${meant(line)} 件`]
                  .filter(Boolean)
                  .join(' · ')}
              </div>
            </div>
            <Stepper
              label={`点 ${line.name}`}
              value={counts[line.skuId] ?? meant(line)}
              least={0}
              most={meant(line)}
              change={(value) => setCounts({ ...counts, [line.skuId]: value })}
            />
          </li>
        ))}
      </ul>
      {short > 0 && (
        <p className="hint warn">
          <Icon name="triangle-alert" />
          {act === 'ship' ? `少发 ${short} 件` : `少收 ${short} 件，会记成差异`}
        </p>
      )}
      <Problem text={problem} />
    </Sheet>
  )
}
