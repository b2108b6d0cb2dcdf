import { auditOf } from '../../server/kernel/audit'
import { importGuides } from '../../server/features/guides/guides.service'
import { forgetLimits } from '../support/limits'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { customersOf, memberOf, outcome } from './friends'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const { sandbox, view, delivered, friends } = customersOf(() => product)

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
    await delivered()
    expect(outcome(await view(token, externalUserId))).toEqual([404, 'customer_not_found'])
  })

  it('still shows one who deleted the guide, as WeCom does', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await sandbox('customer/block', { personId: customer.personId, userid: guide.userid })
    await delivered()
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
