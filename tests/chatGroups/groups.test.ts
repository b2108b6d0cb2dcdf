import mongoose from 'mongoose'
import { reconcileGroups } from '../../server/features/chatGroups/chatGroups.mirror'
import { build } from '../support/build'
import { befriend, person, signInGuide, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { groupsOf } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const { sandbox, delivered, made, group, members } = groupsOf(() => product)
const stored = (id: string) => mongoose.connection.collection('chatGroups').findOne({ _id: id as never })

describe('a customer group (GU-7)', () => {
  it('is known with its members once WeCom tells of it', async () => {
    const { chatId, token, guide } = await made()
    expect((await group(chatId, token)).body).toMatchObject({
      name: '会员群',
      ownerName: guide.name,
      isOwner: true,
      counts: { all: 3, staff: 1, mine: 2, strangers: 0, repeated: 0, members: 0 },
    })
    expect(await members(chatId, token, 'staff')).toEqual([
      expect.objectContaining({ id: guide.userid, isOwner: true, kind: 'staff' }),
    ])
  })

  it('shows who is a member, whose customer, and the tier of own customers alone', async () => {
    const { chatId, token, persons } = await made()
    const colleague = await signInGuide(product)
    const [first, second] = persons
    const { member } = await signInShopper(product, first ?? { personId: '' })
    const stranger = await person(product)
    await befriend(product, stranger.personId, colleague.guide.userid)
    await signInShopper(product, stranger)
    await sandbox(`groups/${chatId}/invite`, { ids: [stranger.personId, colleague.guide.userid] })
    await delivered()
    const byName = new Map((await members(chatId, token)).map((it) => [it.name, it]))
    expect(byName.get(first?.name ?? '')).toMatchObject({ isMember: true, isMine: true, tier: 'normal' })
    expect(byName.get(second?.name ?? '')).toMatchObject({ isMember: false, isMine: true })
    const theirs = byName.get(stranger.name)
    expect(theirs).toMatchObject({ isMember: true, isMine: false, guides: [colleague.guide.name] })
    expect(theirs).not.toHaveProperty('tier')
    expect(theirs?.joinText).toMatch(/邀请进群$/)
    // The colleague sees it the other way round.
    const seen = await members(chatId, colleague.token, 'mine')
    expect(seen.map((it) => [it.name, it.tier])).toEqual([[stranger.name, 'normal']])
    expect(member.id).toMatch(/^mem_/)
  })

  it('says who is in other groups as well (GU-6b)', async () => {
    const one = await made()
    const two = await made()
    await sandbox(`groups/${two.chatId}/change`, { name: '另一个群' })
    const [both] = one.persons
    await sandbox(`groups/${two.chatId}/invite`, { ids: [both?.personId] })
    await delivered()
    expect(await members(one.chatId, one.token, 'repeated')).toEqual([
      expect.objectContaining({ name: both?.name, alsoIn: ['另一个群'] }),
    ])
    await sandbox(`groups/${two.chatId}/dismiss`)
    await delivered()
    expect(await members(one.chatId, one.token, 'repeated')).toEqual([])
  })

  it('is seen by its staff and the manager of its store, by nobody else', async () => {
    const { chatId, guide } = await made()
    const outsider = await signInGuide(product, { storeId: guide.storeId })
    const manager = await signInGuide(product, { storeId: guide.storeId, role: 'manager' })
    const elsewhere = await signInGuide(product, { role: 'manager' })
    const asked = await Promise.all([outsider, manager, elsewhere].map(({ token }) => group(chatId, token)))
    expect(asked.map((it) => it.status)).toEqual([403, 200, 403])
    expect(asked[0]?.body.error.code).toBe('group_not_yours')
    const none = await group('wr_of_another_corp', manager.token)
    expect([none.status, none.body.error.code]).toEqual([404, 'group_not_found'])
  })

  it('is asked for when its event has not come', async () => {
    await sandbox('notify', { drop: 1 })
    const { chatId, token } = await made({ people: 0 })
    expect(await stored(chatId)).toBeNull()
    expect((await group(chatId, token)).body.counts.all).toBe(1)
  })

  it('is not there while WeCom is away and it is not known', async () => {
    const { guide, token } = await signInGuide(product)
    await sandbox('notify', { drop: 1 })
    const { chat_id } = await sandbox('groups', { userid: guide.userid, name: '群', personIds: [] })
    await sandbox('fault', { endpoint: '/cgi-bin/externalcontact/groupchat/get', http: 502, times: 1 })
    const answer = await group(String(chat_id), token)
    expect([answer.status, answer.body.error.code]).toEqual([503, 'platform_unavailable'])
  })
})

describe('what happens in a group', () => {
  it.each([
    ['doubled', { duplicate: -1 }],
    ['in the wrong order', { reorder: 3 }],
  ])('is known in the end, events %s', async (_, mode) => {
    const { chatId, token, persons } = await made()
    const late = await person(product)
    await sandbox('notify', mode)
    await sandbox(`groups/${chatId}/invite`, { ids: [late.personId] })
    await sandbox(`groups/${chatId}/leave`, { id: persons[0]?.personId })
    await sandbox(`groups/${chatId}/change`, { name: '改过名的群' })
    await sandbox('notify', { duplicate: 0, reorder: 0 })
    await sandbox('notify/flush')
    await delivered()
    const { body } = await group(chatId, token)
    expect(body).toMatchObject({ name: '改过名的群', counts: { all: 3, left: 1, strangers: 1 } })
    expect((await members(chatId, token, 'strangers')).map((it) => it.name)).toEqual([late.name])
  })

  it('of two changes within a second is each its own event', async () => {
    const { chatId, token } = await made()
    const callbacks = () => mongoose.connection.collection('wecomCallbacks').countDocuments()
    const [one, two] = [await person(product), await person(product)]
    await sandbox('clock', { rate: 0 })
    const before = await callbacks()
    await sandbox(`groups/${chatId}/invite`, { ids: [one.personId] })
    await sandbox(`groups/${chatId}/invite`, { ids: [two.personId] })
    await delivered()
    await sandbox('clock', { rate: 1 })
    expect((await callbacks()) - before).toBe(2)
    expect((await group(chatId, token)).body.counts.all).toBe(5)
  })

  it('who comes back has not left', async () => {
    const { chatId, token, persons } = await made()
    const [who] = persons
    await sandbox(`groups/${chatId}/leave`, { id: who?.personId })
    await delivered()
    expect((await group(chatId, token)).body.counts.left).toBe(1)
    await sandbox(`groups/${chatId}/invite`, { ids: [who?.personId] })
    await delivered()
    expect((await group(chatId, token)).body.counts.left).toBe(0)
  })

  it('is repaired at night when no event came, also that it was dismissed', async () => {
    const { chatId, token } = await made()
    const gone = await made()
    const late = await person(product)
    await sandbox('notify', { drop: 2 })
    await sandbox(`groups/${chatId}/invite`, { ids: [late.personId] })
    await sandbox(`groups/${gone.chatId}/dismiss`)
    await delivered()
    expect((await group(chatId, token)).body.counts.all).toBe(3)
    await reconcileGroups()
    expect((await group(chatId, token)).body.counts.all).toBe(4)
    expect((await group(gone.chatId, gone.token)).status).toBe(404)
    expect(await stored(gone.chatId)).toHaveProperty('goneAt')
  })

  it('is not lost to an older answer of WeCom that comes later', async () => {
    const { chatId, token } = await made()
    const late = await person(product)
    const get = '/cgi-bin/externalcontact/groupchat/get'
    await sandbox('fault', { endpoint: get, delayMs: 300, times: 1 })
    await Promise.all([
      sandbox(`groups/${chatId}/change`, { notice: '一' }),
      sandbox(`groups/${chatId}/invite`, { ids: [late.personId] }),
    ])
    await delivered()
    expect((await group(chatId, token)).body).toMatchObject({ notice: '一', counts: { all: 4 } })
  })
})

describe('what can be put into a group', () => {
  it('is goods of the store, by a card that counts for the guide (GU-6)', async () => {
    const { store, skuId } = await build.shelf(7)
    const { chatId, token, guide } = await made({ storeId: store._id, people: 1 })
    const { body: goods } = await product.get(`/groups/${chatId}/goods`, { token })
    expect(goods.store).toEqual([expect.objectContaining({ skuId, here: 7 })])
    const ask = () =>
      product.post(`/groups/${chatId}/guide-cards`, { token, body: { skuId, key: 'key_of_group_1' } })
    const [one, again] = [await ask(), await ask()]
    expect(one.body.message.page).toMatch(/^pages\/goods\/product\/index\.html\?/)
    expect(again.body.card.id).toBe(one.body.card.id)
    const shopper = await signInShopper(product, await person(product))
    const opened = await product.post(`/guide-cards/${one.body.card.id}/opened`, { token: shopper.token })
    expect(opened.body).toMatchObject({ guideName: guide.name, storeId: store._id })
  })

  it('is not for who is not in it', async () => {
    const { chatId } = await made({ people: 0 })
    const { token } = await signInGuide(product)
    const { skuId } = await build.shelf(1)
    const body = { skuId, key: 'key_of_group_2' }
    const answers = [
      await product.post(`/groups/${chatId}/guide-cards`, { token, body }),
      await product.get(`/groups/${chatId}/activities`, { token }),
      await product.get(`/groups/${chatId}/members`, { token }),
    ]
    expect(answers.map((it) => it.body.error.code)).toEqual(Array(3).fill('group_not_yours'))
  })
})
