import { reconcile } from '../../server/features/inventory/inventory.service'
import { next } from '../support/build'
import { memberTokens } from '../support/people'
import { startProcess } from '../support/webProcess'
import { startPresales, type Presales } from './support'

let shop: Presales
beforeAll(async () => {
  shop = await startPresales()
})
afterAll(() => shop?.product.stop())

const deposit = (origin: string, token: string, presaleId: string, storeId: string, quantity = 1) =>
  fetch(`${origin}/api/presales/${presaleId}/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      key: `race-${next()}-key`,
      quantity,
      way: 'pickup',
      storeId,
      agreed: true,
      expectedDeposit: 2000 * quantity,
    }),
  }).then(async (answer) => ({
    status: answer.status,
    code: ((await answer.json()) as { error?: { code: string } }).error?.code,
  }))

describe('the quota of a presale (CA-4)', () => {
  it('200 buyers over three processes, 50 pieces: exactly 50 orders, and other sales beside them lose nothing', async () => {
    const of = await shop.standing({ onHand: 60, quota: 50 })
    const tokens = await memberTokens(200)
    const others = await Promise.all([startProcess('web'), startProcess('web')])
    const origins = [shop.product.origin, ...others.map((it) => it.origin)]
    const ordinary = (await memberTokens(20)).map((token) =>
      shop.product.post('/orders', {
        token,
        body: {
          key: `race-${next()}-key`,
          lines: [{ skuId: of.skuId, quantity: 1 }],
          way: 'pickup',
          storeId: of.storeId,
        },
      }),
    )
    const answers = await Promise.all(
      tokens.map((it, at) => deposit(origins[at % origins.length]!, it, of.presaleId, of.storeId)),
    )
    const bought = await Promise.all(ordinary)
    await Promise.all(others.map((it) => it.stop()))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(50)
    expect(answers.filter((it) => it.code === 'presale_sold_out')).toHaveLength(150)
    expect(bought.filter((it) => it.status === 200)).toHaveLength(10)
    expect(await shop.presale(of.presaleId)).toMatchObject({ quota: 50, left: 0 })
    expect(await shop.stockOf(of.skuId, of.storeId)).toEqual({ onHand: 60, reserved: 60, available: 0 })
    await shop.product.settled()
    expect(await reconcile()).toEqual([])
  }, 90_000)

  it('one member asking many times at once gets no more than the limit', async () => {
    const of = await shop.standing({ onHand: 30, quota: 30, perMember: 3 })
    const [token] = await memberTokens(1)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => deposit(shop.product.origin, token!, of.presaleId, of.storeId)),
    )
    expect(answers.filter((it) => it.status === 200)).toHaveLength(3)
    expect(answers.filter((it) => it.code === 'presale_limit')).toHaveLength(17)
    expect(await shop.presale(of.presaleId)).toMatchObject({ left: 27 })
  })

  it('withdrawing and paying at once: whoever paid gets it back', async () => {
    const of = await shop.standing({ quota: 5 })
    const { buyer, orderId } = await shop.deposited(of)
    await Promise.all([
      shop.withdraw(of.presaleId),
      ...Array.from({ length: 4 }, () => shop.order(buyer, of.presaleId, of.storeId)),
    ])
    const refunded = await shop.whenStatus(buyer, orderId, 'refunded')
    expect(refunded.amounts).toMatchObject({ paid: 2000, refunded: 2000 })
  }, 20_000)
})
