import { now } from '../../kernel/clock'
import { waitAfter, workOff } from '../../kernel/dueWork'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import {
  addMoment,
  cancelMoment,
  momentJob,
  momentReactions,
  momentSeenBy,
  momentsMade,
  momentTasks,
} from '../../integrations/wecom/moments'
import { uploadMomentImage } from '../../integrations/wecom/welcome'
import { cardPicture } from '../channelCodes/channelCodes.service'
import {
  findPicture,
  knownIds,
  note,
  putDown,
  takeDue,
  type After,
  type MomentDoc,
  type MomentShown,
  type MomentTask,
} from './moments.model'
import { ASKED_FOR_MS, FOLLOWED_FOR_MS, refusalText, waitMs } from './moments.rules'

const LEASE_MS = 120_000
const FIRST_WAIT_MS = 3000
const LONGEST_WAIT_MS = 3_600_000
/** Clocks of two houses may differ so much. */
const CLOCKS_MS = 600_000
const AT_ONCE = 50
const NO_SUCH_JOB = 40088

const inMs = (ms: number) => new Date(now().getTime() + ms)
const codeOf = (error: unknown) => (error instanceof PlatformError ? error.code : undefined)

/** WeCom's id of what a try whose answer was never heard has made there: the same words, to the same members. */
async function madeBefore({ askedAt, text, tasks }: MomentDoc): Promise<string | undefined> {
  if (!askedAt) return undefined
  const asked = new Set(tasks.map((it) => it.userid))
  const made = await momentsMade(new Date(askedAt.getTime() - CLOCKS_MS), inMs(CLOCKS_MS))
  const alike = made.filter((it) => it.text === text)
  const known = await knownIds(alike.map((it) => it.momentId))
  for (const { momentId } of alike) {
    if (known.has(momentId)) continue
    if ((await momentTasks(momentId)).every((it) => asked.has(it.userid))) return momentId
  }
  return undefined
}

/** What is shown, uploaded; a picture that is no longer there fails it. */
async function uploaded(shown: MomentShown | undefined) {
  if (!shown) return undefined
  if (shown.kind === 'link') {
    const { kind, title, url } = shown
    return { kind, title, url, mediaId: await uploadMomentImage('link.png', cardPicture('page')) }
  }
  const mediaIds: string[] = []
  for (const id of shown.pictureIds) {
    const picture = await findPicture(id)
    if (!picture) throw new Error(`picture ${id} is gone`)
    mediaIds.push(await uploadMomentImage(`${id}.${picture.kind.slice(6)}`, picture.bytes))
  }
  return { kind: 'pictures' as const, mediaIds }
}

/** Asks WeCom for it, once that it was asked is written down. */
async function ask(moment: MomentDoc): Promise<string | undefined> {
  const shown = await uploaded(moment.shown)
  if (!(await note(moment, { askedAt: moment.askedAt ?? now() }))) return undefined
  const { text, tagIds, tasks } = moment
  return addMoment({ text, tagIds, userids: tasks.map((it) => it.userid), ...(shown ? { shown } : {}) })
}

const withState = (task: MomentTask, state: MomentTask['state']): MomentTask => ({ ...task, state })
const later = (ms = FIRST_WAIT_MS): After => ({ status: 'making', failures: 0, dueAt: inMs(ms) })

async function isOpened(moment: MomentDoc, wecomId: string, cannot: readonly string[] = []): Promise<After> {
  if (!(await note(moment, { wecomId }))) return later()
  const tasks = moment.tasks.map((it) => (cannot.includes(it.userid) ? withState(it, 'cannot') : it))
  return { status: 'open', failures: 0, tasks, dueAt: inMs(FIRST_WAIT_MS) }
}

/** Takes a moment to WeCom: asked for, its job followed, its id written down; each step may be repeated. */
async function make(moment: MomentDoc): Promise<After> {
  if (!moment.jobid) {
    const before = await madeBefore(moment)
    if (before) return isOpened(moment, before)
    const jobid = await ask(moment)
    if (jobid) await note(moment, { jobid })
    return later()
  }
  const job = await momentJob(moment.jobid)
  if (job.state === 'running') return later()
  if (job.state === 'made') return isOpened(moment, job.momentId, job.invalidUserids)
  return {
    status: 'failed',
    failures: 0,
    problem: refusalText(job.code) ?? `企业微信没有收下（${job.code}）`,
  }
}

/** What is known of each guide's part now. */
async function tasksNow({ wecomId = '', tasks }: MomentDoc): Promise<MomentTask[]> {
  const told = new Map((await momentTasks(wecomId)).map((it) => [it.userid, it.isPublished]))
  const known: MomentTask[] = []
  for (const task of tasks) {
    if (!told.get(task.userid)) known.push(task)
    else {
      const { likes, comments } = await momentReactions(wecomId, task.userid)
      const { length: seen } = await momentSeenBy(wecomId, task.userid)
      known.push({ ...task, state: 'published', seen, likes, comments })
    }
  }
  return known
}
const isDone = (tasks: readonly MomentTask[]) => tasks.every((it) => it.state !== 'waiting')

async function follow(moment: MomentDoc): Promise<After> {
  const tasks = await tasksNow(moment)
  const age = now().getTime() - moment.madeAt.getTime()
  const done = isDone(tasks)
  const isOver = age > (done ? FOLLOWED_FOR_MS : ASKED_FOR_MS)
  return {
    status: done ? 'published' : 'open',
    failures: 0,
    tasks,
    ...(isOver ? {} : { dueAt: inMs(waitMs(age)) }),
  }
}

/** Takes it back at WeCom; what was published before stays. */
async function takeBack(moment: MomentDoc): Promise<After> {
  let wecomId = moment.wecomId
  if (!wecomId) {
    const made = moment.jobid ? await make(moment) : undefined
    if (made?.status === 'making') return { ...made, status: 'cancelling' }
    wecomId = made?.status === 'failed' ? undefined : await idOf(moment)
  }
  if (!wecomId) return { status: 'cancelled', failures: 0 }
  await cancelMoment(wecomId)
  return { status: 'cancelled', failures: 0, tasks: await tasksNow({ ...moment, wecomId }) }
}
async function idOf(moment: MomentDoc): Promise<string | undefined> {
  const job = moment.jobid ? await momentJob(moment.jobid) : undefined
  return job?.state === 'made' ? job.momentId : madeBefore(moment)
}

const STEPS: Partial<Record<MomentDoc['status'], (moment: MomentDoc) => Promise<After>>> = {
  making: make,
  open: follow,
  published: follow,
  cancelling: takeBack,
}

/** One step of one moment; a failure is tried again, later each time, unless it will never be taken. */
async function carryOne(moment: MomentDoc): Promise<void> {
  const { status } = moment
  try {
    await putDown(moment, (await STEPS[status]?.(moment)) ?? { status, failures: 0 })
  } catch (error) {
    if (!isPlatformTrouble(error)) logger.error({ err: error, moment: moment._id }, 'moment stuck')
    const code = codeOf(error)
    const final = code === undefined || status !== 'making' ? undefined : refusalText(code)
    if (final) return putDown(moment, { status: 'failed', failures: 0, problem: final })
    // Its job was forgotten: whether it made anything is looked for, before it is asked for again.
    if (code === NO_SUCH_JOB) await note(moment, { jobid: '' })
    const failures = moment.failures + 1
    const wait = waitAfter(failures, FIRST_WAIT_MS, LONGEST_WAIT_MS)
    const problem = '企业微信暂时没有回应，会自动再试'
    await putDown(moment, { status, failures, problem, dueAt: inMs(wait) })
  }
}

/**
 * Takes the moments that are due a step further: to WeCom, through the guides who publish them, to likes and comments
 * (GU-6b).
 */
export const carryDue = (): Promise<void> => workOff(takeDue, carryOne, { leaseMs: LEASE_MS, most: AT_ONCE })
