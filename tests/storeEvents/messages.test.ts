import { env } from '../../config/env'
import { remindShoppers } from '../../server/features/flashSales/flashSales.tell'
import { remindGuests } from '../../server/features/storeEvents/storeEvents.upkeep'
import { freezeClock, resetClock } from '../../server/kernel/clock'
import { aSale } from '../flashSales/support'
import { forgetLimits } from '../support/limits'
import { person, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { anEvent, guest } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const HOUR = 3600_000
const templateId = env.WX_TEMPLATES.find((it) => it.startsWith('booking:'))?.split(':')[1] ?? ''

/** A shopper on a phone who agreed to some messages. */
async function reachable(times = 3) {
  const { personId } = await person(product)
  const { token } = await signInShopper(product, { personId })
  for (let n = 0; n < times; n++)
    await product.sandbox.post('/__sandbox/subscribe', { personId, templateId, accept: true })
  const told = async (): Promise<string[][]> =>
    (
      (await product.sandbox.get(`/__sandbox/notices?personId=${personId}`)).notices as unknown as {
        lines: [string, string][]
      }[]
    ).map((it) => it.lines.map(([, text]) => text))
  return { token, told }
}

describe('what a shopper is told (AP-2, SO-2, JO-3)', () => {
  it('is an event of tomorrow, once, though two workers look', async () => {
    const start = new Date('2026-12-24T06:00:00Z')
    const event = await anEvent({ start })
    const me = await reachable()
    await product.post(`/store-events/${event._id}/sign-up`, { token: me.token, body: {} })
    await remindGuests()
    expect(await me.told()).toEqual([])
    freezeClock(new Date(start.getTime() - 24 * HOUR + 1))
    await Promise.all([remindGuests(), remindGuests()])
    const [[title, , when, note] = [], ...more] = await me.told()
    expect([title, when, note, more]).toEqual([
      '秋茶品鉴会',
      '2026年12月24日 14:00',
      '请带好签到码，提前到店',
      [],
    ])
  })

  it('is a seat that came free, and an event the shop called off', async () => {
    const event = await anEvent({ quota: 1, line: 1 })
    const [first, me] = [await guest(product), await reachable()]
    const seat = await first.seat(event._id)
    const path = `/store-events/${event._id}`
    await product.post(`${path}/sign-up`, { token: me.token, body: { mayWait: true } })
    await first.cancel(seat)
    await product.settled()
    expect((await me.told()).map((it) => it[3])).toEqual(['候补到位，名额已为你留好'])
    const ended = await product.post(`/console${path}/end`, { token: 'sandbox-machine-key' })
    expect(ended.status).toBe(200)
    await product.settled()
    expect((await me.told()).map((it) => it[3]).sort()).toEqual(
      ['候补到位，名额已为你留好', '活动已取消，敬请谅解'].sort(),
    )
  })

  it('is a flash sale that starts in five minutes, once', async () => {
    const sale = await aSale({ startsIn: 60 })
    const me = await reachable()
    const path = `/flash-sales/sessions/${sale.sessionId}/reminders/${sale.skuId}`
    await product.call('PUT', path, { token: me.token })
    await remindShoppers()
    expect(await me.told()).toEqual([])
    freezeClock(new Date(sale.session.from.getTime() - 5 * 60_000))
    await Promise.all([remindShoppers(), remindShoppers()])
    const told = await me.told()
    expect(told).toHaveLength(1)
    expect(told[0]?.[3]).toBe('秒杀价 60 元，先到先得')
  })
})
