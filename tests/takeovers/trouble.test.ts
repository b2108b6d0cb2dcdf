import mongoose from 'mongoose'
import { carryAlong } from '../../server/features/takeovers/takeovers.carry'
import { carryTakeovers } from '../../server/features/takeovers/takeovers.progress'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { build } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'
import { startProcess } from '../support/webProcess'
import { endQuiet } from '../support/wecomQuiet'
import { signInShopper } from '../support/people'
import { START, takeoversOf } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
afterEach(async () => {
  resetClock()
  await endQuiet()
})
afterAll(() => product?.stop())

const { sandbox, heard, store, post, look, begun, dayPasses, atWecom, memberOf } = takeoversOf(() => product)
const MINUTE = 60_000

describe('a takeover in trouble (GU-6)', () => {
  it('is started once however many workers find it due', async () => {
    const of = await store(3)
    const { manager, giver, taker, ids } = of
    const wish = { fromGuideId: giver.guide._id, toGuideId: taker.guide._id, externalUserIds: ids }
    const { body } = await post(manager.token, wish)
    await Promise.all(Array.from({ length: 6 }, () => carryTakeovers()))
    expect((await look(manager.token, body.id)).counts.waiting).toBe(3)
    for (const id of ids) expect(await atWecom(id)).toHaveLength(1)
  })

  it('is found under way, not failed, when WeCom’s answer was lost', async () => {
    const of = await store(2)
    await sandbox('fault', { endpoint: START, truncate: true, times: 1 })
    const takeover = await begun(of)
    expect(await takeover.look()).toMatchObject({
      counts: { waiting: 2, failed: 0 },
      problem: '企业微信暂时没有回应，会自动再试',
      customers: [{ state: 'planned' }, { state: 'planned' }],
    })
    advanceClock(MINUTE)
    await carryTakeovers()
    const after = await takeover.look()
    expect(after.customers.map((it) => it.state)).toEqual(['waiting', 'waiting'])
    expect(after.problem).toBeUndefined()
    expect(await atWecom(of.ids[0] ?? '')).toHaveLength(1)
  })

  it('goes on when the process that asked died before it noted the answer', async () => {
    const of = await store(2)
    const { manager, giver, taker, ids } = of
    const wish = { fromGuideId: giver.guide._id, toGuideId: taker.guide._id, externalUserIds: ids }
    const { body } = await post(manager.token, wish)
    const worker = await startProcess('worker', { CRASH_AT: 'takeover.asked' })
    expect(await worker.ended).toBe('SIGKILL')
    expect((await look(manager.token, body.id)).customers.map((it) => it.state)).toEqual([
      'planned',
      'planned',
    ])
    expect(await atWecom(ids[0] ?? '')).toHaveLength(1)
    advanceClock(3 * MINUTE)
    await carryTakeovers()
    const after = await look(manager.token, body.id)
    expect(after.customers.map((it) => it.state)).toEqual(['waiting', 'waiting'])
    expect(await atWecom(ids[0] ?? '')).toHaveLength(1)
  })

  it('waits when WeCom is asked too often, and goes on later', async () => {
    const of = await store()
    await sandbox('fault', { endpoint: START, errcode: 45009, times: 1 })
    const takeover = await begun(of)
    expect((await takeover.look()).customers[0]?.state).toBe('planned')
    await endQuiet()
    advanceClock(MINUTE)
    await carryTakeovers()
    expect((await takeover.look()).customers[0]?.state).toBe('waiting')
  })

  it('to somebody WeCom does not know says so, not that the giver is still there', async () => {
    const of = await store()
    const stranger = await build.guide({ storeId: of.storeId })
    const takeover = await begun(of, { toGuideId: stranger._id })
    expect((await takeover.look()).customers).toEqual([
      expect.objectContaining({ state: 'failed', stateText: '企业微信里没有找到其中的导购' }),
    ])
  })

  it.each([
    [84074, '接替的导购没有开通客户联系'],
    [40098, '接替的导购还没有在企业微信实名认证'],
    [60111, '企业微信里没有找到其中的导购'],
  ])('that is refused with %i says why', async (errcode, text) => {
    const of = await store()
    await sandbox('fault', { endpoint: START, errcode, times: 1 })
    // Of a member WeCom does not find it is asked whether they left.
    await sandbox('fault', {
      id: 'resigned',
      endpoint: '/cgi-bin/externalcontact/resigned/transfer_customer',
      ...{ errcode, times: -1 },
    })
    const takeover = await begun(of)
    await sandbox('fault/resigned/remove')
    expect(await takeover.look()).toMatchObject({
      isOpen: false,
      customers: [{ state: 'failed', stateText: text }],
    })
  })
})

describe('what WeCom tells of takeovers', () => {
  const event = (of: Awaited<ReturnType<typeof store>>, changeType: string) =>
    product.sandbox.core.callbacks.emit('change_external_contact', changeType, {
      FailReason: 'customer_refused',
      UserID: of.giver.guide.userid,
      ExternalUserID: of.ids[0],
    })

  it('is asked for: a refusal that never was changes nothing', async () => {
    const of = await store()
    const takeover = await begun(of)
    event(of, 'transfer_fail')
    await heard()
    await carryTakeovers()
    expect((await takeover.look()).counts).toMatchObject({ waiting: 1, refused: 0 })
    await dayPasses()
    expect((await takeover.look()).counts.done).toBe(1)
    event(of, 'transfer_fail')
    await heard()
    await carryTakeovers()
    expect((await takeover.look()).counts).toMatchObject({ done: 1, refused: 0 })
  })

  it.each([
    ['doubled', { duplicate: -1 }],
    ['in the wrong order', { reorder: 2 }],
    ['lost', { drop: -1 }],
  ])('may be %s', async (_, mode) => {
    const of = await store()
    const { member } = await signInShopper(product, of.persons[0] ?? { personId: '' })
    await product.get(`/customers/${of.ids[0]}`, { token: of.giver.token })
    const takeover = await begun(of)
    await sandbox('notify', mode)
    await dayPasses()
    await sandbox('notify', { duplicate: 0, reorder: 0, drop: 0 })
    await sandbox('notify/flush')
    await heard()
    expect((await takeover.look()).counts.done).toBe(1)
    expect((await memberOf(member.id))?.guideId).toBe(of.taker.guide._id)
  })

  it('carries along once: what the taker changes afterwards stands when it is told again', async () => {
    const of = await store()
    const [id = ''] = of.ids
    await sandbox('customer/edit', {
      ...{ userid: of.giver.guide.userid, personId: of.persons[0]?.personId },
      tags: [{ group: '护肤', name: '敏感肌' }],
    })
    await heard()
    const takeover = await begun(of)
    await dayPasses()
    const tags = () => product.sandbox.core.people.byExternal(id)?.followers[0]?.tags.map((it) => it.tag_name)
    expect(tags()).toEqual(['敏感肌'])
    const { id: tagId } = product.sandbox.core.people.tags.tagOf('护肤', '敏感肌')
    const body = { changes: [{ tagId, on: false }] }
    await product.post(`/customers/${id}/tags`, { token: of.taker.token, body })
    await heard()
    expect(tags()).toEqual([])
    const { from, to } = (await mongoose.connection
      .collection('takeovers')
      .findOne({ _id: takeover.id as never })) as unknown as Record<'from' | 'to', { guideId: string }>
    await carryAlong({
      ...{ takeoverId: takeover.id, externalUserId: id },
      ...{ fromGuideId: from.guideId, toGuideId: to.guideId },
    })
    await heard()
    expect(tags()).toEqual([])
  })
})
