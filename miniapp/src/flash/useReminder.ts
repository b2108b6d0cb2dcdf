import { useState } from 'react'
import { call } from '../api/call'
import { signedIn } from '../members/actions'
import { askMessages } from '../orders/messages'
import { say, sayError } from '../ui/say'
import type { FlashItem, Session } from './types'

/** Sets a reminder or takes it back (JO-3); `onDone` reads the session again. */
export const useReminder = (onDone: () => void) => {
  const [busy, setBusy] = useState(false)
  const toggle = async (
    { id: sessionId }: Pick<Session, 'id'>,
    { skuId, mine }: FlashItem,
  ): Promise<void> => {
    if (busy) return
    setBusy(true)
    const params = { sessionId, skuId }
    try {
      if (mine.isReminded) {
        await call('DELETE /flash-sales/sessions/:sessionId/reminders/:skuId', { params })
        say('不提醒了')
      } else if (await signedIn()) {
        await askMessages(['booking'])
        await call('PUT /flash-sales/sessions/:sessionId/reminders/:skuId', { params })
        say('开抢前 5 分钟微信提醒你')
      }
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
      onDone()
    }
  }
  return { toggle, busy }
}
