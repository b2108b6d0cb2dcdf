import { now } from '../../kernel/clock'
import { emit } from '../../kernel/outbox'
import { shanghai } from '../../kernel/shanghai'
import { noteOrigin } from '../customers/customers.service'
import { friendCame } from './channelCodes.events'
import { markLost, partingOf, putComer, putParting, type Pair } from './channelCodes.comers.model'
import { codeWrites } from './channelCodes.model'

/** A friendship as WeCom told of it. */
export interface Came extends Pair {
  state?: string | undefined
  welcomeCode?: string | undefined
  at: Date
}

const dayOf = (at: Date): string => shanghai(at).date

/**
 * Notes who became a friend by one of our codes; anybody else's state is left alone.
 * @returns the code
 */
export async function noteComer({ state, at, ...pair }: Came) {
  const code = state?.startsWith('chc_') ? await codeWrites.find(state) : null
  if (!code) return undefined
  const { _id: codeId, title, channel, tags } = code
  const { userid, externalUserId } = pair
  const event = emit(friendCame, {
    ...{ codeId, title, channel, tags, userid, externalUserId },
    at: at.toISOString(),
  })
  await putComer(codeId, { userid, externalUserId }, { day: dayOf(at), addedAt: at }, event)
  const parted = await partingOf(pair)
  if (parted && parted >= at) await markLost(pair, parted, dayOf(parted))
  return code
}

/** Notes that two are friends no more, also before it is heard that they were. */
export async function noteParting(pair: Pair, at: Date): Promise<void> {
  await putParting(pair, at)
  await markLost(pair, at, dayOf(at))
}

type Origin = Parameters<typeof noteOrigin>[1]
/** Writes the channel down where the customer is looked up: who came by it, and whose customer they are (GU-6, OP-4). */
export const noteChannel = ({
  externalUserId,
  at,
  codeId,
  title,
  channel,
  userid,
}: Omit<Origin, 'at'> & { externalUserId: string; at: string }): Promise<void> =>
  noteOrigin(externalUserId, { codeId, title, channel, userid, at: new Date(at) })

/** The Shanghai day it is. */
export const today = (): string => dayOf(now())
