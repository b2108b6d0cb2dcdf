import { auditOf } from '../../server/kernel/audit'
import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { importGuides } from '../../server/features/guides/guides.service'
import { build, next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { befriend, enrol, person, signInGuide, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const view = (token: string, id: string, headers: Record<string, string> = {}) =>
  product.get(`/customers/${id}`, { token, headers })
const outcome = ({ status, body }: Awaited<ReturnType<typeof view>>) => [status, body?.error?.code]
const sandbox = (path: string, body: object) => product.sandbox.post(`/__sandbox/${path}`, body)
const fault = (given: object) =>
  sandbox('fault', { endpoint: '/cgi-bin/externalcontact/get', ...given }) as Promise<{ id: string }>

/** A signed-in guide with one WeCom friend, whose event was handled. */
async function friends(overrides: Parameters<typeof signInGuide>[1] = {}) {
  const staff = await signInGuide(product, overrides)
  const externalUserId = `wm_customer_${next()}`
  const customer = await person(product, { externalUserId })
  await befriend(product, customer.personId, staff.guide.userid)
  await product.sandbox.core.callbacks.settled()
  await product.settled()
  return { ...staff, customer, externalUserId }
}
const memberOf = (unionid: string, overrides: Parameters<typeof build.member>[0] = {}) =>
  build.member({ identities: [{ provider: 'unionid', subject: unionid }], ...overrides })
const daysAgo = (days: number) => new Date(now().getTime() - days * 86_400_000)

describe("the customer's card beside the chat (GU-1)", () => {
  it('shows a member with tier, masked phone, store, guide and sums', async () => {
    const store = await build.store()
    const { guide, token, customer, externalUserId } = await friends({ storeId: store._id })
    const member = await memberOf(customer.unionid, {
      tier: 'gold',
      points: 1280,
      phone: '13812346021',
      homeStoreId: store._id,
      guideId: guide._id,
    })
    await build.visit(member._id, { at: daysAgo(3), amount: 30_000, storeId: store._id })
    await build.visit(member._id, { at: daysAgo(30), amount: 10_000, channel: 'online' })
    await build.visit(member._id, { at: daysAgo(400), amount: 60_000, storeId: store._id })
    await build.visit(member._id, { at: daysAgo(1), amount: 0, kind: 'trial', storeId: store._id })
    const { status, body, text } = await view(token, externalUserId)
    expect(status).toBe(200)
    expect(body).toMatchObject({ externalUserId, name: customer.name, visitTotal: 4 })
    expect(body.member).toMatchObject({
      id: member._id,
      phone: '138****6021',
      tier: 'gold',
      points: 1280,
      homeStoreName: store.name,
      guideName: guide.name,
      isMine: true,
      spend12m: 40_000,
      spendTotal: 100_000,
      orderCount: 3,
      onlineShare: 0.1,
    })
    expect(text).not.toContain('13812346021')
  })

  it('lists visits newest first with the name of each store', async () => {
    const [near, far] = [await build.store(), await build.store()]
    const { token, customer, externalUserId } = await friends()
    const member = await memberOf(customer.unionid)
    const old = await build.visit(member._id, { at: daysAgo(9), storeId: far._id })
    const latest = await build.visit(member._id, { at: daysAgo(2), storeId: near._id })
    const online = await build.visit(member._id, { at: daysAgo(5), channel: 'online' })
    const { body } = await view(token, externalUserId)
    expect(body.visits.map((it: { id: string; storeName?: string }) => [it.id, it.storeName])).toEqual([
      [latest._id, near.name],
      [online._id, undefined],
      [old._id, far.name],
    ])
  })

  it('shows the last visits only, and how many there are', async () => {
    const { token, customer, externalUserId } = await friends()
    const member = await memberOf(customer.unionid)
    for (let at = 1; at <= 15; at++) await build.visit(member._id, { at: daysAgo(at) })
    const { body } = await view(token, externalUserId)
    expect([body.visits.length, body.visitTotal]).toEqual([12, 15])
  })

  it('says of each tag who set it, when, and whether a rule did', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    const colleague = await build.guide({ name: '陈佳' })
    const at = daysAgo(2)
    await memberOf(customer.unionid, {
      tags: [
        { name: '送礼多', group: '偏好', by: guide._id, at },
        { name: '爱尝新', by: colleague._id, at },
        { name: '高价值', by: 'rule', at },
        { name: '老顾客', by: 'gui_left', at },
      ],
    })
    const { body } = await view(token, externalUserId)
    const shown = body.tags.map((it: { name: string; by: string; rule: boolean }) => [
      it.name,
      it.by,
      it.rule,
    ])
    expect(shown).toEqual(
      expect.arrayContaining([
        ['送礼多', '你', false],
        ['爱尝新', '陈佳', false],
        ['高价值', '规则', true],
        ['老顾客', '已离职同事', false],
      ]),
    )
    expect(body.tags[0].at).toBe(at.toISOString())
  })

  it("shows the guide's remark and WeCom tags", async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await sandbox('customer/edit', {
      personId: customer.personId,
      userid: guide.userid,
      remark: '林女士',
      tags: [{ group: '护肤', name: '敏感肌' }],
    })
    await product.sandbox.core.callbacks.settled()
    await product.settled()
    const { body } = await view(token, externalUserId)
    expect(body.remark).toBe('林女士')
    expect(body.tags).toEqual([
      expect.objectContaining({ name: '敏感肌', group: '护肤', by: '你', rule: false }),
    ])
  })

  it('shows somebody who is no member yet without a member part', async () => {
    const { token, customer, externalUserId } = await friends()
    const { status, body } = await view(token, externalUserId)
    expect(status).toBe(200)
    expect(body).toMatchObject({ name: customer.name, visits: [], visitTotal: 0, tags: [] })
    expect(body).not.toHaveProperty('member')
  })

  it('links the member when the shopper signs in later', async () => {
    const { token, customer, externalUserId } = await friends()
    expect((await view(token, externalUserId)).body).not.toHaveProperty('member')
    const { member } = await signInShopper(product, customer)
    expect((await view(token, externalUserId)).body.member.id).toBe(member.id)
    expect((await view(token, externalUserId)).body.member.id).toBe(member.id)
  })

  it('keeps the link when WeCom gives no unionid any more', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    const { member } = await signInShopper(product, customer)
    await view(token, externalUserId)
    await sandbox('switches', { openPlatformBound: false })
    await sandbox('customer/edit', { personId: customer.personId, userid: guide.userid, remark: '常客' })
    await product.sandbox.core.callbacks.settled()
    await product.settled()
    const { body } = await view(token, externalUserId)
    await sandbox('switches', { openPlatformBound: true })
    expect([body.remark, body.member?.id]).toEqual(['常客', member.id])
  })

  it("tells another guide's member from one's own", async () => {
    const colleague = await build.guide({ name: '周敏' })
    const { token, customer, externalUserId } = await friends()
    await memberOf(customer.unionid, { guideId: colleague._id })
    expect((await view(token, externalUserId)).body.member).toMatchObject({
      isMine: false,
      guideName: '周敏',
    })
  })

  it.each(['short', 'wm with spaces', 'x'.repeat(65)])('refuses the id "%s"', async (id) => {
    const { token } = await friends()
    expect(outcome(await view(token, encodeURIComponent(id)))).toEqual([400, 'request_invalid'])
  })
})

describe('whose customers a guide may see (GU-1, OP-6)', () => {
  it("hides a colleague's customer", async () => {
    const { externalUserId } = await friends()
    const other = await signInGuide(product)
    expect(outcome(await view(other.token, externalUserId))).toEqual([403, 'customer_not_yours'])
  })

  it('hides it also from a guide of the same store', async () => {
    const { guide, externalUserId } = await friends()
    const other = await signInGuide(product, { storeId: guide.storeId })
    expect(outcome(await view(other.token, externalUserId))).toEqual([403, 'customer_not_yours'])
  })

  it("shows a manager the customers of the store's guides", async () => {
    const { guide, externalUserId } = await friends()
    const manager = await signInGuide(product, { role: 'manager', storeId: guide.storeId })
    expect((await view(manager.token, externalUserId)).status).toBe(200)
  })

  it("hides another store's customers from a manager", async () => {
    const { externalUserId } = await friends()
    const manager = await signInGuide(product, { role: 'manager' })
    expect(outcome(await view(manager.token, externalUserId))).toEqual([403, 'customer_not_yours'])
  })

  it('shows nothing to a guide whose account was closed during the session', async () => {
    const { guide, token, externalUserId } = await friends()
    await importGuides([{ ...guide, active: false }])
    expect(outcome(await view(token, externalUserId))).toEqual([403, 'not_allowed'])
  })

  it('does not know whom WeCom does not know', async () => {
    const { token } = await friends()
    expect(outcome(await view(token, 'wm_nobody_at_all'))).toEqual([404, 'customer_not_found'])
  })

  it('does not show a customer the guide deleted', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await sandbox('customer/delete', { personId: customer.personId, userid: guide.userid })
    await product.sandbox.core.callbacks.settled()
    await product.settled()
    expect(outcome(await view(token, externalUserId))).toEqual([404, 'customer_not_found'])
  })

  it('still shows one who deleted the guide, as WeCom does', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await sandbox('customer/block', { personId: customer.personId, userid: guide.userid })
    await product.sandbox.core.callbacks.settled()
    await product.settled()
    expect((await view(token, externalUserId)).status).toBe(200)
  })

  it('records each look with guide, member and request', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    const member = await memberOf(customer.unionid)
    await view(token, externalUserId, { 'x-request-id': 'look-0000001' })
    await view(token, externalUserId, { 'x-request-id': 'look-0000002' })
    const entries = await auditOf(member._id)
    expect(entries.map((it) => it.requestId).sort()).toEqual(['look-0000001', 'look-0000002'])
    expect(entries[0]).toMatchObject({
      actor: guide._id,
      action: 'customer.viewed',
      subject: member._id,
      details: { externalUserId },
    })
  })

  it('records nothing when nothing was shown', async () => {
    const { externalUserId } = await friends()
    const other = await signInGuide(product)
    await view(other.token, externalUserId)
    expect(await auditOf(externalUserId)).toEqual([])
  })
})

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
    expect(answers.map((it) => [it.status, it.body.name])).toEqual(Array(2).fill([200, customer.name]))
  })

  it.each([{ http: 500 }, { drop: true }, { errcode: 45009 }])(
    'says to try again for somebody it does not know yet (%j)',
    async (given) => {
      const { token } = await friends()
      await fault(given)
      expect(outcome(await view(token, `wm_unknown_${next()}`))).toEqual([503, 'platform_unavailable'])
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
      await new Promise((resolve) => setTimeout(resolve, 20))
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
