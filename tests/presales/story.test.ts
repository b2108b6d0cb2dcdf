import { reconcile } from '../../server/features/inventory/inventory.service'
import { releaseEnded } from '../../server/features/allotments/allotments.service'
import { DAY, HOUR, startPresales, type Presales } from './support'

let shop: Presales
beforeEach(async () => {
  shop = await startPresales()
})
afterEach(() => shop?.product.stop())

const payments = async (orderId: string) => {
  const all = (await shop.product.sandbox.get('/__sandbox/payments')) as unknown as {
    orders: { outTradeNo: string; total: number; state: string }[]
    refunds: { outTradeNo: string; amount: number }[]
  }
  return {
    paid: all.orders.filter((it) => it.outTradeNo.startsWith(orderId) && /SUCCESS|REFUND/.test(it.state)),
    refunds: all.refunds.filter((it) => it.outTradeNo.startsWith(orderId)),
  }
}

describe('a presale (CA-4)', () => {
  it('deposit, balance, collected: two payments, the goods set apart from the first to the last', async () => {
    const of = await shop.standing({ onHand: 10, quota: 5 })
    const { skuId, storeId, presaleId } = of
    expect(await shop.stockOf(skuId, storeId)).toEqual({ onHand: 10, reserved: 5, available: 5 })
    const { buyer, orderId } = await shop.deposited(of, 2)
    expect(await shop.presale(presaleId)).toMatchObject({ quota: 5, left: 3, phase: 'deposit' })
    const waiting = await shop.orderOf(buyer, orderId)
    // 2 × 199 − 2 × 20 that the deposits add to themselves.
    expect(waiting).toMatchObject({
      status: 'deposited',
      statusText: '待付尾款',
      amounts: { goods: 39_800, discount: 4000, total: 35_800, paid: 4000 },
      presale: { deposit: 4000, worth: 8000, balance: 31_800, isBalanceOpen: false, isBalanceFinal: false },
    })
    expect((await shop.begin(buyer, orderId)).body.error.code).toBe('order_not_payable')

    await shop.untilBalance()
    await shop.payOnPhone(buyer, orderId)
    const paid = await shop.whenStatus(buyer, orderId, 'paid')
    await shop.product.settled()
    expect(paid.amounts).toMatchObject({ total: 35_800, paid: 35_800 })
    expect(await shop.stockOf(skuId, storeId)).toEqual({ onHand: 10, reserved: 5, available: 5 })
    const { token } = await shop.staff(storeId)
    const redeemed = await shop.redeem(token, await shop.digitsOf(buyer, orderId))
    expect(redeemed.status).toBe(200)
    await shop.product.settled()
    expect(await shop.stockOf(skuId, storeId)).toEqual({ onHand: 8, reserved: 3, available: 5 })
    expect((await payments(orderId)).paid.map((it) => it.total).sort()).toEqual([31_800, 4000])

    // What nobody took goes back to the pool when the offer is over.
    await shop.pass(DAY + HOUR)
    await releaseEnded()
    await shop.product.settled()
    expect(await shop.stockOf(skuId, storeId)).toEqual({ onHand: 8, reserved: 0, available: 8 })
    expect(await reconcile()).toEqual([])
  }, 40_000)
})
