import { createHash } from 'node:crypto'
import { now } from '../../kernel/clock'
import { logger } from '../../kernel/logger'
import { PlatformError } from '../../integrations/http'
import { sendWelcome } from '../../integrations/wecom/welcome'
import { cardsAreSent } from '../couponCards/couponCards.service'
import { guideDirectory } from '../guides/guides.service'
import { forgetPictures } from './channelCodes.cards'
import { noteComer, type Came } from './channelCodes.comers'
import { greetingOf, type Greeting } from './channelCodes.greeting'
import type { ChannelCodeDoc } from './channelCodes.model'
import {
  findWelcome,
  finish,
  giveUpBefore,
  letGo,
  putMissed,
  takeWelcome,
  type WelcomeDoc,
} from './channelCodes.welcomes.model'

/** WeCom takes a welcome for 20 s; clocks may differ by the rest, and WeCom itself says what is too late. */
const LATE_MS = 30_000
const LEASE_MS = 15_000
const GIVE_UP_MS = 120_000

const TOO_LATE = 41050
const GREETED = 41051
const OTHER_APP = 41096
const NO_PICTURE = 40007

const idOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32)

/** Sends it; a picture WeCom has lost is uploaded anew, once. */
async function deliver(welcomeCode: string, make: () => Promise<Greeting>): Promise<Greeting> {
  for (let again = false; ; again = true) {
    const greeting = await make()
    // Every coupon was left out and there was no text.
    if (!greeting.text && greeting.attachments.length === 0) return greeting
    try {
      await sendWelcome(welcomeCode, greeting.text, greeting.attachments)
      return greeting
    } catch (error) {
      if (again || !(error instanceof PlatformError && error.code === NO_PICTURE)) throw error
      await forgetPictures()
    }
  }
}

const sent = ({ cardIds, leftOut }: Greeting) => ({
  status: 'sent' as const,
  cardIds,
  ...(leftOut ? { leftOut } : {}),
})

/** What a refusal of WeCom means; throws on where another try may help. */
async function refused(welcome: WelcomeDoc, { code }: PlatformError, error: unknown): Promise<void> {
  // Of a try that was not heard of, it is most likely our own that was delivered.
  if (code === GREETED && welcome.unheard > 1) return finish(welcome._id, { status: 'sent' })
  if (code === OTHER_APP) {
    await letGo(welcome, now(), true)
    throw error
  }
  const why = code === TOO_LATE ? 'late' : code === GREETED ? 'already' : 'refused'
  await finish(welcome._id, { status: 'missed', why, platformCode: code })
}

async function greet(code: ChannelCodeDoc, came: Came, welcomeCode: string, id: string): Promise<void> {
  const { userid, externalUserId, at } = came
  const of = { codeId: code._id, userid, externalUserId, at }
  const guide = (await guideDirectory()).ofUserid(userid)
  if (!guide) return putMissed(id, of, 'refused')
  const began = now()
  const welcome = await takeWelcome(id, of, began, new Date(began.getTime() + LEASE_MS))
  if (!welcome) {
    // Done, or in another worker's hands: should that one die, this event comes again.
    if ((await findWelcome(id))?.status === 'sending') throw new Error(`welcome ${id} is being sent`)
    return
  }
  try {
    const greeting = await deliver(welcomeCode, () => greetingOf(code, guide, externalUserId, id))
    await cardsAreSent(greeting.cardIds, guide._id)
    await finish(id, sent(greeting))
  } catch (error) {
    if (error instanceof PlatformError) return refused(welcome, error, error)
    await letGo(welcome, now(), false)
    throw error
  }
}

/**
 * Somebody became a guide's friend (GU-6b, JO-3): where a code of ours led them, it is noted, and they are greeted at once
 * and once. Safe to run twice, late, and by two workers at once; fails where another try may still greet them.
 */
export async function welcomeComer(came: Came): Promise<void> {
  const code = await noteComer(came)
  if (!code) return
  const { welcomeCode, userid, externalUserId, at } = came
  const of = { codeId: code._id, userid, externalUserId, at }
  const id = welcomeCode ? idOf(welcomeCode) : idOf(userid, externalUserId, at.toISOString())
  if (!welcomeCode) return putMissed(id, of, 'noCode')
  if (code.status !== 'live') return putMissed(id, of, 'paused')
  if (now().getTime() - at.getTime() > LATE_MS) {
    const begun = await findWelcome(id)
    if (!begun) return putMissed(id, of, 'late')
    // A try was not heard of, and no other can be made.
    return finish(id, { status: 'missed', why: begun.unheard > 0 ? 'unheard' : 'otherApp' })
  }
  return greet(code, came, welcomeCode, id)
}

/** Closes the books of welcomes whose sending came to nothing and is tried no more. */
export async function giveUpWelcomes(): Promise<void> {
  const count = await giveUpBefore(new Date(now().getTime() - GIVE_UP_MS))
  if (count) logger.warn({ count }, 'welcomes given up')
}
