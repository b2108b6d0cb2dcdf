import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { CallError } from '../../../api/client'
import { cart, takeOut } from '../../../cart/cart'
import { boughtLines } from './choices'
import { attemptDone, attemptKey } from '../../../orders/attempt'
import type { Draft } from '../../../orders/draft'
import { askOrderMessages } from '../../../orders/messages'
import { payOrder, PAY_SAYS } from '../../../orders/pay'
import type { Order } from '../../../orders/types'
import { say, sayError } from '../../../ui/say'
import type { Checkout } from './useCheckout'

/** Refusals after which the price has to be looked at again. */
const STALE = new Set([
  'price_changed',
  'out_of_stock',
  'sku_not_found',
  'delivery_unreachable',
  'way_not_offered',
])

/**
 * Orders, pays, and goes to the order whatever came of paying. The key stays until the order is there, so a tap after a
 * lost answer is the same order; a second tap while the first is under way does nothing.
 */
export const useSubmit = (checkout: Checkout, draft: Draft, remark: string) => {
  const [step, setStep] = useState<'ready' | 'ordering' | 'paying'>('ready')
  const busy = useRef(false)

  const order = async (): Promise<Order> => {
    const { wanted, preview } = checkout
    const placed = await call('POST /orders', {
      body: {
        ...wanted,
        key: attemptKey(wanted, remark.trim()),
        ...(preview ? { expectedTotal: preview.amounts.total } : {}),
        ...(remark.trim() ? { remark: remark.trim() } : {}),
      },
    })
    attemptDone()
    if (draft.fromBag) void takeOut(boughtLines(cart.get()?.lines ?? [], draft)).catch(() => undefined)
    return placed
  }

  const submit = async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    try {
      setStep('ordering')
      await askOrderMessages()
      const placed = await order()
      setStep('paying')
      try {
        const { order: now, outcome } = await payOrder(placed.id)
        if (now.status === 'unpaid') say(PAY_SAYS[outcome] ?? '付款结果还在确认，请稍等')
      } catch (error) {
        sayError(error)
      }
      await Taro.redirectTo({ url: `/pages/order/detail/index?id=${placed.id}` })
    } catch (error) {
      const code = error instanceof CallError ? error.code : ''
      if (code === 'key_reused') attemptDone()
      if (STALE.has(code)) checkout.reload()
      if (code === 'network_failed') say('没连上，再点一次不会重复下单')
      else sayError(error)
    } finally {
      busy.current = false
      setStep('ready')
    }
  }
  return { step, submit }
}
