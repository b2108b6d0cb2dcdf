import { model, Schema } from 'mongoose'
import { z } from 'zod'
import { deadLetterModel } from '../../server/kernel/deadLetters'
import { startJobs, type JobSet, type Patience, type RunningJobs } from '../../server/kernel/jobs'
import {
  defineEvent,
  emit,
  listen,
  outboxField,
  outboxIndex,
  relayFrom,
  type Listener,
  type WithOutbox,
} from '../../server/kernel/outbox'
import { redis } from '../../server/kernel/redis'
import { next } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'

interface Lamp extends WithOutbox {
  _id: string
}
const lamps = model<Lamp>(
  'TestLamp',
  new Schema<Lamp>(
    { _id: String, outbox: outboxField },
    { collection: 'testLamps', versionKey: false },
  ).index(outboxIndex),
)
relayFrom(lamps)
const lampLit = defineEvent('lamp.lit', z.object({ by: z.string() }))

let product: TestProduct
let jobs: RunningJobs | undefined
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterEach(async () => {
  await jobs?.stop()
  jobs = undefined
})
afterAll(() => product?.stop())

const run = (
  listeners: Listener[],
  patience: Partial<Patience> = {},
  schedules: JobSet['schedules'] = [],
) => {
  jobs = startJobs({ listeners, schedules }, { attempts: 3, backoffMs: 5, pollMs: 20, ...patience })
  return jobs
}
/** Lights a lamp; its events are told apart by the name of who lit it. */
async function light(...by: string[]) {
  const events = by.map((it) => emit(lampLit, { by: it }))
  const id = `lamp${next()}`
  await lamps.create({ _id: id, outbox: events })
  return { id, events }
}
const waiting = async (id: string) => (await lamps.findById(id).lean<Lamp>())?.outbox.length
/** A listener that notes what it saw. */
function witness(reaction: (by: string, times: number) => Promise<void> | void = () => undefined) {
  const seen: string[] = []
  const listener = listen(lampLit, 'witness', async ({ by }) => {
    seen.push(by)
    await reaction(by, seen.filter((it) => it === by).length)
  })
  return { seen, listener }
}
const broken = () => {
  throw new Error('out of oil')
}

describe('an event in an outbox (TR-3)', () => {
  it('reaches every listener once and leaves the outbox', async () => {
    const [a, b] = [witness(), witness()]
    const { id } = await light('Li', 'Wang')
    await run([a.listener, b.listener]).settled()
    expect([a.seen.sort(), b.seen.sort()]).toEqual([
      ['Li', 'Wang'],
      ['Li', 'Wang'],
    ])
    expect(await waiting(id)).toBe(0)
  })
  it('comes with its id and the time it happened', async () => {
    const told: { id: string; at: Date }[] = []
    const { events } = await light('Li')
    await run([listen(lampLit, 'clerk', async (_, event) => void told.push(event))]).settled()
    expect(told).toEqual([{ id: events[0]?.id, at: events[0]?.at }])
  })
  it('nobody listens to leaves the outbox all the same', async () => {
    const { id } = await light('Li')
    await run([]).settled()
    expect(await waiting(id)).toBe(0)
  })
  it('waits for a worker, however long none runs', async () => {
    const { seen, listener } = witness()
    await run([listener]).settled()
    await jobs?.stop()
    const { id } = await light('Li')
    expect(await waiting(id)).toBe(1)
    await run([listener]).settled()
    expect(seen).toEqual(['Li'])
  })
  it('is handled again when the queue forgot it', async () => {
    // The first attempt fails and the next is a long way off: only a second handing over can bring it.
    const { seen, listener } = witness((_, times) => (times === 1 ? broken() : undefined))
    run([listener], { backoffMs: 3_600_000, handAgainMs: 200 })
    await light('Li')
    await until(
      async () => seen.length,
      (many) => many === 1,
    )
    await until(
      () => redis().zcard('bull:events:delayed'),
      (many) => many === 1,
    )
    await redis().flushdb()
    await jobs?.settled()
    expect(seen).toEqual(['Li', 'Li'])
  })
  it('handed over again while it is being handled is not handled twice', async () => {
    let finish = () => {}
    const gate = new Promise<void>((done) => (finish = done))
    const { seen, listener } = witness((by) => (by === 'slow' ? gate : undefined))
    run([listener], { handAgainMs: 1, pollMs: 5 })
    await light('slow')
    await until(
      async () => seen.length,
      (many) => many === 1,
    )
    for (const by of ['a', 'b', 'c']) {
      await light(by)
      await until(
        async () => seen.includes(by),
        (isSeen) => isSeen,
      )
    }
    finish()
    await jobs?.settled()
    expect(seen).toEqual(['slow', 'a', 'b', 'c'])
  })
  it('is tried again after a failure', async () => {
    const { seen, listener } = witness((_, times) => (times < 3 ? broken() : undefined))
    const { events } = await light('Li')
    await run([listener]).settled()
    expect(seen).toEqual(['Li', 'Li', 'Li'])
    expect(await deadLetterModel.countDocuments({ _id: events[0]?.id })).toBe(0)
  })
  it('that fails every attempt goes to the dead letters and frees the outbox', async () => {
    const { seen, listener } = witness((by) => (by === 'Li' ? broken() : undefined))
    const { id, events } = await light('Li', 'Wang')
    await run([listener]).settled()
    expect(seen.filter((it) => it === 'Li')).toHaveLength(3)
    expect(seen).toContain('Wang')
    expect(await deadLetterModel.find({ documentId: id }).lean()).toEqual([
      {
        _id: events[0]?.id,
        source: 'TestLamp',
        documentId: id,
        name: 'lamp.lit',
        data: { by: 'Li' },
        at: events[0]?.at,
        error: 'Error: out of oil',
        outbox: [],
      },
    ])
  })
  it('of a shape its listeners do not know goes to the dead letters too', async () => {
    const { seen, listener } = witness()
    const id = `lamp${next()}`
    const event = { id: `evt_odd${next()}`, name: 'lamp.lit', data: { wrong: 1 }, at: new Date() }
    await lamps.create({ _id: id, outbox: [event] })
    await run([listener]).settled()
    expect(seen).toEqual([])
    expect(await deadLetterModel.countDocuments({ _id: event.id })).toBe(1)
  })
  it('that is being handled is finished before the worker stops', async () => {
    let finish = () => {}
    const gate = new Promise<void>((done) => (finish = done))
    let isDone = false
    const { seen, listener } = witness(async () => {
      await gate
      isDone = true
    })
    run([listener])
    const { id } = await light('Li')
    await until(
      async () => seen.length,
      (many) => many === 1,
    )
    const stopped = jobs?.stop()
    finish()
    await stopped
    jobs = undefined
    expect(isDone).toBe(true)
    expect(await waiting(id)).toBe(0)
  })
  it('is refused at its source when its data is not what its name promises', () => {
    expect(() => emit(lampLit, { by: 7 } as never)).toThrow()
  })
})

describe('many events at once (TR-3)', () => {
  it('are all handled, each once', async () => {
    const { seen, listener } = witness()
    const names = Array.from({ length: 120 }, (_, at) => `n${at}`)
    for (let at = 0; at < names.length; at += 10) await light(...names.slice(at, at + 10))
    await run([listener]).settled()
    expect([...seen].sort()).toEqual([...names].sort())
  })
  it('are shared by two workers, each handled once', async () => {
    const [a, b] = [witness(), witness()]
    const second = startJobs({ listeners: [b.listener], schedules: [] }, { pollMs: 20 })
    run([a.listener])
    const names = Array.from({ length: 60 }, (_, at) => `m${at}`)
    for (const name of names) await light(name)
    await jobs?.settled()
    await second.stop()
    expect([...a.seen, ...b.seen].sort()).toEqual([...names].sort())
  })
})

describe('work on schedule (TR-3)', () => {
  it('goes on after a failure', async () => {
    let times = 0
    const work = async () => {
      times++
      if (times === 1) broken()
    }
    run([], {}, [{ name: 'test.tick', everyMs: 10, run: work }])
    expect(
      await until(
        async () => times,
        (many) => many >= 3,
      ),
    ).toBeGreaterThanOrEqual(3)
  })
})
