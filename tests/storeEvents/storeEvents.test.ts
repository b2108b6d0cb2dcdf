import { findSignUp } from '../../server/features/storeEvents/storeEvents.signUps.model'
import { remindGuests } from '../../server/features/storeEvents/storeEvents.upkeep'
import { entriesOf } from '../../server/features/points/points.service'
import { advanceClock, freezeClock, now, resetClock } from '../../server/kernel/clock'
import { buildCoupon } from '../coupons/support'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { anEvent, codeOf, counter, guest, picture } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const HOUR = 3600_000
const goTo = (at: Date) => advanceClock(at.getTime() - now().getTime())

describe('signing up (AP-2)', () => {
  it('shows what holds for each shopper', async () => {
    const event = await anEvent({
      quota: 1,
      line: 1,
      audience: { newOnly: false, tiers: ['silver', 'gold'] },
    })
    const [plain, gold, late] = [
      await guest(product),
      await guest(product, { tier: 'gold' }),
      await guest(product, { tier: 'silver' }),
    ]
    expect((await plain.event(event._id)).mine).toEqual({ action: 'none', text: '仅银卡、金卡会员可报名' })
    expect(codeOf(await plain.signUp(event._id))).toEqual([403, 'event_not_for_you'])
    expect((await gold.event(event._id)).mine).toEqual({ action: 'signUp', text: '立即报名' })
    const id = await gold.seat(event._id)
    expect((await gold.event(event._id)).mine).toEqual({
      signUpId: id,
      state: 'seated',
      action: 'none',
      text: '已报名',
    })
    expect(await late.event(event._id)).toMatchObject({
      phase: 'full',
      phaseText: '已报满，可候补',
      left: 0,
      mine: { action: 'wait' },
    })
    expect(codeOf(await late.signUp(event._id))).toEqual([409, 'event_full'])
    const waits = await late.signUp(event._id, { mayWait: true })
    expect(waits.body).toMatchObject({ state: 'waiting', stateText: '候补第 1 位' })
    expect((await gold.cancel(id)).body).toMatchObject({ state: 'cancelled' })
    await product.settled()
    expect(await late.mine(waits.body.id)).toMatchObject({ state: 'seated', stateText: '已报名' })
  })

  it('opens and closes to the second', async () => {
    const at = new Date('2026-11-30T16:00:00Z')
    freezeClock(new Date(at.getTime() - 1000))
    const start = new Date(at.getTime() + 24 * HOUR)
    const event = await anEvent({ signUpFrom: at, signUpUntil: new Date(at.getTime() + 8 * HOUR), start })
    const me = await guest(product)
    expect((await me.event(event._id)).phaseText).toBe('12 月 1 日 00:00 开放报名')
    expect(codeOf(await me.signUp(event._id))).toEqual([409, 'event_not_open'])
    freezeClock(at)
    const id = await me.seat(event._id)
    freezeClock(new Date(event.cancelUntil.getTime() - 1000))
    expect((await me.mine(id)).mayCancel).toBe(true)
    freezeClock(event.cancelUntil)
    expect(codeOf(await me.cancel(id))).toEqual([409, 'cancel_too_late'])
    freezeClock(event.signUpUntil)
    expect(codeOf(await (await guest(product)).signUp(event._id))).toEqual([409, 'event_not_open'])
  })

  it('gives the coupon of the event once, and says why where there is none', async () => {
    const coupon = await buildCoupon({ ways: ['event'], quota: { total: 1, perPerson: 1 } })
    const event = await anEvent({ couponId: coupon._id })
    const [first, second] = [await guest(product), await guest(product)]
    const id = await first.seat(event._id)
    const other = await second.seat(event._id)
    await product.settled()
    const mine = await first.mine(id)
    expect(mine.coupon).toMatchObject({ title: coupon.title, text: '已放入卡包，到店可用' })
    const wallet = await product.get('/me/coupons', { token: first.token })
    expect(wallet.body.grants.map((it: { id: string; way: string }) => [it.id, it.way])).toEqual([
      [mine.coupon.grantId, 'event'],
    ])
    expect((await second.mine(other)).coupon).toMatchObject({ text: '来晚一步，已经领完了' })
    await first.cancel(id)
    await first.seat(event._id)
    await product.settled()
    expect((await product.get('/me/coupons', { token: first.token })).body.counts.usable).toBe(1)
  })
})

describe('at the store (AP-2)', () => {
  it('checks in within the time and the store, and says precisely why not', async () => {
    const event = await anEvent()
    const me = await guest(product)
    const id = await me.seat(event._id)
    const [here, there] = [
      await counter(product, event.storeId),
      await counter(product, (await build.store())._id),
    ]
    expect(codeOf(await here.checkIn(await me.code(id)))).toEqual([409, 'check_in_too_early'])
    goTo(event.start)
    const stale = await me.code(id)
    advanceClock(61_000)
    expect(codeOf(await here.checkIn(stale))).toEqual([410, 'code_stale'])
    const code = await me.code(id)
    expect(codeOf(await there.checkIn(code))).toEqual([409, 'check_in_other_store'])
    const { status, body } = await here.checkIn(code)
    expect([status, body.guest.state, body.event.checkedIn]).toEqual([200, 'checkedIn', 1])
    const again = await here.checkIn(code)
    expect(again.body.error.details.text).toMatch(/^\d\d:\d\d 已签到，导购\d+接待$/)
    expect(codeOf(await here.checkIn('HE1.sup_none.1.aaaaaaaaaaaaaaaa'))).toEqual([404, 'code_unknown'])
    expect((await there.guests(event._id)).status).toBe(403)
    expect((await here.guests(event._id)).body.guests).toHaveLength(1)
  })

  it("takes the event's own QR from a guest, and only from one", async () => {
    const event = await anEvent()
    const [me, stranger] = [await guest(product), await guest(product)]
    await me.seat(event._id)
    goTo(event.start)
    expect(codeOf(await stranger.scan(`e=${event.code}`))).toEqual([409, 'check_in_not_seated'])
    expect(codeOf(await me.scan('e=00000000'))).toEqual([404, 'scene_unknown'])
    expect((await me.scan(`e=${event.code}`)).body.state).toBe('checkedIn')
    expect((await me.scan(`e=${event.code}`)).body.state).toBe('checkedIn')
    goTo(event.end)
    const missed = await guest(product)
    expect(codeOf(await missed.scan(`e=${event.code}`))).toEqual([409, 'check_in_not_seated'])
  })

  it('takes photos from who was there, shows them once approved, and gives points for each once', async () => {
    const event = await anEvent({ photoPoints: 30 })
    const [me, absent] = [await guest(product), await guest(product)]
    const [id, other] = [await me.seat(event._id), await absent.seat(event._id)]
    const desk = await counter(product, event.storeId)
    expect(codeOf(await me.show(id, picture(1)))).toEqual([409, 'photo_not_yet'])
    goTo(event.start)
    await desk.checkIn(await me.code(id))
    expect(codeOf(await me.show(id, Buffer.from('GIF89a').toString('base64')))).toEqual([
      422,
      'photo_invalid',
    ])
    const photo = (await me.show(id, picture(1), '茶很香')).body
    expect(photo).toMatchObject({ state: 'pending', stateText: '审核中', words: '茶很香' })
    expect((await me.show(id, picture(1))).body.id).toBe(photo.id)
    expect(codeOf(await absent.show(other, picture(2)))).toEqual([409, 'photo_not_yet'])
    expect((await product.get(`/store-events/${event._id}/photos`, { token: me.token })).body.photos).toEqual(
      [],
    )
    expect((await desk.decide(photo.id, 'approve')).body.stateText).toBe('已通过 +30 积分')
    expect(codeOf(await desk.decide(photo.id, 'reject', { reason: '看不清' }))).toEqual([
      409,
      'photo_decided',
    ])
    await product.settled()
    expect((await entriesOf(me.memberId, 9)).map((it) => [it._id, it.amount])).toEqual([
      [`photo/${photo.id}`, 30],
    ])
    const shown = await product.get(photo.url.replace('/api', ''))
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  })

  it('reminds each guest once, a day ahead', async () => {
    const event = await anEvent()
    await (await guest(product)).seat(event._id)
    const waits = await anEvent({ quota: 1 })
    const id = await (await guest(product)).seat(waits._id)
    goTo(new Date(event.start.getTime() - 23 * HOUR))
    await remindGuests()
    const first = (await findSignUp(id))?.remindedAt
    expect(first).toBeInstanceOf(Date)
    advanceClock(60_000)
    await remindGuests()
    expect((await findSignUp(id))?.remindedAt).toEqual(first)
  })
})

describe('at the console (OP-2)', () => {
  const draft = (storeId: string, overrides: object = {}) => {
    const at = now().getTime()
    const day = (n: number) => new Date(at + n * 24 * HOUR).toISOString()
    return {
      kind: 'workshop',
      title: '手作香薰',
      summary: '做一支自己的香薰',
      detail: ['材料现场准备。'],
      image: '/media/events/candle.webp',
      storeId,
      start: day(5),
      end: new Date(at + 5 * 24 * HOUR + 2 * HOUR).toISOString(),
      signUpFrom: day(1),
      signUpUntil: day(4),
      cancelUntil: day(4),
      quota: 10,
      line: 2,
      audience: { newOnly: false },
      photoPoints: 20,
      ...overrides,
    }
  }
  const send = (token: string, method: string, path: string, body?: object) =>
    product.call(method, `/console/store-events${path}`, { token, ...(body ? { body } : {}) })

  it('takes an event from draft to its end, with locked fields and versions', async () => {
    const { token } = await signInOperator(product)
    const store = await build.store()
    expect(codeOf(await send(token, 'POST', '', draft(store._id, { end: now().toISOString() })))).toEqual([
      422,
      'event_invalid',
    ])
    const made = (await send(token, 'POST', '', draft(store._id))).body
    expect(made).toMatchObject({ status: 'draft', statusText: '草稿', storeName: store.name })
    const me = await guest(product)
    expect((await product.get(`/store-events/${made.id}`, { token: me.token })).status).toBe(404)
    const scheduled = (await send(token, 'POST', `/${made.id}/schedule`)).body
    expect([scheduled.status, scheduled.face.phase]).toEqual(['scheduled', 'coming'])
    const { version } = scheduled
    const more = { ...draft(store._id), ...scheduled, quota: 12, version }
    expect(
      codeOf(await send(token, 'PUT', `/${made.id}`, { ...more, start: now().toISOString() }))[1],
    ).toMatch(/event_(invalid|locked_fields)/)
    expect(codeOf(await send(token, 'PUT', `/${made.id}`, { ...more, quota: 5 }))).toEqual([
      409,
      'event_locked_fields',
    ])
    expect((await send(token, 'PUT', `/${made.id}`, more)).body.quota).toBe(12)
    expect(codeOf(await send(token, 'PUT', `/${made.id}`, more))).toEqual([409, 'event_changed'])
    advanceClock(25 * HOUR)
    expect((await send(token, 'GET', `/${made.id}`)).body.status).toBe('live')
    const id = await me.seat(made.id)
    expect((await send(token, 'POST', `/${made.id}/pause`)).body.face.phase).toBe('paused')
    expect(codeOf(await (await guest(product)).signUp(made.id))).toEqual([409, 'event_not_open'])
    expect((await send(token, 'POST', `/${made.id}/resume`)).body.status).toBe('live')
    const copy = (await send(token, 'POST', `/${made.id}/copy`)).body
    expect([copy.status, copy.title]).toEqual(['draft', '手作香薰 副本'])
    const ended = (await send(token, 'POST', `/${made.id}/end`)).body
    expect([ended.status, ended.results.seated]).toEqual(['ended', 1])
    expect(await me.mine(id)).toMatchObject({ state: 'cancelled', stateText: '门店取消了活动' })
    expect(codeOf(await send(token, 'POST', `/${made.id}/resume`))).toEqual([409, 'event_step_refused'])
  })

  it('lets operators of stores decide for their own only', async () => {
    const [own, other] = [await build.store(), await build.store()]
    const { token } = await signInOperator(product, { role: 'store', storeId: own._id })
    expect(codeOf(await send(token, 'POST', '', draft(other._id)))).toEqual([403, 'event_out_of_reach'])
    const made = (await send(token, 'POST', '', draft(own._id))).body
    const foreign = await anEvent({ storeId: other._id })
    expect(codeOf(await send(token, 'GET', `/${foreign._id}`))).toEqual([404, 'event_not_found'])
    expect((await send(token, 'GET', '')).body.events.map((it: { id: string }) => it.id)).toEqual([made.id])
  })
})
