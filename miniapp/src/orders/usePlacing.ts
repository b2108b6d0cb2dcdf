import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { CallError } from '../api/client'
import { say, sayError } from '../ui/say'
import { attemptDone } from './attempt'
import { askOrderMessages } from './messages'
import { payOnOpen } from './pay'

/**
 * The one tap that orders: asks about messages, places the order and goes to it, where paying begins by itself. A tap while
 * it runs does nothing; one after a lost answer orders the same.
 * @param onRefused the server said why not; it is said to the shopper already
 */
export const usePlacing = (onRefused: (why: CallError) => void) => {
  const [busy, setBusy] = useState(false)
  const running = useRef(false)

  const place = async (
    way: Parameters<typeof askOrderMessages>[0],
    order: () => Promise<{ id: string }>,
    about?: Parameters<typeof askOrderMessages>[1],
  ): Promise<void> => {
    if (running.current) return
    running.current = true
    setBusy(true)
    try {
      await askOrderMessages(way, about)
      const placed = await order()
      attemptDone()
      payOnOpen.set(placed.id)
      await Taro.redirectTo({ url: `/pages/order/detail/index?id=${placed.id}` })
    } catch (error) {
      const known = error instanceof CallError ? error : undefined
      if (known?.code === 'key_reused') attemptDone()
      if (known?.code === 'network_failed') say('没连上，再点一次不会重复下单')
      else if (known && known.status >= 400 && known.status < 500) {
        say(known.message)
        onRefused(known)
      } else sayError(error)
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, place }
}
