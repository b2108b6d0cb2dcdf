import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { shanghai } from '../../kernel/shanghai'
import { openidOf } from '../members/members.service'
import { templateOf } from '../notices/notices.service'
import type { GrantDoc } from './coupons.grants.model'
import type { CouponDoc } from './coupons.model'
import { claimReminder, endingUntold } from './coupons.remind.model'
import { EXPIRING_MS } from './coupons.rules'
import { showCoupon, withCoupons } from './coupons.view'
import { reminderWords } from './coupons.words'

const DAY_MS = 86_400_000
const BATCH = 200
/** Nobody is told at night: from 10:00 until 20:00 in Shanghai. */
const WAKING = { from: 600, until: 1200 }

async function send({ _id, memberId, expiresAt }: GrantDoc, coupon: CouponDoc): Promise<void> {
  const openid = await openidOf(memberId)
  if (!openid) return
  try {
    await sendSubscribeMessage({
      openid,
      templateId: templateOf('coupon'),
      page: `pages/coupon/code/index?id=${_id}`,
      data: reminderWords((await showCoupon(coupon)).where, coupon.title, expiresAt),
    })
  } catch (error) {
    logger.warn({ grantId: _id, error: String(error) }, 'coupon ends without a message')
  }
}

/**
 * Tells owners of coupons that end in one to three days, each coupon once (CO-1); not of what was had only today, and not
 * at night. What the platform refuses is logged and ends it.
 */
export async function remindEnding(): Promise<void> {
  const at = now()
  const { minute } = shanghai(at)
  if (minute < WAKING.from || minute >= WAKING.until) return
  const ahead = (ms: number) => new Date(at.getTime() + ms)
  const ending = await endingUntold(ahead(DAY_MS), ahead(EXPIRING_MS), ahead(-DAY_MS), BATCH)
  for (const { grant, coupon } of await withCoupons(ending))
    if (await claimReminder(grant)) await send(grant, coupon)
}
