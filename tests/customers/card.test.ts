import { importContacts } from '../../server/features/customers/customers.service'
import { now } from '../../server/kernel/clock'
import { encryptField } from '../../server/kernel/fieldCrypto'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { customersOf, memberOf, outcome } from './friends'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const { sandbox, view, delivered, friends } = customersOf(() => product)
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
    const group = '偏好'
    const since = daysAgo(9)
    await memberOf(customer.unionid, { tags: [{ name: '高价值', by: 'rule', at }] })
    await importContacts([
      {
        _id: externalUserId,
        name: customer.name,
        unionid: encryptField(customer.unionid),
        askedAt: now(),
        followers: [
          {
            userid: guide.userid,
            remark: '',
            since,
            tags: [
              { name: '送礼多', group, by: guide._id, at },
              { name: '老顾客', group, by: 'gui_left', at },
            ],
          },
          {
            userid: colleague.userid,
            remark: '',
            since,
            tags: [{ name: '爱尝新', group, by: colleague._id, at }],
          },
        ],
      },
    ])
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
    await delivered()
    const { body } = await view(token, externalUserId)
    expect(body.remark).toBe('林女士')
    expect(body.tags).toEqual([
      expect.objectContaining({ name: '敏感肌', group: '护肤', by: '企微', rule: false, isMine: true }),
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
    await delivered()
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
