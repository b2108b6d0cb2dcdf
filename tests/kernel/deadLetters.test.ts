import { model, Schema } from 'mongoose'
import { z } from 'zod'
import { startJobs, type RunningJobs } from '../../server/kernel/jobs'
import {
  defineEvent,
  emit,
  listen,
  outboxField,
  outboxIndex,
  relayFrom,
  type WithOutbox,
} from '../../server/kernel/outbox'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

interface Bell extends WithOutbox {
  _id: string
}
const bells = model<Bell>(
  'TestBell',
  new Schema<Bell>(
    { _id: String, outbox: outboxField },
    { collection: 'testBells', versionKey: false },
  ).index(outboxIndex),
)
relayFrom(bells)
const bellRung = defineEvent('bell.rung', z.object({ by: z.string() }))

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

/** Handles waiting events with a listener, to the end. */
async function handle(reaction: (by: string) => void): Promise<void> {
  const listener = listen(bellRung, 'test.bell', async ({ by }) => reaction(by))
  jobs = startJobs({ listeners: [listener], schedules: [] }, { attempts: 2, backoffMs: 5, pollMs: 20 })
  await jobs.settled()
  await jobs.stop()
  jobs = undefined
}
const broken = () => {
  throw new Error('cracked')
}
/** A dead letter of its own. */
async function dead(by: string): Promise<string> {
  const event = emit(bellRung, { by })
  await bells.create({ _id: `bell-${event.id}`, outbox: [event] })
  await handle(broken)
  return event.id
}
const listed = async () =>
  (await product.get('/operations/dead-letters', { token: MACHINE })).body.letters as { id: string }[]
const replay = (id: string) => product.post(`/operations/dead-letters/${id}/replay`, { token: MACHINE })

describe('dead letters (TR-3)', () => {
  it('are listed with what happened and why it could not be handled', async () => {
    const id = await dead('Li')
    expect((await listed()).find((it) => it.id === id)).toMatchObject({
      name: 'bell.rung',
      source: 'TestBell',
      documentId: `bell-${id}`,
      data: { by: 'Li' },
      error: 'Error: cracked',
    })
  })

  it('reach their listeners when they are replayed, and leave the list', async () => {
    const id = await dead('Wang')
    expect((await replay(id)).status).toBe(204)
    const seen: string[] = []
    await handle((by) => seen.push(by))
    expect(seen).toEqual(['Wang'])
    expect((await listed()).map((it) => it.id)).not.toContain(id)
  })

  it('come back when they fail again, with where they came from', async () => {
    const id = await dead('Zhao')
    await replay(id)
    await handle(broken)
    expect((await listed()).find((it) => it.id === id)).toMatchObject({ source: 'TestBell' })
    await replay(id)
    const seen: string[] = []
    await handle((by) => seen.push(by))
    expect(seen).toEqual(['Zhao'])
  })

  it('are replayed once by two people at once', async () => {
    const id = await dead('Qian')
    const answers = await Promise.all(Array.from({ length: 6 }, () => replay(id)))
    expect(answers.filter((it) => it.status === 204)).toHaveLength(1)
    expect(answers.filter((it) => it.body?.error.code === 'dead_letter_not_found')).toHaveLength(5)
  })

  it('that do not exist answer 404', async () => {
    expect((await replay('evt_0000')).status).toBe(404)
  })
})
