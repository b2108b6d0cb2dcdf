import { Queue, Worker } from 'bullmq'
import { logger } from './logger'
import { eventsHandled, outboxDelay } from './metrics'
import { buryEvent } from './deadLetters'
import { freshenIfKnown, freshenNow } from './oneId'
import { outboxSource, outboxSources, type Listener } from './outbox'
import { pause } from './pause'
import { queueConnection } from './redis'

const QUEUE = 'events'
const BATCH = 500

/** How patient the relay is; the defaults suit a chain, tests ask for less. */
export interface Patience {
  /** How often an event is tried before it goes to the dead letters. */
  attempts: number
  /** Wait before the second attempt; doubles with each further one. */
  backoffMs: number
  /** An event handed to the queue but still in its outbox after this long is handed over again: Redis may have lost it. */
  handAgainMs: number
  pollMs: number
}
const usual: Patience = { attempts: 8, backoffMs: 100, handAgainMs: 15_000, pollMs: 150 }

interface EventJob {
  source: string
  documentId: string
  event: { id: string; name: string; data: unknown; at: string }
}
/** Work that repeats on its own, e.g. a reconciler. `run` must be safe to run twice at once. */
export interface Schedule {
  name: string
  everyMs: number
  run: () => Promise<void>
}
export interface JobSet {
  listeners: readonly Listener[]
  schedules: readonly Schedule[]
}
export interface RunningJobs {
  stop: () => Promise<void>
  /** Resolves when no event waits in any outbox (tests). */
  settled: () => Promise<void>
}

async function handle(job: EventJob, listeners: Map<string, Listener[]>): Promise<void> {
  const { event } = job
  await freshenNow()
  for (const listener of listeners.get(event.name) ?? [])
    await listener.handle(event.data, { id: event.id, at: new Date(event.at) })
  await outboxSource(job.source)?.remove(job.documentId, event.id)
  eventsHandled.inc({ name: event.name, outcome: 'done' })
}

/** Keeps what no attempt could handle where a person can see and replay it, and frees the outbox. */
async function bury(job: EventJob, error: string): Promise<void> {
  const { event, source, documentId } = job
  // A replay is handed over by the letter itself: where the event came from stays as it was first written.
  const origin = source === 'DeadLetter' ? {} : { source, documentId }
  const { id: _id, name, data, at } = event
  await buryEvent({ _id, name, data, at: new Date(at), error, ...origin })
  await outboxSource(source)?.remove(documentId, event.id)
  eventsHandled.inc({ name: event.name, outcome: 'dead' })
  logger.error({ event: event.id, name: event.name, error }, 'event went to the dead letters')
}

/**
 * Starts relay, workers and schedules of this process. Events leave their outbox only after their listeners
 * ran, so a Redis that forgets its queue loses nothing: the relay hands them over again.
 */
export function startJobs({ listeners, schedules }: JobSet, patience: Partial<Patience> = {}): RunningJobs {
  const { attempts, backoffMs, handAgainMs, pollMs } = { ...usual, ...patience }
  const byEvent = new Map<string, Listener[]>()
  for (const it of listeners) byEvent.set(it.event, [...(byEvent.get(it.event) ?? []), it])
  const queue = new Queue<EventJob>(QUEUE, { connection: queueConnection() })
  const worker = new Worker<EventJob>(QUEUE, (job) => handle(job.data, byEvent), {
    connection: queueConnection(),
    concurrency: 16,
    // What a killed worker had begun is begun again by another within some ten seconds.
    lockDuration: 10_000,
    stalledInterval: 5000,
    maxStalledCount: 100,
  })
  queue.on('error', (error) => logger.warn({ error: error.message }, 'queue'))
  worker.on('error', (error) => logger.warn({ error: error.message }, 'worker'))
  worker.on('failed', (job, error) => {
    eventsHandled.inc({ name: job?.data.event.name ?? 'unknown', outcome: 'failed' })
    if (job && job.attemptsMade >= attempts)
      void bury(job.data, String(error)).catch((it: unknown) =>
        logger.error({ err: it }, 'dead letter not written'),
      )
  })

  const handed = new Map<string, number>()
  let running = true
  const relayOnce = async (): Promise<number> => {
    const started = Date.now()
    let waiting = 0
    let oldest = started
    for (const source of outboxSources()) {
      const documents = await source.waiting(BATCH)
      const jobs = []
      for (const { _id, outbox } of documents)
        for (const event of outbox) {
          waiting++
          oldest = Math.min(oldest, event.at.getTime())
          if ((handed.get(event.id) ?? 0) > started - handAgainMs) continue
          handed.set(event.id, started)
          jobs.push({
            name: event.name,
            data: {
              source: source.name,
              documentId: _id,
              event: { ...event, at: event.at.toISOString() },
            },
            opts: {
              jobId: event.id,
              attempts,
              backoff: { type: 'exponential' as const, delay: backoffMs },
              removeOnComplete: true,
              removeOnFail: true,
            },
          })
        }
      if (jobs.length) await queue.addBulk(jobs)
    }
    for (const [id, at] of handed) if (at <= started - handAgainMs) handed.delete(id)
    outboxDelay.set(Math.max(0, (started - oldest) / 1000))
    return waiting
  }
  const relay = (async () => {
    while (running) {
      await relayOnce().catch((error: unknown) => {
        handed.clear()
        logger.warn({ error: String(error) }, 'relay')
      })
      await pause(pollMs)
    }
  })()

  const timers = schedules.map((it) => {
    const run = () =>
      void freshenIfKnown()
        .then(it.run)
        .catch((error: unknown) => logger.error({ err: error, schedule: it.name }, 'schedule failed'))
    return setInterval(run, it.everyMs)
  })

  return {
    stop: async () => {
      running = false
      timers.forEach(clearInterval)
      await relay
      await worker.close()
      await queue.close()
    },
    settled: async () => {
      for (let empty = 0; empty < 2;) {
        const counts = await Promise.all(outboxSources().map((it) => it.waiting(1)))
        empty = counts.every((it) => it.length === 0) ? empty + 1 : 0
        if (empty < 2) await pause(50)
      }
    },
  }
}
