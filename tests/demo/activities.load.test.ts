import { buildChain } from '../../config/demo/chain'
import { buildChains, demoPayments, loadChains } from '../../config/demo/chains'
import { buildCoupons } from '../../config/demo/coupons'
import { buildFlashSale, loadFlashSale } from '../../config/demo/flashSales'
import { locationRow, memberRow } from '../../config/demo/loadChain'
import { loadReferrals } from '../../config/demo/referrals'
import { loadEvents } from '../../config/demo/storeEvents'
import { findAllotments } from '../../server/features/allotments/allotments.service'
import { importCatalog } from '../../server/features/catalog/catalog.service'
import { importCoupons } from '../../server/features/coupons/coupons.service'
import { flashSaleWrites, sessionsOn, stockIdOf } from '../../server/features/flashSales/flashSales.service'
import { importOpeningStock } from '../../server/features/inventory/inventory.service'
import { importMembers } from '../../server/features/members/members.service'
import { importLocations } from '../../server/features/stores/stores.service'
import { findOrder } from '../../server/features/orders/orders.service'
import { freezeClock } from '../../server/kernel/clock'
import { paidBefore } from '../../server/sandbox/payBooked'
import { memberSession } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

const at = new Date('2026-11-24T04:00:00Z')
const chain = buildChain({ now: at })
const sale = buildFlashSale(chain)
const coupons = buildCoupons(chain)
const given = (way: 'event' | 'referral') => coupons.find((it) => it.ways.includes(way))?._id
const chains = buildChains(chain)
const sold = new Set([
  ...sale.items.map((it) => it.skuId),
  ...chains.flatMap((it) => it.lines.map((line) => line.skuId)),
])

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
  freezeClock(at)
  await importLocations(chain.locations.map(locationRow))
  await importCatalog({
    categories: [],
    products: chain.products
      .filter((it) => it.skus.some((sku) => sold.has(sku.id)))
      .map(({ id, onSaleAt, ...it }) => ({ _id: id, ...it, onSaleAt: new Date(onSaleAt) })),
    reviews: [],
  })
  const places = new Set([
    ...sale.items.flatMap((it) => it.places.map((place) => place.locationId)),
    ...chains.map((it) => it.sourceId),
  ])
  for (const location of chain.locations.filter((it) => places.has(it.id)))
    await importOpeningStock(
      [...chain.stockOf(location)]
        .filter((it) => sold.has(it.skuId))
        .map((it) => ({ ...it, locationId: location.id })),
    )
  await importCoupons(coupons)
  await importMembers(chain.members.filter((it) => it.homeStoreId === 'sto_0001').map(memberRow))
}, 60_000)
afterAll(() => product?.stop())

describe('activities of the demo chain (AP-2, SO-2, SO-4, GB-2)', () => {
  it('can be loaded twice, and shown to a shopper', async () => {
    for (let times = 0; times < 2; times++) {
      await loadEvents(chain, given('event'))
      await loadReferrals(chain, given('referral'))
      await loadFlashSale(chain)
      await loadChains(chain)
    }
    const { token } = await memberSession()
    const ask = async (path: string) => (await product.get(path, { token })).body
    const { events } = await ask('/store-events')
    expect(events.length).toBeGreaterThanOrEqual(5)
    expect(events[0]).toMatchObject({ title: '围炉煮茶快闪', phase: 'running' })
    expect(events.some((it: { phase: string }) => it.phase === 'full')).toBe(true)
    const { campaign } = await ask('/referral')
    expect(campaign).toMatchObject({ title: '老友带新友，各得一张券', limit: 10 })
    const { sessions } = await ask('/flash-sales')
    expect(sessions[0]).toMatchObject({ phase: 'running', label: '12:00' })
    expect(sessions[0].items).toHaveLength(6)
    const { chains: open } = await ask('/chains')
    expect(open).toHaveLength(1)
    expect(open[0]).toMatchObject({ phase: 'open', people: 6, pieces: 12 })
    expect(open[0].lines.length).toBeGreaterThanOrEqual(2)
    const { joined } = await ask(`/chains/${open[0].id}`)
    expect(joined.map((it: { no: number }) => it.no)).toEqual([6, 5, 4, 3, 2, 1])
  })

  it('tells the sandbox of every payment it made', async () => {
    await loadChains(chain)
    const paid = paidBefore.parse(await demoPayments(chain))
    expect(paid).toHaveLength(6)
    for (const { outTradeNo, openid, total } of paid)
      expect(await findOrder(outTradeNo)).toMatchObject({ openid, payment: { amount: total } })
  })

  it('has the pieces of every session of the next day set apart', async () => {
    const ids = sessionsOn(sale, chain.day, chain.day)
      .filter((it) => it.until > at)
      .flatMap((it) => sale.items.map((item) => stockIdOf(it.id, item.skuId)))
    const stocks = await findAllotments(ids)
    expect(stocks).toHaveLength(ids.length)
    expect((await flashSaleWrites.find(sale._id))?.lacking).toEqual([])
  })
})
