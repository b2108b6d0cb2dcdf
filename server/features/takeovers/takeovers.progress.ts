import { laterThan, now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { waitAfter, workOff } from '../../kernel/dueWork'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import { giveChatGroups } from '../../integrations/wecom/groups'
import { handoverResults, startHandover, type Giving } from '../../integrations/wecom/handovers'
import { refreshGroup } from '../chatGroups/chatGroups.service'
import {
  findTakeover,
  moveChat,
  moveCustomer,
  noteAsked,
  putDown,
  takeDue,
  type TakeoverDoc,
} from './takeovers.model'
import { nextLook, outcomeOf } from './takeovers.rules'

const LEASE_MS = 120_000
const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 3_600_000
const AT_ONCE = 50

/** The giver has not left, the giver or owner has: WeCom's other way is the right one. */
const NOT_LEFT = 40097
const NO_MEMBER = 60111
/** Of a customer: WeCom has them on the way already, by an earlier try of ours or by somebody else. */
const UNDER_WAY = new Set([40100, 40129])
/** Says nothing about the wish: busy, too often, token, not configured yet. */
const LATER = new Set([-1, 6000, 40001, 40014, 41001, 42001, 45009, 45033, 48002, 60020])

const givingOf = ({ from, to, hasLeft }: TakeoverDoc): Giving => ({
  from: from.userid,
  to: to.userid,
  hasLeft,
})
const plannedOf = ({ customers }: TakeoverDoc) => customers.filter((it) => it.state === 'planned')
const isRefusal = (error: unknown): error is PlatformError =>
  error instanceof PlatformError && !LATER.has(error.code)

/** Asks by the way that is thought to be right, and by the other one where WeCom knows better. */
async function inEitherWay<T>(
  takeover: TakeoverDoc,
  ask: (hasLeft: boolean) => Promise<T>,
): Promise<{ answer: T; hasLeft: boolean }> {
  const { hasLeft } = takeover
  try {
    return { answer: await ask(hasLeft), hasLeft }
  } catch (error) {
    const isOf = (it: unknown, code: number) => it instanceof PlatformError && it.code === code
    if (!isOf(error, hasLeft ? NOT_LEFT : NO_MEMBER)) throw error
    try {
      return { answer: await ask(!hasLeft), hasLeft: !hasLeft }
    } catch (other) {
      // Neither way: what was said first is the reason, such as a taker WeCom does not know.
      throw isOf(other, hasLeft ? NO_MEMBER : NOT_LEFT) ? error : other
    }
  }
}

const moved = (takeover: TakeoverDoc, externalUserId: string, code: number | undefined) =>
  moveCustomer(takeover, {
    externalUserId,
    from: 'planned',
    to: code === undefined ? 'waiting' : 'failed',
    code,
    at: now(),
  })

/** Those of the planned that WeCom has under way already: an earlier try got there and its answer was lost. */
async function startedBefore(takeover: TakeoverDoc): Promise<Set<string>> {
  const results = await handoverResults(givingOf(takeover))
  const isStarted = (it: { status: number; takenAt?: Date }) =>
    it.status === 2 || outcomeOf(it, takeover.createdAt, now()) === 'done'
  return new Set([...results].filter(([, it]) => isStarted(it)).map(([id]) => id))
}

/** Asks WeCom to start; one of whom it has heard already is not asked for again. */
async function startCustomers(takeover: TakeoverDoc): Promise<void> {
  const planned = plannedOf(takeover).map((it) => it.externalUserId)
  if (planned.length === 0) return
  const before = takeover.askedAt ? await startedBefore(takeover) : new Set<string>()
  for (const id of planned.filter((it) => before.has(it))) await moved(takeover, id, undefined)
  const rest = planned.filter((it) => !before.has(it))
  if (rest.length === 0) return
  if (!(await noteAsked(takeover, laterThan(takeover.askedAt), takeover.hasLeft))) return
  try {
    const { answer, hasLeft } = await inEitherWay(takeover, (left) =>
      startHandover({ ...givingOf(takeover), hasLeft: left }, rest, takeover.message),
    )
    crashPoint('takeover.asked')
    if (hasLeft !== takeover.hasLeft) await noteAsked(takeover, now(), hasLeft)
    const isRetry = takeover.askedAt && [...answer.values()].some((it) => UNDER_WAY.has(it))
    const ours = isRetry ? await startedBefore({ ...takeover, hasLeft }) : new Set<string>()
    for (const id of rest) {
      const code = answer.get(id) ?? 0
      await moved(takeover, id, code === 0 || ours.has(id) ? undefined : code)
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    for (const id of rest) await moved(takeover, id, error.code)
  }
}

/** Gives the groups their new owner; a group that has them already is given. */
async function giveGroups(takeover: TakeoverDoc): Promise<void> {
  const planned = takeover.chats.filter((it) => it.state === 'planned').map((it) => it.chatId)
  if (planned.length === 0) return
  const { to, hasLeft } = takeover
  let failed: { chatId: string; code: number }[]
  try {
    failed = await giveChatGroups(planned, to.userid, hasLeft)
    const otherWay = failed.filter((it) => it.code === (hasLeft ? 90500 : 90502)).map((it) => it.chatId)
    if (otherWay.length) {
      const again = await giveChatGroups(otherWay, to.userid, !hasLeft)
      failed = [...failed.filter((it) => !otherWay.includes(it.chatId)), ...again]
    }
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { code } = error
    failed = planned.map((chatId) => ({ chatId, code }))
  }
  for (const chatId of planned) {
    const owner = (await refreshGroup(chatId))?.owner
    const code = failed.find((it) => it.chatId === chatId)?.code
    await moveChat(takeover, chatId, owner === takeover.to.userid ? undefined : code)
  }
}

/** Asks what became of those who wait. @returns how many still do */
async function lookAt(takeover: TakeoverDoc): Promise<number> {
  const waiting = takeover.customers.filter((it) => it.state === 'waiting')
  if (waiting.length === 0) return 0
  const results = await handoverResults(givingOf(takeover))
  const at = now()
  let still = 0
  for (const { externalUserId } of waiting) {
    const to = outcomeOf(results.get(externalUserId), takeover.createdAt, at)
    if (to) await moveCustomer(takeover, { externalUserId, from: 'waiting', to, at })
    else still += 1
  }
  return still
}

async function goOn(takeover: TakeoverDoc): Promise<Date | undefined> {
  await startCustomers(takeover)
  await giveGroups(takeover)
  const started = await findTakeover(takeover._id)
  if (!started) return undefined
  const isFirst = takeover.customers.some((it) => it.state === 'planned')
  const still = isFirst
    ? started.customers.filter((it) => it.state === 'waiting').length
    : await lookAt(started)
  return still ? nextLook(takeover.createdAt, now()) : undefined
}

/** A failure is tried again, later each time. */
async function goOnWith(takeover: TakeoverDoc): Promise<void> {
  try {
    await putDown(takeover, { dueAt: await goOn(takeover) })
  } catch (error) {
    if (!isPlatformTrouble(error)) logger.error({ err: error, takeover: takeover._id }, 'takeover stopped')
    const wait = waitAfter(takeover.failures, FIRST_WAIT_MS, LONGEST_WAIT_MS)
    const problem = '企业微信暂时没有回应，会自动再试'
    await putDown(takeover, { dueAt: new Date(now().getTime() + wait), problem })
  }
}

/** Carries takeovers on that are due (GU-6): starts them at WeCom, and asks what became of them; what a dead process left too. */
export const carryTakeovers = (): Promise<void> =>
  workOff(takeDue, goOnWith, { leaseMs: LEASE_MS, most: AT_ONCE })
