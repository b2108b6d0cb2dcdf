import { now } from '../../server/kernel/clock'
import { claimPieces, expireClaims, releaseEnded } from '../../server/features/allotments/allotments.service'
import { fromShanghai, addDays, shanghai } from '../../server/kernel/shanghai'
import { expireHolds } from '../../server/features/inventory/inventory.holds'
import { build, next } from '../support/build'
import { MACHINE } from '../support/product'
import { DAY, HOUR, startPresales, termsOf, type Presales } from './support'

let shop: Presales
beforeEach(async () => {
  shop = await startPresales()
})
afterEach(() => shop?.product.stop())

const shelf = async (onHand: number, price = 19_900) => {
  const store = await build.store()
  const goods = await build.product({ skus: [build.sku({ price })] })
  const skuId = goods.skus[0]!.id
  await build.stock(skuId, store._id, onHand)
  return { skuId, storeId: store._id, spuId: goods._id }
}

describe('offering a presale (CA-4, IN-3)', () => {
  it('sets its pieces apart in every place, or in none', async () => {
    const { skuId, storeId } = await shelf(10)
    const other = await build.store()
    await build.stock(skuId, other._id, 3)
    const places = [
      { locationId: storeId, quota: 6 },
      { locationId: other._id, quota: 4 },
    ]
    const refused = await shop.offer(termsOf(skuId, places))
    expect(refused.body.error).toMatchObject({
      code: 'out_of_stock',
      details: { locationId: other._id, available: 3 },
    })
    expect(await shop.stockOf(skuId, storeId)).toMatchObject({ reserved: 0, available: 10 })
    const made = await shop.offer(termsOf(skuId, [places[0]!, { locationId: other._id, quota: 3 }]))
    expect(made.body).toMatchObject({ quota: 9, left: 9, phase: 'deposit', price: 19_900 })
    expect(await shop.stockOf(skuId, storeId)).toMatchObject({ reserved: 6, available: 4 })
    expect(await shop.stockOf(skuId, other._id)).toMatchObject({ reserved: 3, available: 0 })
  })

  it('repeated is one offer; other terms under its id are refused and set nothing apart for long', async () => {
    const { skuId, storeId } = await shelf(10)
    const terms = termsOf(skuId, [{ locationId: storeId, quota: 5 }])
    const answers = await Promise.all([shop.offer(terms), shop.offer(terms), shop.offer(terms)])
    expect(answers.map((it) => it.status)).toEqual([200, 200, 200])
    expect(await shop.stockOf(skuId, storeId)).toMatchObject({ reserved: 5, available: 5 })
    const other = await shop.offer({ ...terms, deposit: 1000 })
    expect(other.body.error.code).toBe('presale_exists')
    expect(await shop.stockOf(skuId, storeId)).toMatchObject({ reserved: 5 })
  })

  it('stays set apart past the time an unfinished offer would be given', async () => {
    const of = await shop.standing({ quota: 5 })
    await shop.product.settled()
    await shop.pass(HOUR)
    await expireHolds()
    expect(await shop.stockOf(of.skuId, of.storeId)).toMatchObject({ reserved: 5 })
  })

  it.each([
    ['a deposit that counts for more than half of the price', { worth: 9_951 }],
    ['a deposit that counts for less than itself', { worth: 1_999 }],
    ['balances that begin before the deposits end', { balanceFrom: '2026-01-01T00:00:00.000Z' }],
    ['goods that are ready before the balances begin', { readyAt: '2026-01-01T00:00:00.000Z' }],
  ])('refuses %s', async (_, wrong) => {
    const { skuId, storeId } = await shelf(10)
    const { body } = await shop.offer(termsOf(skuId, [{ locationId: storeId, quota: 5 }], wrong))
    expect(body.error.code).toBe('presale_unsound')
    expect(await shop.stockOf(skuId, storeId)).toMatchObject({ reserved: 0 })
  })

  it('is found by its product until it is over or withdrawn; those that take deposits first', async () => {
    const of = await shop.standing()
    const { product } = shop
    const listed = async () => (await product.get(`/presales?spuId=${of.product._id}`)).body.presales
    expect((await listed()).map((it: { id: string }) => it.id)).toEqual([of.presaleId])
    const later = termsOf(of.skuId, [{ locationId: of.storeId, quota: 1 }], {
      depositFrom: new Date(now().getTime() + HOUR).toISOString(),
      balanceUntil: new Date(now().getTime() + 2 * DAY + HOUR).toISOString(),
    })
    await shop.offer(later)
    expect((await listed()).map((it: { phase: string }) => it.phase)).toEqual(['deposit', 'coming'])
    await shop.withdraw(of.presaleId)
    expect((await listed()).map((it: { id: string }) => it.id)).toEqual([later.id])
    expect((await product.get('/presales/prs_none')).body.error.code).toBe('presale_not_found')
  })
})

describe('taking of the quota (CA-4)', () => {
  it('no more than is left, than a member may, without agreement or with another deposit', async () => {
    const of = await shop.standing({ quota: 4, perMember: 3 })
    const [first, second] = [await shop.shopper(), await shop.shopper()]
    const ask = (buyer: typeof first, more: object) => shop.order(buyer, of.presaleId, of.storeId, more)
    expect((await ask(first, { quantity: 4 })).body.error.code).toBe('presale_limit')
    expect((await ask(first, { agreed: false })).status).toBe(400)
    expect((await ask(first, { expectedDeposit: 1 })).body.error.code).toBe('price_changed')
    expect((await ask(first, { quantity: 2 })).body).toMatchObject({
      status: 'unpaid',
      statusText: '待付定金',
    })
    expect((await ask(first, { quantity: 2 })).body.error.code).toBe('presale_limit')
    expect((await ask(second, { quantity: 3 })).body.error).toMatchObject({
      code: 'presale_sold_out',
      details: { left: 2 },
    })
    const elsewhere = await build.store()
    expect((await ask(second, { storeId: elsewhere._id })).body.error.code).toBe('way_not_offered')
  })

  it('the same key is one order and one claim; something else under it is refused', async () => {
    const of = await shop.standing({ quota: 3 })
    const buyer = await shop.shopper()
    const key = `same-${next()}-key`
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => shop.order(buyer, of.presaleId, of.storeId, { key })),
    )
    expect(new Set(answers.map((it) => it.body.id)).size).toBe(1)
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 2 })
    const other = await shop.order(buyer, of.presaleId, of.storeId, { key, quantity: 2 })
    expect(other.body.error.code).toBe('key_reused')
  })

  it('an unpaid deposit gives its pieces back after a quarter of an hour, and to the member as well', async () => {
    const of = await shop.standing({ quota: 1, perMember: 1 })
    const buyer = await shop.shopper()
    const placed = await shop.order(buyer, of.presaleId, of.storeId)
    expect((await shop.order(buyer, of.presaleId, of.storeId)).status).toBe(409)
    await shop.pass(15 * 60_000 + 1000)
    await shop.whenStatus(buyer, placed.body.id, 'closed')
    await shop.product.settled()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 1 })
    expect((await shop.order(buyer, of.presaleId, of.storeId)).status).toBe(200)
  }, 20_000)

  it('a claim of which no order came expires', async () => {
    const of = await shop.standing({ quota: 2 })
    const { _id: memberId } = await build.member()
    const expiresAt = new Date(now().getTime() + 1000)
    const claim = {
      key: 'ord_gone/1',
      memberId,
      skuId: of.skuId,
      locationId: of.storeId,
      quantity: 2,
      expiresAt,
    }
    expect((await claimPieces(of.presaleId, [claim])).outcome).toBe('claimed')
    await expireClaims()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 0 })
    await shop.pass(1000)
    await expireClaims()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 2 })
  })

  it('nothing is released while an order of it waits', async () => {
    const of = await shop.standing({ quota: 2, onHand: 2 })
    const { _id: memberId } = await build.member()
    const claim = { key: 'ord_waits/1', memberId, skuId: of.skuId, locationId: of.storeId, quantity: 1 }
    await claimPieces(of.presaleId, [claim])
    await shop.pass(4 * DAY)
    await releaseEnded()
    expect(await shop.stockOf(of.skuId, of.storeId)).toMatchObject({ reserved: 2 })
  })
})

describe('the windows, by the clock of Shanghai (CA-4)', () => {
  const upTo = (at: Date, ms = 0) => shop.pass(at.getTime() + ms - now().getTime())

  it('open and close at midnight', async () => {
    const today = shanghai(now()).date
    const midnight = (days: number) => fromShanghai(addDays(today, days))
    const terms = {
      depositFrom: midnight(1).toISOString(),
      depositUntil: midnight(2).toISOString(),
      balanceFrom: midnight(2).toISOString(),
      balanceUntil: midnight(3).toISOString(),
      readyAt: midnight(3).toISOString(),
    }
    const of = await shop.standing(terms)
    const buyer = await shop.shopper()
    const order = () => shop.order(buyer, of.presaleId, of.storeId)
    await upTo(midnight(1), -2000)
    expect((await order()).body.error.code).toBe('presale_not_open')
    await upTo(midnight(1))
    const placed = await order()
    expect(placed.status).toBe(200)
    await shop.payOnPhone(buyer, placed.body.id)
    await shop.whenStatus(buyer, placed.body.id, 'deposited')
    const late = await shop.shopper()
    await upTo(midnight(2), -30_000)
    const lastMinute = await shop.order(late, of.presaleId, of.storeId)
    expect(lastMinute.status).toBe(200)
    expect((await shop.begin(buyer, placed.body.id)).body.error.code).toBe('order_not_payable')
    await upTo(midnight(2))
    expect((await order()).body.error.code).toBe('presale_not_open')
    // Who ordered in the last minute has the quarter of an hour all the same.
    await shop.payOnPhone(late, lastMinute.body.id)
    await shop.whenStatus(late, lastMinute.body.id, 'deposited')
    expect((await shop.begin(buyer, placed.body.id)).status).toBe(200)
    await upTo(midnight(3), -30_000)
    await shop.payOnPhone(late, lastMinute.body.id)
    await shop.whenStatus(late, lastMinute.body.id, 'paid')
    await upTo(midnight(3))
    expect((await shop.begin(buyer, placed.body.id)).body.error.code).toBe('order_not_payable')
    const closed = await shop.whenStatus(buyer, placed.body.id, 'closed')
    expect(closed).toMatchObject({
      closeReason: 'unpaid',
      presale: { isForfeited: true },
      amounts: { paid: 2000, refunded: 0 },
    })
    await shop.product.settled()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 4, phase: 'over' })
  }, 40_000)

  it('an offer of another kind of caller is refused', async () => {
    const of = await shelf(1)
    const { token } = await shop.shopper()
    const body = termsOf(of.skuId, [{ locationId: of.storeId, quota: 1 }])
    expect((await shop.product.post('/presales', { token, body })).status).toBe(403)
    expect((await shop.product.post('/presales', { token: MACHINE, body })).status).toBe(200)
  })
})
