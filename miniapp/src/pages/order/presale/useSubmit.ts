import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { CallError } from '../../../api/client'
import { attemptDone, attemptKey } from '../../../orders/attempt'
import { askOrderMessages } from '../../../orders/messages'
import { payOnOpen } from '../../../orders/pay'
import { say, sayError } from '../../../ui/say'
import type { Deposit } from './useDeposit'

/** Refusals after which the offer has to be looked at again. */
const STALE = new Set([
  'price_changed',
  'presale_sold_out',
  'presale_limit',
  'presale_not_open',
  'way_not_offered',
])

/** Takes the pieces and goes to the order, where paying the deposit begins by itself; a tap after a lost answer is the same. */
export const useSubmit = (presaleId: string, deposit: Deposit) => {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)
  const submit = async (): Promise<void> => {
    const { wanted, offer, preview, reload } = deposit
    if (running.current || !offer.data || !preview) return
    running.current = true
    setBusy(true)
    try {
      await askOrderMessages(wanted.way, 'deposit')
      const { quantity, ...how } = wanted
      const lines = [{ skuId: offer.data.skuId, quantity }]
      const placed = await call('POST /presales/:presaleId/orders', {
        params: { presaleId },
        body: {
          ...wanted,
          key: attemptKey({ lines, ...how }, presaleId),
          expectedDeposit: preview.deposit,
          agreed: true,
        },
      })
      attemptDone()
      payOnOpen.set(placed.id)
      await Taro.redirectTo({ url: `/pages/order/detail/index?id=${placed.id}` })
    } catch (error) {
      const code = error instanceof CallError ? error.code : ''
      if (code === 'key_reused') attemptDone()
      if (STALE.has(code)) reload()
      if (code === 'network_failed') say('没连上，再点一次不会重复下单')
      else sayError(error)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, submit }
}
