import { env } from '../../../config/env'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import { sendToMembers } from '../../integrations/wecom/messages'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { whenWords } from '../../kernel/shanghai'
import { guideDirectory } from '../guides/guides.service'
import { claimReminder, dueReminders, endReminder, type FollowUpDoc } from './followUps.model'
import { LEASE_MS, nextTry } from './followUps.rules'

const BATCH = 100
/** Nobody to tell, or not by this app: another try changes nothing. */
const HOPELESS = new Set([60111, 81013, 82001])

async function send({ guideId, customer, text, dueAt }: FollowUpDoc): Promise<void> {
  const guide = (await guideDirectory()).ofId(guideId)
  if (!guide?.active) return
  await sendToMembers([guide.userid], {
    title: `该跟进 ${customer.name} 了`,
    text: `${text}\n${whenWords(dueAt, now())} 到期`,
    url: `${env.PUBLIC_URL}/sidebar/#/follow-ups`,
    button: '去跟进',
  })
}

async function settleFailure(claimed: FollowUpDoc, error: unknown): Promise<void> {
  if (!isPlatformTrouble(error)) throw error
  const isHopeless = error instanceof PlatformError && HOPELESS.has(error.code)
  const at = isHopeless || !claimed.reminder ? undefined : nextTry(claimed.reminder, now())
  logger.warn({ followUp: claimed._id, next: at, error: String(error) }, 'follow-up reminder not sent')
  await endReminder(claimed, at && { at })
}

/**
 * Reminds guides of what is due (GU-5). Each reminder is one process's for a while; what it left is sent again, and the
 * platform drops what it got before.
 */
export async function remindDue(): Promise<void> {
  const at = now()
  for (const due of await dueReminders(at, BATCH)) {
    const claimed = await claimReminder(due, new Date(at.getTime() + LEASE_MS), due.reminder?.since ?? at)
    if (!claimed) continue
    try {
      await send(claimed)
      await endReminder(claimed, { remindedAt: now() })
    } catch (error) {
      await settleFailure(claimed, error)
    }
  }
}
