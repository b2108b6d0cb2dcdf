import { countsOf } from '../../server/features/storeEvents/storeEvents.service'
import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { pause } from '../../server/kernel/pause'
import { inTurn } from '../../server/kernel/turns'
import { forgetLimits } from '../support/limits'
import { startProduct, type TestProduct } from '../support/product'
import { anEvent, codeOf, counter, guest, guests, picture } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const seatsOf = async (eventId: string) => (await countsOf([eventId])).get(eventId)

describe('the last seat (AP-2)', () => {
  it('is had by exactly as many as there are seats, whoever asks at once', async () => {
    const { _id } = await anEvent({ quota: 5 })
    const all = await guests(product, 24)
    const answers = await Promise.all(all.map((it) => it.signUp(_id)))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(5)
    expect(answers.filter((it) => codeOf(it)[1] === 'event_full')).toHaveLength(19)
    expect(await seatsOf(_id)).toMatchObject({ seated: 5, waiting: 0 })
  })

  it('is one for a member on many devices', async () => {
    const { _id } = await anEvent({ quota: 5 })
    const me = await guest(product)
    const answers = await Promise.all(Array.from({ length: 10 }, () => me.signUp(_id, { mayWait: true })))
    expect(new Set(answers.map((it) => `${it.status} ${it.body.id}`)).size).toBe(1)
    expect(await seatsOf(_id)).toMatchObject({ seated: 1, waiting: 0 })
  })

  it('lets no more wait than the line is long, and seats them as others leave', async () => {
    const { _id } = await anEvent({ quota: 2, line: 3 })
    const all = await guests(product, 12)
    const answers = await Promise.all(all.map((it) => it.signUp(_id, { mayWait: true })))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(5)
    await product.settled()
    expect(await seatsOf(_id)).toMatchObject({ seated: 2, waiting: 3 })
    const seated = all.filter((_, at) => answers[at]?.body.state === 'seated')
    await Promise.all(seated.map((it) => it.cancel(answers[all.indexOf(it)]?.body.id)))
    await product.settled()
    expect(await seatsOf(_id)).toMatchObject({ seated: 2, waiting: 1, cancelled: 2 })
  })

  it('is told to everybody of a crowd that asks from three devices each, and nobody hears of a knot', async () => {
    const { _id } = await anEvent({ quota: 1, line: 1 })
    const all = await guests(product, 40)
    const answers = await Promise.all(
      all.flatMap((it) => [1, 2, 3].map(() => it.signUp(_id, { mayWait: true }))),
    )
    const others = answers.filter((it) => it.status !== 200)
    expect(others.map((it) => codeOf(it)[1]).filter((it) => it !== 'event_full')).toEqual([])
    expect(new Set(answers.flatMap((it) => it.body.id ?? [])).size).toBe(2)
    expect(await seatsOf(_id)).toMatchObject({ seated: 1, waiting: 1 })
  })

  it('goes by 100 rounds of signing up and giving back, and never one too many', async () => {
    const { _id } = await anEvent({ quota: 3, line: 2 })
    const all = await guests(product, 8)
    const ids = new Map<number, string>()
    for (let round = 0; round < 100; round++) {
      const chosen = [round % 8, (round * 3 + 1) % 8, (round * 5 + 2) % 8]
      await Promise.all(
        [...new Set(chosen)].map(async (n, at) => {
          const who = all[n]
          const id = ids.get(n)
          if (!who) return
          if (id && (round + at) % 2) await who.cancel(id)
          else ids.set(n, (await who.signUp(_id, { mayWait: true })).body.id ?? ids.get(n))
        }),
      )
      const counts = await seatsOf(_id)
      expect(counts?.seated).toBeLessThanOrEqual(3)
      expect(counts?.waiting).toBeLessThanOrEqual(2)
    }
    await product.settled()
    const counts = await seatsOf(_id)
    // Nobody waits while a seat is free.
    expect(counts?.waiting === 0 || counts?.seated === 3).toBe(true)
  })
})

describe('turns (TR-3)', () => {
  it('let one at a time try for a name, and whoever finds none free goes away', async () => {
    const names = ['turn-a', 'turn-b', 'turn-c']
    let busy = 0
    let most = 0
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        inTurn(names, async (name) => {
          most = Math.max(most, (busy += 1))
          await pause(200)
          busy -= 1
          return name
        }),
      ),
    )
    expect(most).toBe(3)
    expect(answers.filter(Boolean).sort()).toEqual(names)
    // Whoever is done leaves it to the next, also when the work went wrong.
    await expect(inTurn(['turn-a'], () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await inTurn(['turn-a'], (name) => Promise.resolve(name))).toBe('turn-a')
  })
})

describe('check-in (AP-2)', () => {
  it('happens once, from however many counters a code is scanned', async () => {
    const event = await anEvent()
    const me = await guest(product)
    const id = await me.seat(event._id)
    const desks = [await counter(product, event.storeId), await counter(product, event.storeId)]
    advanceClock(event.start.getTime() - now().getTime() - 60_000)
    const code = await me.code(id)
    const answers = await Promise.all([0, 1, 0, 1, 0, 1].map((n) => desks[n]!.checkIn(code)))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    expect(answers.filter((it) => codeOf(it)[1] === 'checked_in_already')).toHaveLength(5)
    expect(await seatsOf(event._id)).toMatchObject({ seated: 1, checkedIn: 1 })
  })

  it('lets a guest show three photos and no more, however they are sent, and pays each once', async () => {
    const event = await anEvent({ photoPoints: 50 })
    const me = await guest(product, { points: 100 })
    const id = await me.seat(event._id)
    const desk = await counter(product, event.storeId)
    advanceClock(event.start.getTime() - now().getTime())
    expect((await desk.checkIn(await me.code(id))).status).toBe(200)
    const shown = await Promise.all([1, 2, 3, 4, 5, 1].map((n) => me.show(id, picture(n))))
    expect(new Set(shown.filter((it) => it.status === 200).map((it) => it.body.id)).size).toBe(3)
    expect(shown.some((it) => codeOf(it)[1] === 'photo_limit')).toBe(true)
    const waiting = await desk.photos()
    await Promise.all(
      waiting.flatMap((it: { id: string }) => [desk.decide(it.id, 'approve'), desk.decide(it.id, 'approve')]),
    )
    await product.settled()
    expect((await product.get('/me', { token: me.token })).body.points).toBe(250)
  })
})
