import { useState } from 'react'
import { call } from '../api/client'
import { ApiFailure, asFailure } from '../api/failure'
import { Chip } from '../ui/Chip'
import { Icon } from '../ui/Icon'
import { Picture } from '../ui/Picture'
import { Yuan } from '../ui/Yuan'
import { ExchangeChoice } from './ExchangeChoice'
import { Reasons, isReason } from './Reasons'
import { Sheet } from './Sheet'
import { kept } from './handover.rules'
import type { Handover, OrderLine } from './handover.rules'
import { forgetReturnKey, returnKey } from './returnKey'
import { useAction } from './useAction'
import { Problem } from './Problem'

interface Props {
  handover: Handover
  /** The store that takes goods back and gives others. */
  storeId: string
  close: () => void
  /** `before` is the order as it was when the sheet was opened. */
  returned: (before: Handover, after: Handover) => void
  /** Something may have happened without an answer: read the order again. */
  reread: () => void
}

const WANTS = [
  ['money', '退货退款'],
  ['goods', '换货'],
] as const
const REASONS = ['尺码不合适', '不喜欢了', '质量问题', '发错货'] as const

interface LineProps {
  line: OrderLine
  chosen: number
  change: (pieces: number) => void
}

const ReturnLine = ({ line, chosen, change }: LineProps) => (
  <li className="li goods">
    <Picture src={line.image} icon="shopping-bag" word={line.name} size={48} />
    <div className="grow">
      <div className="m two">{line.name}</div>
      <div className="i2 t11">
        {line.optionText && `${line.optionText} · `}买 {line.quantity} 件实付 <Yuan amount={line.total} />
        {line.refundedQuantity > 0 && ` · 已退 ${line.refundedQuantity} 件`}
      </div>
    </div>
    {kept(line) === 0 ? (
      <span className="i2">已退完</span>
    ) : (
      <div className="stepper" role="group" aria-label={`退 ${line.name}`}>
        <button
          type="button"
          aria-label="少退一件"
          disabled={chosen === 0}
          onClick={() => change(chosen - 1)}
        >
          <Icon name="minus" />
        </button>
        <output>{chosen}</output>
        <button
          type="button"
          aria-label="多退一件"
          disabled={chosen === kept(line)}
          onClick={() => change(chosen + 1)}
        >
          <Icon name="plus" />
        </button>
      </div>
    )}
  </li>
)

/** Goods come back to this store; what is paid back is the server's answer (OR-6). */
export const ReturnSheet = ({ handover, storeId, close, returned, reread }: Props) => {
  const { order } = handover
  const [before] = useState(handover)
  const only = order.lines.filter((line) => kept(line) > 0)
  const [chosen, setChosen] = useState<Record<string, number>>(() =>
    only.length === 1 && only[0] && kept(only[0]) === 1 ? { [only[0].key]: 1 } : {},
  )
  const [reason, setReason] = useState('')
  const lines = order.lines
    .map(({ key }) => ({ key, quantity: chosen[key] ?? 0 }))
    .filter(({ quantity }) => quantity > 0)
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0)
  // Pieces of one line are given for pieces of one other.
  const alone = lines.length === 1 ? order.lines.find(({ key }) => key === lines[0]?.key) : undefined
  const [wants, setWants] = useState<'money' | 'goods'>('money')
  const [skuId, setSkuId] = useState('')
  const isExchange = wants === 'goods' && alone !== undefined
  const { run, busy, failure } = useAction(async () => {
    const key = returnKey(order.id)
    try {
      const [line] = lines
      const of = { params: { orderId: order.id } }
      const why = { key, reason: reason.trim() }
      const answer =
        isExchange && line
          ? await call('POST /orders/:orderId/exchanges', { ...of, body: { ...why, line, skuId } })
          : await call('POST /orders/:orderId/returns', { ...of, body: { ...why, lines } })
      forgetReturnKey(order.id)
      return answer
    } catch (error) {
      reread()
      if (asFailure(error).code !== 'key_reused') throw error
      // The key is spent: an earlier try with other pieces did count. What it did is on the order now.
      forgetReturnKey(order.id)
      throw new ApiFailure('key_reused', '上一次退货其实已经办成，退款记录里能看到。核对后再退其余的。', 409)
    }
  })
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || pieces === 0 || !isReason(reason) || (isExchange && !skuId)}
      onClick={() => void run().then((it) => it && returned(before, it))}
    >
      {busy
        ? '正在办理…'
        : pieces === 0
          ? '选要退的商品'
          : `收货并${isExchange ? '换货' : '退款'} · ${pieces} 件`}
    </button>
  )
  return (
    <Sheet title="退货" close={close} foot={foot}>
      <ul>
        {order.lines.map((line) => (
          <ReturnLine
            key={line.key}
            line={line}
            chosen={Math.min(chosen[line.key] ?? 0, kept(line))}
            change={(next) => setChosen({ ...chosen, [line.key]: next })}
          />
        ))}
      </ul>
      {alone && (
        <fieldset className="choose">
          <legend>退货还是换货</legend>
          <div className="opts">
            {WANTS.map(([want, text]) => (
              <Chip key={want} on={wants === want} toggle={() => setWants(want)}>
                {text}
              </Chip>
            ))}
          </div>
        </fieldset>
      )}
      {isExchange && (
        <ExchangeChoice line={alone} pieces={pieces} storeId={storeId} chosen={skuId} change={setSkuId} />
      )}
      <Reasons label="为什么退" options={REASONS} reason={reason} change={setReason} />
      <p className="hint">
        <Icon name="banknote" />
        {isExchange
          ? '同价直接换；换便宜的，差价原路退回；换贵的先退货再下单。'
          : '退多少按每件实付分摊，提交后马上显示；优惠券和积分按规则退回。'}
      </p>
      <Problem text={failure?.message} />
    </Sheet>
  )
}
