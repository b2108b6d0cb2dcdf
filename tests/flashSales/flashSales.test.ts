import { findAllotment } from '../../server/features/allotments/allotments.service'
import { passGate } from '../../server/features/flashSales/flashSales.gate'
import { sweepPasses } from '../../server/features/flashSales/flashSales.follow'
import { syncGates } from '../../server/features/flashSales/flashSales.prepare'
import { remindShoppers } from '../../server/features/flashSales/flashSales.tell'
import { dueReminders } from '../../server/features/flashSales/flashSales.model'
import { closeOverdue } from '../../server/features/orders/orders.saga'
import { advanceClock, freezeClock, now, resetClock } from '../../server/kernel/clock'
import { redis } from '../../server/kernel/redis'
import { addDays } from '../../server/kernel/shanghai'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInOperator } from '../support/people'
import { aSale, clockOf, codeOf, grabber, type Sale } from './support'

let shop: Shop
let grab: ReturnType<typeof grabber>
beforeAll(async () => {
  shop = await startShop()
  grab = grabber(shop.product)
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => shop?.product.stop())

const MINUTE = 60_000
const look = async (token: string, { sessionId }: Sale) =>
  (await shop.product.get(`/flash-sales/sessions/${sessionId}`, { token })).body
const mineOf = async (token: string, sale: Sale) => (await look(token, sale)).items[0].mine

describe('a session (SO-2)', () => {
  it('opens and ends to the second, also at midnight in Shanghai', async () => {
    // 00:00 of 1 December in Shanghai.
    const start = new Date('2026-11-30T16:00:00Z')
    freezeClock(new Date(start.getTime() - MINUTE))
    const sale = await aSale({ startsIn: 1, minutes: 30, pieces: 3 })
    expect(sale.sessionId).toMatch(/-20261201-0000$/)
    const me = await shop.shopper()
    freezeClock(new Date(start.getTime() - 1))
    const early = await grab(me.token, sale)
    expect([early.body.error.code, early.body.error.details.from]).toEqual([
      'flash_not_started',
      start.toISOString(),
    ])
    expect(await look(me.token, sale)).toMatchObject({ label: '明天 00:00', phaseText: '即将开始' })
    freezeClock(start)
    expect((await grab(me.token, sale)).status).toBe(200)
    expect((await mineOf(me.token, sale)).outcome).toBe('won')
    const anybodys = (await shop.product.get(`/flash-sales/sessions/${sale.sessionId}`)).body
    expect(anybodys.items[0]).toMatchObject({
      left: 2,
      mine: { outcome: 'none', taken: 0, isReminded: false },
    })
    freezeClock(new Date(start.getTime() + 30 * MINUTE - 1))
    expect((await grab((await shop.shopper()).token, sale)).status).toBe(200)
    freezeClock(new Date(start.getTime() + 30 * MINUTE))
    expect(codeOf(await grab((await shop.shopper()).token, sale))).toEqual([409, 'flash_over'])
  })

  it('prices each piece once, explained, and without what the sale excludes', async () => {
    const sale = await aSale({ pieces: 3, perMember: 2 })
    const me = await shop.shopper()
    const ask = { skuId: sale.skuId, quantity: 2, way: 'pickup', storeId: sale.store._id }
    const path = `/flash-sales/sessions/${sale.sessionId}`
    const { body } = await shop.product.post(`${path}/preview`, { token: me.token, body: ask })
    expect([body.amounts.total, body.line.discounts]).toEqual([
      12_000,
      [{ promotionId: sale.sessionId, name: `${clockOf(sale.session.from).time} 场秒杀价`, amount: 8000 }],
    ])
    const wrong = await grab(me.token, sale, { quantity: 2, expectedTotal: 11_000 })
    expect(codeOf(wrong)).toEqual([409, 'price_changed'])
    // What was let through and refused for its price is there for the next.
    const { status, body: order } = await grab(me.token, sale, { quantity: 2, expectedTotal: 12_000 })
    expect([status, order.amounts.total, order.statusText]).toEqual([200, 12_000, '待付款'])
    expect(codeOf(await grab(me.token, sale))).toEqual([409, 'flash_limit'])
    const { body: prices } = await shop.product.get(`${path}/prices`)
    expect(prices.prices).toEqual([{ skuId: sale.skuId, price: 10_000, flashPrice: 6000 }])
  })

  it('is paid and collected like any other order, from stock of its own', async () => {
    const sale = await aSale({ pieces: 2, onHand: 2 })
    const me = await shop.shopper()
    // Everything is set apart: nothing is left for ordinary orders.
    expect(await shop.stockOf(sale.skuId, sale.store._id)).toMatchObject({ onHand: 2, available: 0 })
    const { body } = await grab(me.token, sale)
    expect((await mineOf(me.token, sale)).text).toBe('抢到了，15 分钟内付款')
    await shop.payOnPhone(me, body.id)
    await shop.whenStatus(me, body.id, 'paid')
    await shop.product.settled()
    expect((await mineOf(me.token, sale)).text).toBe('抢到了，每人限购 1 件')
    const { token } = await shop.staff(sale.store._id)
    expect((await shop.redeem(token, await shop.digitsOf(me, body.id))).status).toBe(200)
    await shop.product.settled()
    expect(await shop.stockOf(sale.skuId, sale.store._id)).toMatchObject({ onHand: 1 })
  })

  it('knows its winners also when Redis has forgotten them', async () => {
    const sale = await aSale({ pieces: 2 })
    const [me, other] = [await shop.shopper(), await shop.shopper()]
    const { body } = await grab(me.token, sale)
    const keys = await redis().keys('fls:*')
    await redis().del(...keys)
    expect(await mineOf(me.token, sale)).toMatchObject({ outcome: 'won', orderId: body.id })
    await grab(other.token, sale)
    expect((await look(me.token, sale)).items[0]).toMatchObject({ left: 0, mine: { outcome: 'won' } })
  })

  it('gives pieces nobody paid for to later ones, and says so meanwhile', async () => {
    const sale = await aSale({ pieces: 1 })
    const [first, second] = [await shop.shopper(), await shop.shopper()]
    const { body } = await grab(first.token, sale)
    const refused = await grab(second.token, sale)
    expect(refused.body.error.details).toEqual({ text: '已抢光，还有 1 件待付款，没付的会放出来', unpaid: 1 })
    expect(await mineOf(second.token, sale)).toMatchObject({ outcome: 'soldOut' })
    await shop.product.post(`/orders/${body.id}/cancel`, { token: first.token, body: {} })
    await shop.product.settled()
    expect(await mineOf(second.token, sale)).toMatchObject({
      outcome: 'none',
      text: '有人没付款，又放出来了',
    })
    expect((await grab(second.token, sale)).status).toBe(200)
    expect(await sale.left()).toBe(0)
  })

  it('closes what is not paid in 15 minutes', async () => {
    const sale = await aSale({ pieces: 1 })
    const [first, second] = [await shop.shopper(), await shop.shopper()]
    await grab(first.token, sale)
    advanceClock(16 * MINUTE)
    await closeOverdue()
    await shop.product.settled()
    await syncGates()
    expect((await grab(second.token, sale)).status).toBe(200)
  })

  it('reminds who asked for it, once, five minutes before', async () => {
    const sale = await aSale({ startsIn: 60 })
    const me = await shop.shopper()
    const path = `/flash-sales/sessions/${sale.sessionId}/reminders/${sale.skuId}`
    const put = () => shop.product.call('PUT', path, { token: me.token })
    expect((await put()).body).toEqual({ isReminded: true })
    expect((await mineOf(me.token, sale)).isReminded).toBe(true)
    expect((await shop.product.call('DELETE', path, { token: me.token })).body.isReminded).toBe(false)
    await put()
    expect(await dueReminders(now(), 9)).toEqual([])
    advanceClock(56 * MINUTE)
    expect((await dueReminders(now(), 9)).map((it) => it.sessionId)).toEqual([sale.sessionId])
    await remindShoppers()
    expect(await dueReminders(now(), 9)).toEqual([])
  })

  it('gives a pass of a process that died to the next', async () => {
    const sale = await aSale({ pieces: 1 })
    const item = sale.doc.items[0]!
    await passGate(
      { plan: sale.doc, session: sale.session, item, stockId: sale.stockId },
      { memberId: 'mem_dead', door: sale.store._id, quantity: 1, orderId: 'ord_neverwritten' },
    )
    const me = await shop.shopper()
    expect(codeOf(await grab(me.token, sale))).toEqual([409, 'flash_sold_out'])
    advanceClock(31_000)
    await sweepPasses()
    expect((await grab(me.token, sale)).status).toBe(200)
  })
})

describe('at the console (OP-2)', () => {
  const send = (token: string, method: string, path: string, body?: object) =>
    shop.product.call(method, `/console/flash-sales${path}`, { token, ...(body ? { body } : {}) })

  it('takes a flash sale from draft to its end; pieces are set apart and go back', async () => {
    const { token } = await signInOperator(shop.product)
    const shelf = await build.shelf(10)
    const store = await build.store()
    await build.stock(shelf.skuId, store._id, 1)
    const price = shelf.product.skus[0]!.price
    const at = clockOf(new Date(now().getTime() + 30 * MINUTE))
    const draft = {
      title: '早市秒杀',
      days: { from: at.date, until: addDays(at.date, 1) },
      times: [at.time],
      minutes: 60,
      items: [
        {
          skuId: shelf.skuId,
          price: price - 100,
          perMember: 1,
          places: [
            { locationId: shelf.store._id, quota: 4 },
            { locationId: store._id, quota: 5 },
          ],
        },
      ],
      withMember: true,
    }
    const dear = { ...draft, items: [{ ...draft.items[0], price }] }
    expect((await send(token, 'POST', '', dear)).body.error.details.text).toContain('秒杀价要低于原价')
    const twice = { ...draft, times: ['10:00', '10:30'] }
    expect((await send(token, 'POST', '', twice)).body.error.details.text).toBe(
      '前一场结束后，下一场才能开始',
    )
    const made = (await send(token, 'POST', '', draft)).body
    expect([made.status, made.faces[0].flashPrice]).toEqual(['draft', price - 100])
    const scheduled = (await send(token, 'POST', `/${made.id}/schedule`)).body
    expect(scheduled.status).toBe('scheduled')
    // The first store set four pieces apart for today; the second had too few.
    expect(scheduled.lacking.map((it: { locationId: string }) => it.locationId)).toContain(store._id)
    expect(await shop.stockOf(shelf.skuId, shelf.store._id)).toMatchObject({ reserved: 4 })
    advanceClock(31 * MINUTE)
    const me = await shop.shopper()
    const sale = { sessionId: scheduled.sessions.at(-1).id, skuId: shelf.skuId, store: shelf.store } as Sale
    const { body } = await grab(me.token, sale)
    expect(body.amounts.total).toBe(price - 100)
    await send(token, 'POST', `/${made.id}/pause`)
    expect(codeOf(await grab((await shop.shopper()).token, sale))).toEqual([409, 'flash_paused'])
    expect((await send(token, 'POST', `/${made.id}/resume`)).body.statusText).toBe('进行中')
    const changed = await send(token, 'PUT', `/${made.id}`, {
      ...draft,
      minutes: 30,
      version: (await send(token, 'GET', `/${made.id}`)).body.version,
    })
    expect(codeOf(changed)).toEqual([409, 'flash_sale_locked_fields'])
    await grab((await shop.shopper()).token, sale)
    const ended = (await send(token, 'POST', `/${made.id}/end`)).body
    expect([ended.status, ended.results.taken, ended.results.unpaid]).toEqual(['ended', 2, 2])
    expect(codeOf(await grab((await shop.shopper()).token, sale))).toEqual([409, 'flash_over'])
    const today = await findAllotment(`${sale.sessionId}.${shelf.skuId}`)
    expect(today?.closedAt).toBeUndefined()
  })

  it('lets operators of stores sell their own pieces only', async () => {
    const sale = await aSale()
    const { token } = await signInOperator(shop.product, { role: 'store', storeId: sale.store._id })
    const { token: other } = await signInOperator(shop.product, {
      role: 'store',
      storeId: (await build.store())._id,
    })
    expect((await send(token, 'GET', `/${sale.doc._id}`)).body.actions).toContain('pause')
    expect((await send(other, 'GET', `/${sale.doc._id}`)).body.actions).toEqual([])
    expect(codeOf(await send(other, 'POST', `/${sale.doc._id}/pause`))).toEqual([
      403,
      'flash_sale_out_of_reach',
    ])
  })
})
