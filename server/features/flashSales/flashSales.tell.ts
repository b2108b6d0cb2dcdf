import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { skuOf } from '../catalog/catalog.service'
import { templateOf } from '../notices/notices.service'
import { claimReminder, dueReminders, type FlashReminderDoc } from './flashSales.model'
import { mustFindSale } from './flashSales.plans'
import { remindMessage } from './flashSales.rules'

async function send({ sessionId, skuId, openid, _id }: FlashReminderDoc): Promise<void> {
  try {
    const { plan, session, item } = await mustFindSale(sessionId, skuId)
    if (plan.status !== 'scheduled' || session.until <= now()) return
    const sku = await skuOf(skuId)
    await sendSubscribeMessage({
      openid,
      templateId: templateOf('booking'),
      page: 'pages/flash/sale/index',
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
