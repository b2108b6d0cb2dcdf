import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { customersOf, outcome } from '../customers/friends'
import { next } from '../support/build'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterEach(resetClock)
afterAll(() => product?.stop())

const { friends } = customersOf(() => product)
const HOUR = 3600_000
const inHours = (hours: number) => new Date(now().getTime() + hours * HOUR).toISOString()
const add = (token: string, externalUserId: string, over: object = {}) =>
  product.post(`/customers/${externalUserId}/follow-ups`, {
    token,
    body: { key: `follow-up-${next()}`, text: '问大衣合不合身', dueAt: inHours(3), ...over },
  })
const act = (token: string, id: string, what: string, body: object) =>
  product.post(`/follow-ups/${id}/${what}`, { token, body })
const list = async (token: string, query = '') => (await product.get(`/follow-ups${query}`, { token })).body
const ofCustomer = async (token: string, externalUserId: string) =>
  (await product.get(`/customers/${externalUserId}/follow-ups`, { token })).body
const texts = ({ followUps }: { followUps: { text: string }[] }) => followUps.map((it) => it.text)

describe('follow-ups of a guide (GU-5)', () => {
  it('are written down once for one key, also when it is sent at once', async () => {
    const { token, customer, externalUserId } = await friends()
    const body = { key: 'one-key-of-test' }
    const made = await Promise.all([1, 2, 3, 4].map(() => add(token, externalUserId, body)))
    expect(made.map((it) => it.status)).toEqual([200, 200, 200, 200])
    expect(new Set(made.map((it) => it.body.id)).size).toBe(1)
    const { open, settled } = await ofCustomer(token, externalUserId)
    expect(open).toMatchObject([
      {
        text: '问大衣合不合身',
        customer: { externalUserId, name: customer.name },
        status: 'open',
        isMine: true,
        isOverdue: false,
        version: 0,
      },
    ])
    expect(settled).toEqual([])
  })

  it('stand by due time, with those of today and those overdue counted', async () => {
    const { token, externalUserId } = await friends()
    await add(token, externalUserId, { text: '后办', dueAt: inHours(72) })
    await add(token, externalUserId, { text: '先办', dueAt: inHours(0.2) })
    advanceClock(HOUR)
    const all = await list(token)
    expect(texts(all)).toEqual(['先办', '后办'])
    expect(all.followUps.map((it: { isOverdue: boolean }) => it.isOverdue)).toEqual([true, false])
    expect([all.dueToday, all.overdue]).toEqual([1, 1])
    const page = await list(token, '?limit=1')
    expect(texts(page)).toEqual(['先办'])
    expect(texts(await list(token, `?limit=1&cursor=${page.next}`))).toEqual(['后办'])
    expect(outcome(await product.get('/follow-ups?cursor=nonsense', { token }))).toEqual([
      400,
      'cursor_invalid',
    ])
  })

  it('are done with a note, closed, put off, and stay what they became', async () => {
    const { token, guide, externalUserId } = await friends()
    const { id } = (await add(token, externalUserId)).body
    const dueAt = inHours(48)
    const later = await act(token, id, 'put-off', { version: 0, dueAt, note: '她出差' })
    expect(later.body).toMatchObject({ status: 'open', dueAt, note: '她出差', version: 1 })
    const done = await act(token, id, 'done', { version: 1, note: '合身' })
    expect(done.body).toMatchObject({ status: 'done', note: '合身', settledBy: guide.name })
    // The answer was lost and it is sent again.
    expect((await act(token, id, 'done', { version: 1, note: '合身' })).body).toEqual(done.body)
    expect(outcome(await act(token, id, 'put-off', { version: 2, dueAt }))).toEqual([
      409,
      'follow_up_settled',
    ])
    expect(outcome(await act(token, id, 'done', { version: 2, as: 'closed' }))).toEqual([
      409,
      'follow_up_settled',
    ])
    expect(await ofCustomer(token, externalUserId)).toMatchObject({ open: [], settled: [{ id }] })
    expect((await list(token, '?state=settled')).followUps).toMatchObject([{ id, status: 'done' }])
  })

  it('are changed only as they were seen: of several at once one wins', async () => {
    const { token, externalUserId } = await friends()
    const { id } = (await add(token, externalUserId)).body
    const tries = await Promise.all(
      [1, 2, 3, 4, 5].map((day) => act(token, id, 'put-off', { version: 0, dueAt: inHours(24 * day) })),
    )
    expect(tries.filter((it) => it.status === 200)).toHaveLength(1)
    for (const lost of tries.filter((it) => it.status !== 200))
      expect(outcome(lost)).toEqual([409, 'follow_up_changed'])
  })

  it('are due between now and a year from now', async () => {
    const { token, externalUserId } = await friends()
    for (const hours of [-1, 24 * 400])
      expect(outcome(await add(token, externalUserId, { dueAt: inHours(hours) }))).toEqual([
        422,
        'due_invalid',
      ])
    const { id } = (await add(token, externalUserId)).body
    const late = await act(token, id, 'put-off', { version: 0, dueAt: inHours(-2) })
    expect(outcome(late)).toEqual([422, 'due_invalid'])
  })

  it('are only for own customers, and nobody else’s to see or change', async () => {
    const { token, externalUserId } = await friends()
    const { id } = (await add(token, externalUserId)).body
    const stranger = await signInGuide(product)
    const manager = await signInGuide(product, { role: 'manager' })
    for (const other of [stranger, manager]) {
      expect(outcome(await add(other.token, externalUserId))).toEqual([403, 'customer_not_yours'])
      const seen = await product.get(`/customers/${externalUserId}/follow-ups`, { token: other.token })
      expect(outcome(seen)).toEqual([403, 'customer_not_yours'])
      expect(texts(await list(other.token, '?whose=store'))).toEqual([])
      expect(outcome(await act(other.token, id, 'done', { version: 0 }))).toEqual([
        404,
        'follow_up_not_found',
      ])
    }
    expect((await act(token, id, 'done', { version: 0 })).status).toBe(200)
  })
})

describe('follow-ups of a store (GU-5)', () => {
  it('are seen by its manager, who gives one to another guide there', async () => {
    const { token, guide, externalUserId } = await friends()
    const { storeId } = guide
    const colleague = await signInGuide(product, { storeId })
    const manager = await signInGuide(product, { storeId, role: 'manager' })
    const elsewhere = await signInGuide(product)
    const { id } = (await add(token, externalUserId, { text: '送货改期' })).body
    expect(texts(await list(manager.token))).toEqual([])
    expect(texts(await list(manager.token, '?whose=store'))).toEqual(['送货改期'])
    // A guide asks for the store and gets their own.
    expect(texts(await list(colleague.token, '?whose=store'))).toEqual([])

    const give = (by: string, to: string, version = 0) =>
      act(by, id, 'hand-over', { version, guideId: to, note: '她休假' })
    expect(outcome(await give(token, colleague.guide._id))).toEqual([403, 'not_allowed'])
    expect(outcome(await give(manager.token, elsewhere.guide._id))).toEqual([422, 'guide_not_here'])
    const given = await give(manager.token, colleague.guide._id)
    expect(given.body).toMatchObject({
      guideName: colleague.guide.name,
      madeBy: guide.name,
      note: '她休假',
      version: 1,
    })
    expect(outcome(await give(manager.token, guide._id))).toEqual([409, 'follow_up_changed'])
    expect(texts(await list(colleague.token))).toEqual(['送货改期'])
    expect(texts(await list(token))).toEqual([])
    expect(outcome(await act(token, id, 'done', { version: 1 }))).toEqual([404, 'follow_up_not_found'])
    expect((await act(colleague.token, id, 'done', { version: 1 })).status).toBe(200)
  })
})
