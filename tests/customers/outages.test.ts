import { advanceClock, resetClock } from '../../server/kernel/clock'
import { next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { befriend, enrol, person, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { customersOf, outcome } from './friends'
import { pause } from '../support/pause'
import { endQuiet } from '../support/wecomQuiet'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const { sandbox, view, friends } = customersOf(() => product)
const fault = (given: object) =>
  sandbox('fault', { endpoint: '/cgi-bin/externalcontact/get', ...given }) as Promise<{ id: string }>

describe('while WeCom is slow or away (GU-1, TR-3)', () => {
  it('shows a friend added a moment ago, before the event arrived', async () => {
    const { guide, token } = await signInGuide(product)
    const externalUserId = `wm_fresh_${next()}`
    const customer = await person(product, { externalUserId })
    await sandbox('notify', { drop: 1 })
    await befriend(product, customer.personId, guide.userid)
    expect((await view(token, externalUserId)).body.name).toBe(customer.name)
  })

  it('shows the stored card', async () => {
    const { token, customer, externalUserId } = await friends()
    const { id } = await fault({ http: 500, times: -1 })
    advanceClock(3_600_000)
    const answers = [await view(token, externalUserId), await view(token, externalUserId)]
    await sandbox(`fault/${id}/remove`, {})
    expect(answers.map((it) => [it.status, it.body.name])).toEqual(answers.map(() => [200, customer.name]))
  })

  it.each([{ http: 500 }, { drop: true }, { errcode: 45009 }])(
    'says to try again for somebody it does not know yet (%j)',
    async (given) => {
      const { token } = await friends()
      await fault(given)
      expect(outcome(await view(token, `wm_unknown_${next()}`))).toEqual([503, 'platform_unavailable'])
      await endQuiet()
    },
  )

  it('repairs at the next look what a lost event would have told', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await sandbox('notify', { drop: 1 })
    await sandbox('customer/delete', { personId: customer.personId, userid: guide.userid })
    expect((await view(token, externalUserId)).status).toBe(200)
    advanceClock(11 * 60_000)
    let last = await view(token, externalUserId)
    // The look starts the repair and does not wait for it.
    while (last.status === 200) {
      await pause(20)
      last = await view(token, externalUserId)
    }
    expect(outcome(last)).toEqual([404, 'customer_not_found'])
  })

  it('learns at once of a guide added to an old friend of a colleague', async () => {
    const { customer, externalUserId } = await friends()
    const other = await signInGuide(product)
    expect(outcome(await view(other.token, externalUserId))).toEqual([403, 'customer_not_yours'])
    await enrol(product, other.guide)
    await sandbox('notify', { drop: 1 })
    await befriend(product, customer.personId, other.guide.userid)
    expect((await view(other.token, externalUserId)).status).toBe(200)
  })
})
