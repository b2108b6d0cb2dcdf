import { now } from '../../kernel/clock'
import { waitAfter, workOff } from '../../kernel/dueWork'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import type { ContactWay } from '../../integrations/wecom/codes'
import { carrierOf } from './channelCodes.carriers'
import { onDutyAt } from './channelCodes.duty'
import { noteOf, putDown, takeDue, type ChannelCodeDoc } from './channelCodes.model'
import { nextChangeOf } from './channelCodes.rules'

const LEASE_MS = 60_000
/** Who works in a store, or left, is looked at again this often. */
const LOOK_AGAIN_MS = 3_600_000
const FIRST_WAIT_MS = 30_000
/** Clocks of two houses may differ so much. */
const CLOCKS_MS = 600_000
const AT_ONCE = 200

const problems: Readonly<Record<number, string>> = {
  41041: '在岗的导购超过 100 位，企业微信不收',
  41045: '企业微信里的活码已到上限，先结束一些不用的',
  41095: '企业微信里的获客链接已到上限，先结束一些不用的',
  41054: '有导购还没激活企业微信',
  48002: '企业微信没有允许本应用调用客户联系',
  60011: '有导购不在本应用的可见范围里',
  60111: '企业微信里没有找到其中的导购',
  84074: '有导购没有开通客户联系',
}
const problemOf = (error: unknown): string => {
  if (!(error instanceof PlatformError)) return '企业微信暂时没有回应，会自动再试'
  return problems[error.code] ?? `企业微信没有收下（${error.code}），会自动再试`
}

/** The code that was made at WeCom by a try whose answer was never heard. */
async function madeBefore(code: ChannelCodeDoc) {
  if (!code.askedAt) return undefined
  const since = new Date(code.askedAt.getTime() - CLOCKS_MS)
  const made = await carrierOf(code).madeSince({ state: code._id }, since)
  return made && { ...made, told: undefined }
}

async function make(code: ChannelCodeDoc, way: ContactWay, told: string) {
  const before = await madeBefore(code)
  if (before) return before
  if (!(await noteOf(code, { askedAt: code.askedAt ?? now() }))) return undefined
  return { ...(await carrierOf(code).add(way)), told }
}

/** Makes WeCom's code what it is to be. */
async function tell(code: ChannelCodeDoc, way: ContactWay): Promise<void> {
  const told = JSON.stringify([way.remark, way.userids])
  if (!code.configId) {
    const made = await make(code, way, told)
    if (!made || !(await noteOf(code, made)) || made.told) return
    await carrierOf(code).update(made.configId, way)
  } else {
    if (code.told === told) return
    await carrierOf(code).update(code.configId, way)
  }
  await noteOf(code, { told })
}

/** What was removed at WeCom by somebody else is made anew. */
const forget = (code: ChannelCodeDoc) =>
  noteOf(code, { configId: undefined, qrCode: undefined, told: undefined, askedAt: undefined })

async function takeAway(code: ChannelCodeDoc): Promise<void> {
  const configId = code.configId ?? (await madeBefore(code))?.configId
  if (configId)
    await carrierOf(code)
      .remove(configId)
      .catch(async (error: unknown) => {
        if (!(await carrierOf(code).isGone(error, configId))) throw error
      })
  await forget(code)
}

/** When a code is to be looked at again, or undefined for never. */
async function bringUpToDate(code: ChannelCodeDoc): Promise<{ dueAt?: Date; problem?: string | undefined }> {
  if (code.status === 'draft') return {}
  if (code.status === 'ended') {
    await takeAway(code)
    return {}
  }
  const at = now()
  const again = at.getTime() + LOOK_AGAIN_MS
  const dueAt = new Date(Math.min(again, nextChangeOf(code.duty, at)?.getTime() ?? again))
  const guides = await onDutyAt(code.duty, at)
  if (guides.length === 0) return { dueAt, problem: '现在没有在职的导购可以加，请改一下由谁接待' }
  const way = { state: code._id, remark: code.title, userids: guides.map((it) => it.userid) }
  try {
    await tell(code, way)
  } catch (error) {
    const { isGone, goneText } = carrierOf(code)
    if (!code.configId || !(await isGone(error, code.configId))) throw error
    await forget(code)
    return { dueAt: at, problem: goneText }
  }
  return { dueAt, problem: await carrierOf(code).obstacle() }
}

/** Compares one code with WeCom; a failure is tried again, later each time. */
async function syncOne(code: ChannelCodeDoc): Promise<void> {
  try {
    const { dueAt, problem } = await bringUpToDate(code)
    await putDown(code, { dueAt, problem, failures: 0 })
  } catch (error) {
    if (!isPlatformTrouble(error)) logger.error({ err: error, code: code._id }, 'channel code not synced')
    const wait = waitAfter(code.failures, FIRST_WAIT_MS, LOOK_AGAIN_MS)
    const dueAt = new Date(now().getTime() + wait)
    await putDown(code, { dueAt, problem: problemOf(error), failures: code.failures + 1 })
  }
}

/**
 * Makes the codes that are due at WeCom what they are to be (GU-6b): new ones are made, who comes on duty is told at the
 * change, ended ones are taken away.
 */
export const syncDue = (): Promise<void> => workOff(takeDue, syncOne, { leaseMs: LEASE_MS, most: AT_ONCE })
