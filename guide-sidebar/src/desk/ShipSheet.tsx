import { useState } from 'react'
import { call } from '../api/client'
import { Reasons } from './Reasons'
import { Sheet } from './Sheet'
import type { Handover } from './handover.rules'
import { useAction } from './useAction'
import { Problem } from './Problem'

interface Props {
  handover: Handover
  close: () => void
  shipped: (handover: Handover) => void
}

const CARRIERS: Record<string, readonly string[]> = {
  local1h: ['本店配送', '达达', '闪送'],
  city2h: ['本店配送', '顺丰同城', '达达'],
  express: ['顺丰速运', '京东物流', '中通快递', '圆通速递'],
}

/** Goods of a delivery leave the store: by whom, and the number where there is one (OR-5). */
export const ShipSheet = ({ handover, close, shipped }: Props) => {
  const { order } = handover
  const [carrier, setCarrier] = useState('')
  const [number, setNumber] = useState('')
  const { run, busy, failure } = useAction(() =>
    call('POST /orders/:orderId/ship', {
      params: { orderId: order.id },
      body: { carrier: carrier.trim(), trackingNo: number || undefined },
    }),
  )
  const wrong = number !== '' && !/^[A-Za-z0-9-]{6,32}$/.test(number)
  const needed = order.way === 'express' && number === ''
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !carrier.trim() || wrong || needed}
      onClick={() => void run().then((it) => it && shipped(it))}
    >
      {busy ? '正在提交…' : '确认发货'}
    </button>
  )
  return (
    <Sheet title="发货" close={close} foot={foot}>
      {order.receiver && (
        <p className="receiver">
          <b>
            {order.receiver.name} {order.receiver.phone}
          </b>
          <span className="i2">{order.receiver.address}</span>
        </p>
      )}
      <Reasons label="谁来送" options={CARRIERS[order.way] ?? []} reason={carrier} change={setCarrier} />
      <label className="labelled">
        运单号{order.way === 'express' ? '' : '（没有可不填）'}
        <input
          className="field"
          value={number}
          autoCapitalize="characters"
          autoComplete="off"
          placeholder="6–32 位字母或数字"
          aria-invalid={wrong}
          onChange={(event) => setNumber(event.target.value.replace(/\s/g, ''))}
        />
      </label>
      {wrong && <p className="problem">运单号是 6–32 位字母、数字或短横线</p>}
      <Problem text={failure?.message} />
    </Sheet>
  )
}
