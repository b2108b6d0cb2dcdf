import type { Core } from './core'
import type { Said } from './content'
import { refuse } from './refusals'
import type { MomentTask, PastMoment } from './world'

const JOB_LIFE_MS = 86_400_000

export type Moment = {
  moment_id: string
  /** As it was given. */
  text: unknown
  attachments: Record<string, unknown>[]
  said: Said[]
  /** Milliseconds, sandbox time. */
  madeAt: number
  isCancelled: boolean
  tasks: MomentTask[]
}
/** What a job says once it is done. */
export type MomentOutcome = {
  errcode: number
  errmsg: string
  moment_id?: string
  invalid_sender_list: { user_list: string[]; department_list: number[] }
  invalid_external_contact_list: { tag_list: string[] }
}
type Job = { jobid: string; madeAt: number; outcome: MomentOutcome }

/** A moment of the world, which changes with what is done to it. */
function fromBefore({ text, picture, link, tasks, ...it }: PastMoment): Moment {
  return {
    ...it,
    text: { content: text },
    attachments: [
      ...(picture ? [{ msgtype: 'image', image: { media_id: picture } }] : []),
      ...(link ? [{ msgtype: 'link', link }] : []),
    ],
    said: [
      { kind: 'text', text },
      ...(picture ? [{ kind: 'image' as const, text: picture }] : []),
      ...(link ? [{ kind: 'news' as const, card: link }] : []),
    ],
    isCancelled: false,
    tasks: structuredClone(tasks),
  }
}

/**
 * The corp's moments 朋友圈 (platform-apis 3.11.3): each waits in its members' WeCom, and nobody sees it before they
 * publish it. A job is created, runs for a while and is done; what it made is being dispatched for a while after.
 */
export function createMoments(core: Core) {
  const jobs = new Map<string, Job>()
  const moments = new Map<string, Moment>()
  const usual = { runMs: 1500, dispatchMs: 2000, mostJobs: 10 }
  const settings = { ...usual }
  const begin = () => {
    for (const it of core.options.world?.moments ?? []) moments.set(it.moment_id, fromBefore(it))
  }
  begin()
  core.onReset(() => {
    jobs.clear()
    moments.clear()
    Object.assign(settings, usual)
    begin()
  })
  const now = () => core.clock.now()
  const ageOf = ({ madeAt }: { madeAt: number }) => now() - madeAt
  const isRunning = (job: Job) => ageOf(job) < settings.runMs

  return {
    settings,
    find: (id: string) => moments.get(id),
    all: () => [...moments.values()],
    /** @throws 41078 while too many jobs run */
    mustHaveRoom() {
      if ([...jobs.values()].filter(isRunning).length >= settings.mostJobs) throw refuse(41078)
    },
    begin(outcome: MomentOutcome): string {
      const jobid = `job${core.random('moment').slice(0, 24)}`
      jobs.set(jobid, { jobid, madeAt: now(), outcome })
      return jobid
    },
    /** 1 created, 2 running, 3 done with its result. @throws 40088 unknown, or older than a day */
    resultOf(jobid: string): { status: 1 | 2 | 3; result?: MomentOutcome } {
      const job = jobs.get(jobid)
      if (!job || ageOf(job) > JOB_LIFE_MS) throw refuse(40088)
      if (!isRunning(job)) return { status: 3, result: job.outcome }
      return { status: ageOf(job) * 2 < settings.runMs ? 1 : 2 }
    },
    add(moment: Omit<Moment, 'moment_id' | 'madeAt' | 'isCancelled'>): Moment {
      const moment_id = `mom${core.random('momentId').slice(0, 24)}`
      const made = { ...moment, moment_id, madeAt: now(), isCancelled: false }
      moments.set(moment_id, made)
      return made
    },
    /** @throws 41059 missing, 41060 unknown */
    mustFind(id: unknown): Moment {
      if (typeof id !== 'string' || id === '') throw refuse(41059)
      const found = moments.get(id)
      if (!found) throw refuse(41060)
      return found
    },
    /** @throws 41079 asked before it was dispatched */
    mustBeDispatched(moment: Moment) {
      if (ageOf(moment) < settings.runMs + settings.dispatchMs) throw refuse(41079)
    },
    /** A member's part of a moment. @throws 41061 it is not theirs */
    taskOf(moment: Moment, userid: string): MomentTask {
      const task = moment.tasks.find((it) => it.userid === userid)
      if (!task) throw refuse(41061)
      return task
    },
    /** Who sees what a member published: who is their friend still. */
    seenBy: ({ userid, personIds }: MomentTask) =>
      personIds.flatMap((id) => {
        const person = core.people.person(id)
        const follower = person && core.people.followerOf(person, userid)
        return person && follower && !follower.blocked ? [person] : []
      }),
  }
}
export type Moments = ReturnType<typeof createMoments>
