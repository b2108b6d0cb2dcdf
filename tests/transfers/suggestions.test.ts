import { transfersJobs } from '../../server/features/transfers/transfers.jobs'
import { suggestTransfers } from '../../server/features/transfers/transfers.suggestions'
import { advanceClock, freezeClock, now, resetClock } from '../../server/kernel/clock'
import { shanghai } from '../../server/kernel/shanghai'
import { build, next, northOf, HERE } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { acts, ends, type Ends } from './ends'

let product: TestProduct
let act: ReturnType<typeof acts>
beforeAll(async () => {
  product = await startProduct()
  act = acts(product)
})
afterEach(resetClock)
afterAll(() => product?.stop())

const DAY = 86_400_000
const today = () => shanghai(now()).date

/** The receiver sold so many pieces and has the rest of what was there. */
async function sell({ skuId, to }: Ends, sold: number, left: number) {
  await build.stock(skuId, to, sold + left)
  const change = { key: `s${next()}`, skuId, locationId: to, kind: 'sale', quantity: sold }
  await product.post('/stock/changes', { token: MACHINE, body: { changes: [change] } })
  await product.settled()
}
const warehouse = async (skuId: string, onHand: number) => {
  const { _id } = await build.store({ _id: `whs_t${next()}`, kind: 'regional', position: northOf(HERE, 9e4) })
  await build.stock(skuId, _id, onHand)
  return _id
}
const incoming = async ({ receiver, to }: Ends) => (await act.list(receiver, `storeId=${to}`)).body.transfers

describe('what the product suggests (IN-5)', () => {
  it('is suggested once a day for a store that runs low, and becomes a request of its manager', async () => {
    const it = await ends(product, 50)
    await sell(it, 28, 2)
    await Promise.all([suggestTransfers(today()), suggestTransfers(today())])
    await suggestTransfers(today())
    await product.settled()
    const [one, ...others] = await incoming(it)
    expect(others).toEqual([])
    expect(one).toMatchObject({ status: 'suggested', from: { id: it.from }, lines: [{ quantity: 12 }] })
    expect(one.history).toMatchObject([{ status: 'suggested', by: '系统' }])
    expect((await act.approve(one.id, it.receiver)).body.status).toBe('requested')
    expect((await act.approve(one.id, it.receiver)).body.status).toBe('requested')
    expect((await act.approve(one.id, it.sender)).body.status).toBe('approved')
    expect(await act.stock(it.skuId, it.from)).toEqual({ onHand: 50, reserved: 12, available: 38 })
  })

  it('from a warehouse and of few pieces is agreed on by the rule, of many it waits for a person', async () => {
    const [few, many] = [await ends(product, 0), await ends(product, 0)]
    const [near, far] = [await warehouse(few.skuId, 100), await warehouse(many.skuId, 100)]
    await sell(few, 28, 2)
    await sell(many, 84, 2)
    await suggestTransfers(today())
    await product.settled()
    const [small] = await incoming(few)
    expect(small).toMatchObject({ status: 'approved', from: { id: near } })
    expect(await act.stock(few.skuId, near)).toMatchObject({ reserved: 12 })
    const [large] = await incoming(many)
    expect(large).toMatchObject({ status: 'suggested', from: { id: far }, lines: [{ quantity: 40 }] })
    expect((await act.approve(large.id, many.receiver)).body.status).toBe('approved')
  })

  it('is called off the next day when nobody took it up, and suggested anew as the stock is then', async () => {
    const it = await ends(product, 50)
    await sell(it, 28, 2)
    await suggestTransfers(today())
    advanceClock(DAY)
    await suggestTransfers(today())
    await product.settled()
    const all = await incoming(it)
    expect(all.map((one: { status: string }) => one.status)).toEqual(['suggested', 'cancelled'])
  })

  it('is nothing for what lasts, or is on the way already', async () => {
    const [lasting, coming] = [await ends(product, 50), await ends(product, 50)]
    await sell(lasting, 14, 10)
    await sell(coming, 28, 2)
    await act.request(coming, 6)
    await suggestTransfers(today())
    expect(await incoming(lasting)).toEqual([])
    expect(await incoming(coming)).toHaveLength(1)
  })

  it('is looked for from five in the morning, once', async () => {
    const [schedule] = transfersJobs.schedules
    const it = await ends(product, 50)
    await sell(it, 28, 2)
    const tomorrow = new Date(now().getTime() + DAY)
    const { date } = shanghai(tomorrow)
    freezeClock(new Date(`${date}T04:59:00+08:00`))
    await schedule?.run()
    expect(await incoming(it)).toEqual([])
    freezeClock(new Date(`${date}T05:00:00+08:00`))
    await Promise.all([schedule?.run(), schedule?.run()])
    expect(await incoming(it)).toHaveLength(1)
  })
})
