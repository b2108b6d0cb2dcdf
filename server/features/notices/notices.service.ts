import type { z } from 'zod'
import { env } from '../../../config/env'
import { isPlatformTrouble, PlatformError, WordedRefusal } from '../../integrations/http'
import { sendSms } from '../../integrations/sms/sms'
import { sendSubscribeMessage } from '../../integrations/wechat/wechat'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { phoneOfMember } from '../members/members.service'
import { findOrder, waitsInStore, type OrderDoc } from '../orders/orders.service'
import { findLocation } from '../stores/stores.service'
import type { templateKind } from './notices.contract'
import { claimedBefore, claimNotice, dueNotices, moveNotice, type NoticeDoc } from './notices.model'
import {
  CLAIM_MS,
  messageOf,
  pauseAfter,
  type Channel,
  type NoticeFacts,
  type NoticeKind,
  type NoticeMessage,
} from './notices.rules'

export { noticesOf, type NoticeDoc } from './notices.model'

type TemplateKind = z.infer<typeof templateKind>
const templates = new Map(env.WX_TEMPLATES.map((entry) => entry.split(':') as [TemplateKind, string]))

export const templateOf = (kind: TemplateKind): string => templates.get(kind) ?? ''

/** The template of each kind of subscribe message (OR-3). */
export const subscribeTemplates = () => ({
  templates: [...templates].map(([kind, id]) => ({ kind, id })),
})

/** WeChat's "busy, try again". */
const BUSY = -1
const BATCH = 100

/** How the team of an order's seat ended, as long as that is news. */
const teamOf = ({ group, status, way, amounts }: OrderDoc): Pick<NoticeFacts, 'team'> => {
  const isCollected = way === 'pickup'
  if (group?.formedAt && status === 'paid')
    return { team: { kind: 'teamFormed', amount: amounts.paid, at: group.formedAt, isCollected } }
  if (group?.failedAt)
    return { team: { kind: 'teamFailed', amount: amounts.refunded, at: group.failedAt, isCollected } }
  return {}
}

/** What can be said of an order as it stands: of a pickup nothing while it is on its way to the store, and once it is collected, given back or over. */
async function factsOf(order: OrderDoc, refundId?: string): Promise<NoticeFacts> {
  const { delivery, status, presale } = order
  const store = order.storeId ? await findLocation(order.storeId) : undefined
  const refund = order.refunds.find((it) => it.id === refundId)
  const more = order.lines.length > 1 ? `等${order.lines.length}件` : ''
  return {
    orderId: order._id,
    goods: `${order.lines[0]?.name ?? ''}${more}`,
    storeName: store?.name ?? '',
    ...(waitsInStore(order) ? { digits: order.pickup.digits, expiresAt: order.pickup.expiresAt } : {}),
    ...teamOf(order),
    ...(presale && presale.readyAt > now() ? { readyAt: presale.readyAt } : {}),
    ...(presale?.dueAt && status === 'deposited' && presale.balanceUntil > now()
      ? { balance: { amount: order.amounts.total - presale.deposit, until: presale.balanceUntil } }
      : {}),
    ...(refund
      ? { refund: { amount: refund.amount, reason: refund.reason, isByItself: refund.by === 'system' } }
      : {}),
    ...(delivery
      ? {
          shipped: {
            carrier: delivery.carrier,
            at: delivery.shippedAt,
            ...(delivery.trackingNo ? { trackingNo: delivery.trackingNo } : {}),
          },
        }
      : {}),
  }
}

/**
 * Tells a shopper of their order (OR-3): each kind, refund and channel at most once, however often and late this runs.
 * What the platform refuses is recorded with its code; where it cannot be reached the sweeper tries again.
 */
export async function tell(orderId: string, kind: NoticeKind, refundId?: string): Promise<void> {
  const order = await findOrder(orderId)
  if (!order) return
  const message = messageOf(kind, await factsOf(order, refundId))
  if (!message) return
  const channels: Channel[] = message.sms ? ['subscribe', 'sms'] : ['subscribe']
  for (const channel of channels) {
    const { memberId } = order
    const claimed = await claimNotice({ orderId, memberId, kind, channel, ...(refundId ? { refundId } : {}) })
    if (claimed) await deliver(claimed, order, message)
  }
}

/** Sends what was claimed and writes what became of it. */
async function deliver(notice: NoticeDoc, order: OrderDoc, message: NoticeMessage): Promise<void> {
  try {
    const refusal = await send(notice, order, message)
    await (refusal ? moveNotice(notice, 'refused', { code: refusal }) : moveNotice(notice, 'sent'))
  } catch (error) {
    await settleFailure(notice, error)
  }
}

/** @returns our own reason not to send */
async function send({ kind, channel }: NoticeDoc, order: OrderDoc, { data, page, sms }: NoticeMessage) {
  if (channel === 'subscribe') {
    await sendSubscribeMessage({ openid: order.openid, templateId: templateOf(kind), page, data })
    return undefined
  }
  const phone = await phoneOfMember(order.memberId)
  if (!phone) return 'no_phone'
  if (sms) await sendSms({ phone, ...sms })
  return undefined
}

async function settleFailure(notice: NoticeDoc, error: unknown): Promise<void> {
  const isRefusal = error instanceof PlatformError && error.code !== BUSY
  if (isRefusal) {
    const code = error instanceof WordedRefusal ? error.reason : String(error.code)
    await moveNotice(notice, 'refused', { code })
    return
  }
  if (!isPlatformTrouble(error)) throw error
  const pause = pauseAfter(notice.tries)
  logger.warn({ notice: notice._id, tries: notice.tries, error: String(error) }, 'notice not sent yet')
  if (pause === undefined) await moveNotice(notice, 'refused', { code: 'unavailable' })
  else await moveNotice(notice, 'waiting', { nextAt: new Date(now().getTime() + pause) })
}

/** Tries what found no platform again, if it still says something (JO-3). */
export async function sendWaiting(): Promise<void> {
  for (const waiting of await dueNotices(BATCH)) {
    const tries = waiting.tries + 1
    const claimed = await moveNotice(waiting, 'claimed', { tries })
    if (!claimed) continue
    const order = await findOrder(claimed.orderId)
    const message = order && messageOf(claimed.kind, await factsOf(order, claimed.refundId))
    if (order && message) await deliver(claimed, order, message)
    else await moveNotice(claimed, 'refused', { code: 'outdated' })
  }
}

/** Writes off claims of dead processes: whether they were sent nobody knows, and nothing is sent twice (JO-3). */
export async function writeOffClaims(): Promise<void> {
  for (const claimed of await claimedBefore(new Date(now().getTime() - CLAIM_MS), BATCH))
    if (await moveNotice(claimed, 'unsure'))
      logger.error({ notice: claimed._id }, 'nobody knows whether this notice was sent')
}
