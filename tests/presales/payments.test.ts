import { findOrder } from '../../server/features/orders/orders.service'
import { expireClaims, releaseEnded } from '../../server/features/allotments/allotments.service'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { MACHINE } from '../support/product'
import { until } from '../support/until'
import { DAY, HOUR, startPresales, type Presales } from './support'

let shop: Presales
beforeEach(async () => {
  shop = await startPresales()
})
afterEach(() => shop?.product.stop())

type Of = Awaited<ReturnType<Presales['standing']>>
type Stage = 'deposit' | 'balance'
const stages: Stage[] = ['deposit', 'balance']
const tradeNo = (orderId: string, stage: Stage) => `${orderId}-${stage === 'deposit' ? 'd' : 'b'}`
const doneAfter = { deposit: 'deposited', balance: 'paid' }

const notify = (mode: Record<string, unknown>) => shop.product.sandbox.post('/__sandbox/pay/notify', mode)
const forge = (orderId: string, stage: Stage, more: object) =>
  shop.product.sandbox.post('/__sandbox/pay/notify/forge', { outTradeNo: tradeNo(orderId, stage), ...more })
/** News of the payment as the platform would send it, made up here so that it comes when it pleases. */
const news = (orderId: string, stage: Stage) =>
  forge(orderId, stage, {
    content: {
      trade_state: 'SUCCESS',
      success_time: new Date().toISOString(),
      transaction_id: `42-${stage}`,
    },
  })
const check = (buyer: { token: string }, orderId: string) =>
  shop.product.post(`/orders/${orderId}/pay/check`, { token: buyer.token })
const cancel = (buyer: { token: string }, orderId: string) =>
  shop.product.post(`/orders/${orderId}/cancel`, { token: buyer.token, body: {} })
const refundsOf = async (orderId: string) => {
  const { refunds } = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    refunds: { outTradeNo: string; amount: number }[]
  }
  return Object.fromEntries(
    stages.map((stage) => [
      stage,
      refunds
        .filter((it) => it.outTradeNo === tradeNo(orderId, stage))
        .reduce((sum, it) => sum + it.amount, 0),
    ]),
  )
}
const whenRefunded = async (orderId: string) => {
  await until(
    () => findOrder(orderId),
    (it) => it!.refunds.length > 0 && it!.refunds.every(({ state }) => state === 'succeeded'),
  )
  await shop.product.settled()
}

/** An order that waits for this payment, in its window. */
async function waitingFor(stage: Stage, of: Of) {
  if (stage === 'balance') {
    const deposited = await shop.deposited(of)
    await shop.untilBalance()
    return deposited
  }
  const buyer = await shop.shopper()
  const { body } = await shop.order(buyer, of.presaleId, of.storeId)
  return { buyer, orderId: body.id as string }
}

describe.each(stages)('the %s of a presale (CA-4, OR-2)', (stage) => {
  it('told twice, late and again is one payment', async () => {
    const { buyer, orderId } = await waitingFor(stage, await shop.standing())
    await notify({ duplicate: 1 })
    await shop.payOnPhone(buyer, orderId)
    await shop.whenStatus(buyer, orderId, doneAfter[stage])
    await shop.product.settled()
    const { version, amounts } = (await findOrder(orderId))!
    await Promise.all([news(orderId, stage), news(orderId, stage), check(buyer, orderId)])
    await news(orderId, 'deposit')
    await shop.product.settled()
    expect(await findOrder(orderId)).toMatchObject({ status: doneAfter[stage], version, amounts })
  })

  it('forged, or of another amount, changes nothing', async () => {
    const { buyer, orderId } = await waitingFor(stage, await shop.standing())
    await shop.begin(buyer, orderId)
    const before = (await findOrder(orderId))!.status
    for (const how of ['key', 'stale', 'probe', 'serial', 'broken'])
      expect((await forge(orderId, stage, { how })).status).toBe(401)
    await forge(orderId, stage, { content: { amount: { total: 1, currency: 'CNY' } } })
    await forge(orderId, stage, { content: { out_trade_no: orderId } })
    expect((await findOrder(orderId))!.status).toBe(before)
  })

  it('of which no news comes is found by asking, and kept when the order is to close', async () => {
    const of = await shop.standing()
    const { buyer, orderId } = await waitingFor(stage, of)
    await notify({ drop: -1 })
    await shop.payOnPhone(buyer, orderId)
    expect((await findOrder(orderId))!.status).toBe(stage === 'deposit' ? 'unpaid' : 'deposited')
    await shop.pass(stage === 'deposit' ? 16 * 60_000 : DAY)
    await shop.whenStatus(buyer, orderId, doneAfter[stage])
    await notify({ drop: 0 })
    const { buyer: other, orderId: second } = await waitingFor('deposit', await shop.standing())
    await notify({ drop: 1 })
    await shop.payOnPhone(other, second)
    expect((await check(other, second)).body.status).toBe('deposited')
  }, 30_000)

  it('that comes after the order closed takes its pieces again', async () => {
    const of = await shop.standing({ quota: 1, onHand: 1 })
    const { buyer, orderId } = await waitingFor(stage, of)
    await shop.begin(buyer, orderId)
    expect((await cancel(buyer, orderId)).body.status).toBe('closed')
    await shop.product.settled()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 1 })
    await Promise.all([news(orderId, stage), news(orderId, stage)])
    await shop.whenStatus(buyer, orderId, doneAfter[stage])
    await shop.product.settled()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 0 })
    // What had been heard of the closing comes once more, and harms nothing.
    await expireClaims()
    expect((await findOrder(orderId))!.amounts.refunded).toBe(0)
    expect(await reconcile()).toEqual([])
  }, 20_000)

  it('that comes after the order closed and its pieces went goes back, with all that was paid', async () => {
    const of = await shop.standing({ quota: 1, onHand: 1 })
    const { buyer, orderId } = await waitingFor(stage, of)
    await shop.begin(buyer, orderId)
    await cancel(buyer, orderId)
    await shop.product.settled()
    if (stage === 'deposit') await shop.deposited(of)
    else {
      await shop.pass(DAY + HOUR)
      await releaseEnded()
      await shop.product.post('/stock/changes', {
        token: MACHINE,
        body: {
          changes: [{ key: 'gone', skuId: of.skuId, locationId: of.storeId, kind: 'count', quantity: 0 }],
        },
      })
    }
    await news(orderId, stage)
    const closed = await until(
      () => shop.orderOf(buyer, orderId),
      (it) => it.refunds.length > 0,
    )
    expect(closed).toMatchObject({ status: 'closed', closeReason: 'paid_late' })
    expect(closed.amounts.refunded).toBe(stage === 'deposit' ? 2000 : closed.amounts.total)
    await news(orderId, stage)
    expect((await shop.orderOf(buyer, orderId)).status).toBe('closed')
    expect(closed.presale.isForfeited).toBe(false)
  }, 30_000)
})

describe('the deposit rule (CA-4)', () => {
  it('a shopper who gives up keeps no claim and gets no deposit back', async () => {
    const of = await shop.standing()
    const { buyer, orderId } = await shop.deposited(of)
    const { body } = await cancel(buyer, orderId)
    expect(body).toMatchObject({
      status: 'closed',
      closeReason: 'cancelled',
      amounts: { paid: 2000, refunded: 0 },
      presale: { isForfeited: true },
      refunds: [],
    })
    await shop.product.settled()
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 5 })
    expect((await shop.begin(buyer, orderId)).body.error.code).toBe('order_not_payable')
  })

  it('a shop that cannot deliver gives everything back, over each payment what it brought', async () => {
    const of = await shop.standing()
    const { buyer, orderId } = await shop.deposited(of)
    const { buyer: other, orderId: whole } = await shop.deposited(of)
    await shop.untilBalance()
    await shop.payOnPhone(other, whole)
    await shop.whenStatus(other, whole, 'paid')
    await shop.product.settled()
    await shop.withdraw(of.presaleId)
    await shop.whenStatus(buyer, orderId, 'refunded')
    const paid = await shop.whenStatus(other, whole, 'refunded')
    expect(paid.refunds.map((it: { stage: string; amount: number }) => [it.stage, it.amount])).toEqual([
      ['deposit', 2000],
      ['balance', 15_900],
    ])
    await Promise.all([whenRefunded(orderId), whenRefunded(whole)])
    expect(await refundsOf(orderId)).toEqual({ deposit: 2000, balance: 0 })
    expect(await refundsOf(whole)).toEqual({ deposit: 2000, balance: 15_900 })
    await releaseEnded()
    await shop.product.settled()
    expect(await shop.stockOf(of.skuId, of.storeId)).toEqual({ onHand: 10, reserved: 0, available: 10 })
    expect(await reconcile()).toEqual([])
  }, 30_000)

  it('what a store takes back goes over both payments, in the end exactly what they brought', async () => {
    const of = await shop.standing()
    const { buyer, orderId } = await shop.deposited(of, 3)
    await shop.untilBalance()
    await shop.payOnPhone(buyer, orderId)
    await shop.whenStatus(buyer, orderId, 'paid')
    const { token } = await shop.staff(of.storeId)
    await shop.redeem(token, await shop.digitsOf(buyer, orderId))
    await shop.product.settled()
    const back = (quantity: number, key: string) =>
      shop.product.post(`/orders/${orderId}/returns`, {
        token,
        body: { key, lines: [{ key: 'l1', quantity }], reason: '不合适' },
      })
    const twice = await Promise.all([back(1, 'first-return'), back(1, 'first-return')])
    expect(twice.map((it) => it.status)).toEqual([200, 200])
    await whenRefunded(orderId)
    expect(await refundsOf(orderId)).toEqual({ deposit: 2000, balance: 15_900 })
    // The platform takes another refund of a payment after a minute.
    await shop.pass(61_000)
    await back(2, 'second-return')
    await whenRefunded(orderId)
    const { amounts, status } = (await findOrder(orderId))!
    expect(status).toBe('refunded')
    expect(await refundsOf(orderId)).toEqual({ deposit: 6000, balance: amounts.total - 6000 })
    await shop.product.settled()
    expect(await shop.stockOf(of.skuId, of.storeId)).toMatchObject({ onHand: 10 })
  }, 30_000)
})
