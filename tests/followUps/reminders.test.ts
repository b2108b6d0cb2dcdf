import { remindDue } from '../../server/features/followUps/followUps.reminders'
import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { customersOf } from '../customers/friends'
import { next } from '../support/build'
import { befriend, person, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  // Reminders are sent when the test says so.
  product = await startProduct({ withWorker: false })
})
afterEach(resetClock)
afterAll(() => product?.stop())

const { sandbox } = customersOf(() => product)
const MINUTE = 60_000
const HOUR = 60 * MINUTE

type Told = { title: string; text: string; url: string }
const told = async (userid: string) =>
  (await product.sandbox.get(`/__sandbox/app-messages?userid=${userid}`)).messages as unknown as Told[]
const act = (token: string, id: string, what: string, body: object) =>
  product.post(`/follow-ups/${id}/${what}`, { token, body })

/** A guide with something to do in an hour. */
async function inAnHour() {
  const staff = await signInGuide(product)
  const externalUserId = `wm_customer_${next()}`
  const customer = await person(product, { externalUserId })
  await befriend(product, customer.personId, staff.guide.userid)
  const it = { ...staff, customer, externalUserId }
  const dueAt = new Date(now().getTime() + HOUR).toISOString()
  const body = { key: `reminder-${next()}`, text: '问大衣合不合身', dueAt }
  const made = await product.post(`/customers/${it.externalUserId}/follow-ups`, { token: it.token, body })
  return { ...it, id: String(made.body.id), userid: it.guide.userid }
}
/** Time passes, for the product and the platform. */
const pass = async (ms: number) => {
  advanceClock(ms)
  await sandbox('clock', { advance: ms / 1000 })
}
const failing = (fault: object) => sandbox('fault', { endpoint: '/cgi-bin/message/send', ...fault })

describe('the reminder of a follow-up (GU-5)', () => {
  it('comes when it is due and not before, once, however many processes look', async () => {
    const { userid, customer } = await inAnHour()
    await remindDue()
    expect(await told(userid)).toEqual([])
    await pass(HOUR)
    await Promise.all([1, 2, 3, 4].map(() => remindDue()))
    await pass(HOUR)
    await remindDue()
    expect(await told(userid)).toMatchObject([
      { title: `该跟进 ${customer.name} 了`, text: expect.stringContaining('问大衣合不合身') },
    ])
    expect((await told(userid))[0]?.url).toMatch(/\/sidebar\/#\/follow-ups$/)
  })

  it('comes at the new time of what was put off, and never of what is done', async () => {
    const { userid, token, id } = await inAnHour()
    const dueAt = new Date(now().getTime() + 3 * HOUR).toISOString()
    await act(token, id, 'put-off', { version: 0, dueAt })
    await pass(2 * HOUR)
    await remindDue()
    expect(await told(userid)).toHaveLength(0)
    await pass(HOUR)
    await remindDue()
    expect(await told(userid)).toHaveLength(1)
    const other = await inAnHour()
    await act(other.token, other.id, 'done', { version: 0 })
    await pass(HOUR)
    await remindDue()
    expect(await told(other.userid)).toEqual([])
  })

  it('is told to whom it was given, at once where it was due', async () => {
    const { userid, guide, id } = await inAnHour()
    const { storeId } = guide
    const manager = await signInGuide(product, { storeId, role: 'manager' })
    const colleague = await signInGuide(product, { storeId })
    await pass(HOUR)
    await remindDue()
    await act(manager.token, id, 'hand-over', { version: 0, guideId: colleague.guide._id })
    await remindDue()
    expect([(await told(userid)).length, (await told(colleague.guide.userid)).length]).toEqual([1, 1])
  })

  it('is tried again when WeCom was away, and is one message also when its answer was lost', async () => {
    const { userid } = await inAnHour()
    await pass(HOUR)
    await failing({ http: 502, times: 1 })
    await remindDue()
    expect(await told(userid)).toEqual([])
    await pass(MINUTE)
    // It is done, and the answer is cut in half.
    await failing({ truncate: true, times: 1 })
    await remindDue()
    expect(await told(userid)).toHaveLength(1)
    await pass(5 * MINUTE)
    await remindDue()
    await pass(5 * MINUTE)
    await remindDue()
    expect(await told(userid)).toHaveLength(1)
  })

  it('is given up for a guide WeCom does not know, and when WeCom was away for hours', async () => {
    const { userid } = await inAnHour()
    await pass(HOUR)
    await failing({ errcode: 81013, times: 1 })
    await remindDue()
    await pass(HOUR)
    await remindDue()
    expect(await told(userid)).toEqual([])
    const other = await inAnHour()
    await pass(HOUR)
    const { id } = (await failing({ http: 502, times: -1 })) as unknown as { id: string }
    for (let half = 0; half < 10; half++) {
      await remindDue()
      await pass(30 * MINUTE)
    }
    await sandbox(`fault/${id}/remove`, {})
    await remindDue()
    expect(await told(other.userid)).toEqual([])
  })
})
