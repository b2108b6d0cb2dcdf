import { useState } from 'react'
import { call } from '../../api/client'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Reasons, isReason } from '../Reasons'
import { Sheet } from '../Sheet'
import { forgetReturnKey, returnKey } from '../returnKey'
import { Stepper } from '../supply/Stepper'
import { useAction } from '../useAction'
import { keptOf } from './pos.rules'
import type { PosOrder } from './pos.rules'
import { Problem } from '../Problem'

interface Props {
  order: PosOrder
  close: () => void
  returned: (order: PosOrder) => void
}

const REASONS = ['尺码不合适', '不喜欢了', '质量问题'] as const

/** Goods of a till's purchase come back to this store; the money is given back at the till (OR-6). */
export const PosReturnSheet = ({ order, close, returned }: Props) => {
  const [chosen, setChosen] = useState<Record<string, number>>({})
  const [reason, setReason] = useState('')
  const lines = order.lines
    .map(({ key }) => ({ key, quantity: chosen[key] ?? 0 }))
    .filter(({ quantity }) => quantity > 0)
  const pieces = lines.reduce((sum, it) => sum + it.quantity, 0)
  const { run, busy, failure } = useAction(async () => {
    const answer = await call('POST /pos/orders/:posOrderId/returns', {
      params: { posOrderId: order.id },
      body: { key: returnKey(order.id), lines, reason: reason.trim() },
    })
    forgetReturnKey(order.id)
    returned(answer)
  })
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || pieces === 0 || !isReason(reason)}
      onClick={() => void run()}
    >
      {busy ? '正在退货…' : pieces === 0 ? '选要退的商品' : `收回 ${pieces} 件`}
    </button>
  )
  return (
    <Sheet title="退货" close={close} foot={foot}>
      <ul>
        {order.lines.map((line) => (
          <li key={line.key} className="li goods">
            <Picture src={line.image} icon="shopping-bag" word={line.name} size={48} />
            <div className="grow">
              <div className="m two">{line.name}</div>
              <div className="i2 t11">买 {line.quantity} 件</div>
            </div>
            {keptOf(line, order) === 0 ? (
              <span className="i2">已退完</span>
            ) : (
              <Stepper
                label={`退 ${line.name}`}
                value={chosen[line.key] ?? 0}
                least={0}
                most={keptOf(line, order)}
                change={(value) => setChosen({ ...chosen, [line.key]: value })}
              />
            )}
          </li>
        ))}
      </ul>
      <Reasons label="为什么退" options={REASONS} reason={reason} change={setReason} />
      <p className="hint">
        <Icon name="banknote" />
        货进本店库存；钱在收银台退。
      </p>
      <Problem text={failure?.message} />
    </Sheet>
  )
}
