import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { waitAfter, workOff } from '../../kernel/dueWork'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import {
  addMassMessage,
  cancelMassMessage,
  massMessagesMade,
  massResults,
  massTasks,
} from '../../integrations/wecom/massMessages'
import { forgetPictures, mediaIdOf } from '../channelCodes/channelCodes.service'
import {
  knownMsgids,
  note,
  putDown,
  takeDue,
  type After,
  type MassCard,
  type MassMessageDoc,
} from './massMessages.model'
import { noteParting, putResults, releaseDays, reserveDays } from './massMessages.reach.model'
import { ASKED_FOR_MS, refusalText, RESULTS_FOR_MS, waitMs } from './massMessages.rules'

const LEASE_MS = 60_000
const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 3_600_000
/** Clocks of two houses may differ so much. */
const CLOCKS_MS = 600_000
const LIST_MS = 30 * 86_400_000
const AT_ONCE = 100

const NO_PICTURE = 40007
const NOT_ASKED_TO_SEND = 60111
const CANCELLED = 41093

const inMs = (ms: number) => new Date(now().getTime() + ms)
const codeOf = (error: unknown) => (error instanceof PlatformError ? error.code : undefined)

/** Whether one of WeCom's messages is this one: the same words and pages are not enough, it goes to the same people. */
async function isThis({ userid, recipients }: MassMessageDoc, msgid: string): Promise<boolean> {
  try {
    const asked = new Set(recipients)
    return (await massResults(msgid, userid)).some((it) => asked.has(it.id))
  } catch (error) {
    if (codeOf(error) === NOT_ASKED_TO_SEND) return false
    throw error
  }
}

/** WeCom's id of what a try whose answer was never heard has made there. @throws while WeCom does not say */
async function madeBefore(message: MassMessageDoc): Promise<string | undefined> {
  const { askedAt, text, cards, to } = message
  if (!askedAt) return undefined
  const from = new Date(askedAt.getTime() - CLOCKS_MS)
  const until = new Date(Math.min(now().getTime() + CLOCKS_MS, from.getTime() + LIST_MS))
  const pages = cards.map((it) => it.path).join()
  const alike = (await massMessagesMade(to ?? 'customers', from, until)).filter(
    (it) => it.text === text && it.pages.join() === pages,
  )
  const known = await knownMsgids(alike.map((it) => it.msgid))
  for (const { msgid } of alike) if (!known.has(msgid) && (await isThis(message, msgid))) return msgid
  return undefined
}

const attachmentOf = async ({ title, path, page }: MassCard) => ({
  kind: 'miniprogram' as const,
  title,
  appid: env.WX_APPID,
  page: path,
  mediaId: await mediaIdOf(page === 'coupons' ? 'coupon' : 'page'),
})

/** Asks WeCom for it, once that it was asked is written down: what may be there is looked for before it is asked again. */
async function ask(message: MassMessageDoc): Promise<string | undefined> {
  const { userid, to = 'customers', recipients: ids, text, cards, _id } = message
  const attachments = await Promise.all(cards.map(attachmentOf))
  if (!(await note(message, { askedAt: message.askedAt ?? now() }))) return undefined
  const { msgid, failed } = await addMassMessage({ userid, to, ids, text, attachments })
  const at = now()
  await putResults(
    _id,
    failed.map((externalUserId) => ({ externalUserId, result: 'notFriend' as const, at })),
  )
  return msgid
}

const failed = async (message: MassMessageDoc, problem: string): Promise<After> => {
  await releaseDays(message._id)
  return { status: 'failed', failures: 0, problem }
}

/** The recipients whose day is free become this message's. @returns nobody when a parallel message was faster */
async function reserve(message: MassMessageDoc): Promise<MassMessageDoc | undefined> {
  if (message.isReserved) return message
  const recipients = await reserveDays(message._id, message.day, message.recipients, now())
  const facts = { recipients, count: recipients.length, isReserved: true }
  return (await note(message, facts)) ? { ...message, ...facts } : undefined
}

/** Takes a message to WeCom: reserved, asked for, its id written down; each step may be repeated. */
async function make(given: MassMessageDoc): Promise<After> {
  const message = await reserve(given)
  if (!message) return { status: 'making', failures: 0, dueAt: now() }
  if (message.recipients.length === 0) return failed(message, '选中的今天都已收过群发')
  try {
    const msgid = message.msgid ?? (await madeBefore(message)) ?? (await ask(message))
    if (!msgid || !(await note(message, { msgid }))) return { status: 'making', failures: 0, dueAt: now() }
    return { status: 'waiting', failures: 0, dueAt: inMs(FIRST_WAIT_MS) }
  } catch (error) {
    const code = codeOf(error)
    if (code === NO_PICTURE) await forgetPictures()
    const problem = code === undefined ? undefined : refusalText(code, message.to)
    if (problem) return failed(message, problem)
    throw error
  }
}

/** What became of a confirmed message, customer by customer. */
async function readResults(message: MassMessageDoc, confirmedAt: Date): Promise<After> {
  const { _id, msgid = '', userid, to } = message
  const rows = await massResults(msgid, userid)
  const at = now()
  const told = rows.flatMap(({ id: externalUserId, result, sentAt }) =>
    result === 'unsent' ? [] : [{ externalUserId, result, at: sentAt ?? at }],
  )
  await putResults(_id, told)
  if (to !== 'groups')
    for (const { externalUserId, result, at: when } of told)
      if (result === 'notFriend') await noteParting({ userid, externalUserId }, 'lostAt', when)
  const age = at.getTime() - confirmedAt.getTime()
  const isOver = told.length === rows.length || age > RESULTS_FOR_MS
  return {
    status: 'sent',
    failures: 0,
    confirmedAt,
    ...(isOver ? {} : { dueAt: inMs(waitMs(age)) }),
  }
}

const confirmedAtOf = async ({ msgid = '', userid }: MassMessageDoc): Promise<Date | undefined> => {
  const task = (await massTasks(msgid)).find((it) => it.userid === userid)
  return task?.isSent ? (task.sentAt ?? now()) : undefined
}

async function follow(message: MassMessageDoc): Promise<After> {
  const confirmedAt = await confirmedAtOf(message)
  if (confirmedAt) return readResults(message, confirmedAt)
  const age = now().getTime() - message.madeAt.getTime()
  return {
    status: 'waiting',
    failures: 0,
    ...(age > ASKED_FOR_MS ? {} : { dueAt: inMs(waitMs(age)) }),
  }
}

/** Takes it back at WeCom; what was confirmed a moment before has gone out. */
async function takeBack(message: MassMessageDoc): Promise<After> {
  const msgid = message.msgid ?? (await madeBefore(message))
  if (msgid) {
    if (!message.msgid) await note(message, { msgid })
    await cancelMassMessage(msgid).catch((error: unknown) => {
      if (codeOf(error) !== CANCELLED) throw error
    })
    const confirmedAt = await confirmedAtOf({ ...message, msgid })
    if (confirmedAt) return readResults({ ...message, msgid }, confirmedAt)
  }
  await releaseDays(message._id)
  return { status: 'cancelled', failures: 0 }
}

const STEPS: Partial<Record<MassMessageDoc['status'], (message: MassMessageDoc) => Promise<After>>> = {
  making: make,
  waiting: follow,
  cancelling: takeBack,
  sent: (message) => readResults(message, message.confirmedAt ?? message.madeAt),
}

/** One step of one message; a failure is tried again, later each time. */
async function carryOne(message: MassMessageDoc): Promise<void> {
  try {
    const { status } = message
    await putDown(message, (await STEPS[status]?.(message)) ?? { status, failures: 0 })
  } catch (error) {
    if (!isPlatformTrouble(error)) logger.error({ err: error, message: message._id }, 'mass message stuck')
    const failures = message.failures + 1
    const wait = waitAfter(failures, FIRST_WAIT_MS, LONGEST_WAIT_MS)
    const problem = '企业微信暂时没有回应，会自动再试'
    await putDown(message, { status: message.status, failures, problem, dueAt: inMs(wait) })
  }
}

/**
 * Takes the messages that are due a step further: to WeCom, through the guide's confirmation, to their results (GU-4).
 */
export const carryDue = (): Promise<void> => workOff(takeDue, carryOne, { leaseMs: LEASE_MS, most: AT_ONCE })
