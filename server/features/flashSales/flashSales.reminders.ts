import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { skuOf } from '../catalog/catalog.service'
import { templateOf } from '../notices/notices.service'
import {
  claimReminder,
  dueReminders,
  putReminder,
  removeReminder,
  type FlashReminderDoc,
} from './flashSales.model'
import { mustFindSale } from './flashSales.plans'
import { REMIND_MS, remindMessage } from './flashSales.rules'

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

async function send({ sessionId, skuId, openid, _id }: FlashReminderDoc): Promise<void> {
  try {
    const { plan, session, item } = await mustFindSale(sessionId, skuId)
    if (plan.status !== 'scheduled' || session.until <= now()) return
    const sku = await skuOf(skuId)
    await sendSubscribeMessage({
      openid,
      templateId: templateOf('booking'),
      page: 'pages/home/index',
      data: remindMessage(sku?.name ?? '', session.from, item.price),
    })
  } catch (error) {
    logger.warn({ reminder: _id, error: String(error) }, 'flash sale without a message')
  }
}

const BATCH = 500

/** Tells who wanted to be told, each once (SO-2). */
export async function remindShoppers(): Promise<void> {
  for (const it of await dueReminders(now(), BATCH)) if (await claimReminder(it)) await send(it)
}
