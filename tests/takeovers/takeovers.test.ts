import mongoose from 'mongoose'
import { importGuides } from '../../server/features/guides/guides.service'
import { carryTakeovers } from '../../server/features/takeovers/takeovers.progress'
import { resetClock } from '../../server/kernel/clock'
import { build, next } from '../support/build'
import { befriend, person, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { takeoversOf } from './support'

let product: TestProduct
beforeAll(async () => {
  // No worker but now and then: who asks WeCom, and when, is these tests' own.
  product = await startProduct({ withWorker: false })
})
afterEach(resetClock)
afterAll(() => product?.stop())

const { sandbox, heard, staff, store, post, look, begun, dayPasses, atWecom, contact, memberOf } =
  takeoversOf(() => product)

describe('customers handed over to a colleague (GU-6)', () => {
  it('are the taker’s after a day: binding, tags, remark and what was to be done; old orders stay the giver’s', async () => {
    const of = await store()
    const { giver, taker, persons, ids } = of
    const [who] = persons
    const [id = ''] = ids
    const { member } = await signInShopper(product, who ?? { personId: '' })
    await product.get(`/customers/${id}`, { token: giver.token })
    expect((await memberOf(member.id))?.guideId).toBe(giver.guide._id)
    const { id: tagId } = product.sandbox.core.people.tags.tagOf('护肤', '敏感肌')
    await sandbox('customer/edit', {
      ...{ userid: giver.guide.userid, personId: who?.personId, remark: '老顾客' },
      tags: [{ group: '护肤', name: '敏感肌' }],
    })
    await heard()
    const due = new Date(Date.now() + 3 * 86_400_000).toISOString()
    const followUp = { key: `follow-${next()}`, text: '问合不合身', dueAt: due }
    await product.post(`/customers/${id}/follow-ups`, { token: giver.token, body: followUp })
    await mongoose.connection.collection('attributions').insertOne({
      ...{ _id: `ord_${next()}` as never, guideId: giver.guide._id, memberId: member.id, amount: 100 },
      ...{ storeId: of.storeId, reason: 'bound', refunded: 0, at: new Date() },
    })

    const takeover = await begun(of, { message: '以后由我照顾您' })
    expect(await takeover.look()).toMatchObject({
      counts: { all: 1, waiting: 1, done: 0 },
      isOpen: true,
      customers: [{ state: 'waiting', stateText: expect.stringContaining('等待接替') }],
    })
    expect((await memberOf(member.id))?.guideId).toBe(giver.guide._id)
    await dayPasses()

    expect(await takeover.look()).toMatchObject({ counts: { waiting: 0, done: 1 }, isOpen: false })
    expect((await memberOf(member.id))?.guideId).toBe(taker.guide._id)
    const followers = product.sandbox.core.people.byExternal(id)?.followers
    expect(followers).toEqual([expect.objectContaining({ userid: taker.guide.userid, remark: '老顾客' })])
    expect(followers?.[0]?.tags.map((it) => it.tag_id)).toEqual([tagId])
    const seen = await product.get(`/customers/${id}/follow-ups`, { token: taker.token })
    expect(seen.body.open).toEqual([expect.objectContaining({ text: '问合不合身', isMine: true })])
    expect((await product.get(`/customers/${id}`, { token: giver.token })).status).toBe(403)
    const written = await mongoose.connection.collection('attributions').findOne({ memberId: member.id })
    expect(written?.guideId).toBe(giver.guide._id)
  })

  it('who said no stay the giver’s', async () => {
    const of = await store(2)
    const takeover = await begun(of)
    await sandbox('handover/refuse', { personId: of.persons[0]?.personId })
    await heard()
    await carryTakeovers()
    const { counts, customers } = await takeover.look()
    expect(counts).toMatchObject({ waiting: 1, refused: 1 })
    expect(customers[0]).toMatchObject({ state: 'refused', stateText: '顾客不同意，还是原导购的客户' })
    await dayPasses()
    expect((await takeover.look()).counts).toEqual({ all: 2, waiting: 0, done: 1, refused: 1, failed: 0 })
    const [refused] = of.ids
    expect((await contact(refused ?? ''))?.followers[0].userid).toBe(of.giver.guide.userid)
  })

  it('who were handed over twice in 90 days cannot be a third time', async () => {
    const of = await store()
    const { manager, giver, taker, ids } = of
    await begun(of)
    await dayPasses()
    await begun(of, { fromGuideId: taker.guide._id, toGuideId: giver.guide._id })
    await dayPasses()
    const third = await begun(of)
    expect(await third.look()).toMatchObject({
      counts: { failed: 1 },
      isOpen: false,
      customers: [{ state: 'failed', stateText: '90 天内已经转过 2 次，不能再转' }],
    })
    expect(await atWecom(ids[0] ?? '')).toHaveLength(2)
    expect(manager.token).toBeTruthy()
  })

  it('keep the guide they got meanwhile from somewhere else', async () => {
    const of = await store()
    const { member } = await signInShopper(product, of.persons[0] ?? { personId: '' })
    await product.get(`/customers/${of.ids[0]}`, { token: of.giver.token })
    await begun(of)
    const third = await build.guide({ storeId: of.storeId })
    await mongoose.connection
      .collection('members')
      .updateOne({ _id: member.id as never }, { $set: { guideId: third._id } })
    await dayPasses()
    expect((await memberOf(member.id))?.guideId).toBe(third._id)
  })

  it('of two managers who want them at once, WeCom gives to one', async () => {
    const of = await store()
    const second = await staff({ storeId: of.storeId, role: 'manager' })
    const other = await staff({ storeId: of.storeId })
    const wish = { fromGuideId: of.giver.guide._id, externalUserIds: of.ids }
    const [one, two] = await Promise.all([
      post(of.manager.token, { ...wish, toGuideId: of.taker.guide._id }),
      post(second.token, { ...wish, toGuideId: other.guide._id }),
    ])
    await Promise.all(Array.from({ length: 4 }, () => carryTakeovers()))
    const both = [await look(of.manager.token, one.body.id), await look(of.manager.token, two.body.id)]
    expect(both.map((it) => it.customers[0]?.state).sort()).toEqual(['failed', 'waiting'])
    expect(both.flatMap((it) => it.customers).map((it) => it.stateText)).toContain('这位顾客正在转给别人')
    expect(await atWecom(of.ids[0] ?? '')).toHaveLength(1)
  })
})

describe('customers of who has left', () => {
  it('are handed over by WeCom’s other way', async () => {
    const of = await store(1)
    const { guide } = of.giver
    await sandbox('guide/leave', { userid: guide.userid })
    await importGuides([{ ...guide, active: false }])
    const takeover = await begun(of)
    expect((await takeover.look()).counts.waiting).toBe(1)
    await dayPasses()
    expect((await takeover.look()).counts.done).toBe(1)
    const { body } = await product.get('/staff/takeovers/guides', { token: of.manager.token })
    expect(body.guides.find((it: { id: string }) => it.id === of.taker.guide._id).customers).toBe(1)
  })

  it.each([
    ['we do not know that they left', true, true],
    ['we think that they left', false, false],
  ])('also where %s', async (_, active, hasLeft) => {
    const of = await store(1)
    if (hasLeft) await sandbox('guide/leave', { userid: of.giver.guide.userid })
    await importGuides([{ ...of.giver.guide, active }])
    const takeover = await begun(of)
    expect((await takeover.look()).customers).toEqual([expect.objectContaining({ state: 'waiting' })])
    await dayPasses()
    expect((await takeover.look()).counts.done).toBe(1)
  })
})

describe('groups of a guide', () => {
  it('get the taker as their owner', async () => {
    const of = await store()
    const personIds = of.persons.map((it) => it.personId)
    const { chat_id } = await sandbox('groups', { userid: of.giver.guide.userid, name: '会员群', personIds })
    await heard()
    const takeover = await begun(of, { externalUserIds: [], chatIds: [String(chat_id)] })
    expect(await takeover.look()).toMatchObject({
      groups: { all: 1, done: 1, failed: 0 },
      isOpen: false,
      chats: [{ state: 'done', stateText: '已换群主' }],
    })
    const seen = await product.get(`/groups/${String(chat_id)}`, { token: of.taker.token })
    expect(seen.body).toMatchObject({ isOwner: true, ownerName: of.taker.guide.name })
  })

  it('are said not to be given when WeCom refuses', async () => {
    const of = await store(0)
    const { chat_id } = await sandbox('groups', { userid: of.giver.guide.userid, name: '群', personIds: [] })
    await heard()
    const given = '/cgi-bin/externalcontact/groupchat/onjob_transfer'
    await sandbox('fault', { endpoint: given, errcode: 84074, times: 1 })
    const takeover = await begun(of, { chatIds: [String(chat_id)] })
    expect((await takeover.look()).chats).toEqual([
      expect.objectContaining({ state: 'failed', stateText: '接替的导购没有开通客户联系' }),
    ])
  })
})

describe('asking for a takeover', () => {
  it('twice with one key is one, and another wish under it is refused', async () => {
    const of = await store()
    const wish = {
      ...{ key: `takeover-${next()}`, fromGuideId: of.giver.guide._id, toGuideId: of.taker.guide._id },
      externalUserIds: of.ids,
    }
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(of.manager.token, wish)))
    expect(new Set(answers.map((it) => it.body.id)).size).toBe(1)
    const other = await post(of.manager.token, { ...wish, message: '别的' })
    expect([other.status, other.body.error.code]).toEqual([409, 'key_reused'])
    const { body } = await product.get('/staff/takeovers', { token: of.manager.token })
    expect(body.takeovers).toHaveLength(1)
  })

  it('is the own store’s manager’s alone', async () => {
    const of = await store()
    const elsewhere = await staff({ role: 'manager' })
    const wish = { fromGuideId: of.giver.guide._id, toGuideId: of.taker.guide._id, externalUserIds: of.ids }
    const { id } = await begun(of)
    const refused = [
      await post(elsewhere.token, wish),
      await post(of.manager.token, { ...wish, toGuideId: elsewhere.guide._id }),
      await product.get(`/staff/takeovers/${id}`, { token: elsewhere.token }),
      await product.get(`/staff/takeovers/guides/${of.giver.guide._id}/customers`, {
        token: elsewhere.token,
      }),
    ]
    expect(refused.map((it) => it.body.error.code)).toEqual(Array(4).fill('takeover_forbidden'))
    expect((await post(of.giver.token, wish)).status).toBe(403)
  })

  it('says what is wrong', async () => {
    const of = await store()
    const from = of.giver.guide._id
    const to = of.taker.guide._id
    const left = await build.guide({ storeId: of.storeId, active: false, name: '走了' })
    const ask = async (wish: object) =>
      (await post(of.manager.token, { fromGuideId: from, toGuideId: to, ...wish })).body.error?.details.text
    expect([
      await ask({}),
      await ask({ toGuideId: from, externalUserIds: of.ids }),
      await ask({ toGuideId: left._id, externalUserIds: of.ids }),
      await ask({ externalUserIds: ['wm_nobody_at_all'] }),
      await ask({ chatIds: ['wr_nobody_at_all'] }),
    ]).toEqual([
      '先选要转的顾客或群',
      '不能转给同一个人',
      '走了已离职，请换一位接替',
      '有顾客已不是原导购的好友，请刷新后再选',
      '有群的群主已不是原导购，请刷新后再选',
    ])
  })

  it('shows whom a guide has, page by page and by name, and who is on the way', async () => {
    const of = await store(3)
    const path = `/staff/takeovers/guides/${of.giver.guide._id}/customers`
    const list = async (query: string) => (await product.get(path + query, { token: of.manager.token })).body
    const first = await list('?limit=2')
    const rest = await list(`?limit=2&cursor=${first.next}`)
    const all = [...first.customers, ...rest.customers]
    expect(all.map((it) => it.externalUserId).sort()).toEqual([...of.ids].sort())
    const [who] = of.persons
    expect((await list(`?q=${encodeURIComponent(who?.name ?? '')}`)).customers).toHaveLength(1)
    expect((await list('?q=.*')).customers).toEqual([])
    await begun(of, { externalUserIds: [who?.externalUserId ?? ''] })
    const going = (await list('')).customers.filter((it: { blocked?: string }) => it.blocked)
    expect(going).toEqual([
      expect.objectContaining({
        externalUserId: who?.externalUserId,
        blocked: `正在转给${of.taker.guide.name}`,
      }),
    ])
    expect((await list('?cursor=zzz')).error.code).toBe('cursor_invalid')
  })

  it('leaves customers of others alone', async () => {
    const of = await store()
    const stranger = await person(product, { externalUserId: `wm_other_${next()}` })
    await befriend(product, stranger.personId, of.taker.guide.userid)
    await heard()
    const { body } = await post(of.manager.token, {
      ...{ fromGuideId: of.giver.guide._id, toGuideId: of.taker.guide._id },
      externalUserIds: [String(stranger.externalUserId)],
    })
    expect(body.error.code).toBe('takeover_invalid')
  })
})
