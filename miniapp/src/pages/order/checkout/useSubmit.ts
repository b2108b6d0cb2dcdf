import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { CallError } from '../../../api/client'
import { attemptDone, attemptKey } from '../../../orders/attempt'
import { askOrderMessages } from '../../../orders/messages'
import { payOnOpen } from '../../../orders/pay'
import type { Order } from '../../../orders/types'
import { say, sayError } from '../../../ui/say'
import type { Checkout } from './useCheckout'

/** Refusals after which the price has to be looked at again. */
const STALE = new Set([
  'price_changed',
  'out_of_stock',
  'sku_not_found',
  'delivery_unreachable',
  'delivery_full',
  'way_not_offered',
  'coupon_not_usable',
])

/**
 * Orders and goes to the order, where paying begins by itself: whatever comes of it, the order is on the screen. The key
 * stays until the order is there, so a tap after a lost answer is the same order; a second tap meanwhile does nothing.
 */
export const useSubmit = (checkout: Checkout, remark: string) => {
  const [step, setStep] = useState<'ready' | 'ordering'>('ready')
  const busy = useRef(false)

  const order = async (): Promise<Order> => {
    const { preview } = checkout
    // What is shown is what is ordered: the shop's choice of coupons as well.
    const couponIds = preview?.coupons?.chosen.map((it) => it.grantId) ?? []
    const wanted = { ...checkout.wanted, couponIds }
    const placed = await call('POST /orders', {
      body: {
        ...wanted,
        key: attemptKey(wanted, remark.trim()),
        ...(preview ? { expectedTotal: preview.amounts.total } : {}),
        ...(remark.trim() ? { remark: remark.trim() } : {}),
      },
    })
    attemptDone()
    return placed
  }

  const submit = async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    try {
      setStep('ordering')
      await askOrderMessages(checkout.wanted.way)
      const placed = await order()
      payOnOpen.set(placed.id)
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
