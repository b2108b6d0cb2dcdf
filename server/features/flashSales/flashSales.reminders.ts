import { now } from '../../kernel/clock'
import { putReminder, removeReminder } from './flashSales.model'
import { mustFindSale } from './flashSales.plans'
import { REMIND_MS } from './flashSales.rules'

interface Who {
  memberId: string
  openid: string
}

/** Notes that a shopper wants to be told five minutes before a session (SO-2). @throws session_not_found, flash_item_not_found */
export async function remindMe(sessionId: string, skuId: string, { memberId, openid }: Who) {
  const { session } = await mustFindSale(sessionId, skuId)
  if (session.from <= now()) return { isReminded: false }
  const dueAt = new Date(session.from.getTime() - REMIND_MS)
  await putReminder({ sessionId, skuId, memberId, openid, dueAt })
  return { isReminded: true }
}

/** No reminder after all. @throws session_not_found, flash_item_not_found */
export async function remindMeNot(sessionId: string, skuId: string, { memberId }: Who) {
  await mustFindSale(sessionId, skuId)
  await removeReminder(sessionId, skuId, memberId)
  return { isReminded: false }
}
