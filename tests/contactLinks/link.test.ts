import mongoose from 'mongoose'
import { refreshContact } from '../../server/features/customers/customers.service'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { customersOf, outcome } from '../customers/friends'
import { build, next } from '../support/build'
import { befriend, enrol, person, signInGuide, signInShopper, type TestPerson } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

const MINUTE = 60_000
const DAY = 86_400_000

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())
afterEach(() => resetClock())

const { view, delivered } = customersOf(() => product)

/** A friend whom WeCom gives no unionid for, as without an Open Platform account. */
async function unknownFriend(overrides: Parameters<typeof signInGuide>[1] = {}) {
  const store = await build.store()
  const staff = await signInGuide(product, { storeId: store._id, ...overrides })
  const externalUserId = `wm_scan_${next()}`
  const friend = await person(product, { externalUserId, unionid: '' })
  await befriend(product, friend.personId, staff.guide.userid)
  await delivered()
  return { ...staff, friend, externalUserId }
}
const shopper = async (who?: TestPerson) => {
  const it = who ?? (await person(product))
  return signInShopper(product, it)
}
const show = (token: string, externalUserId: string) =>
  product.post(`/customers/${externalUserId}/link-codes`, { token })
/** Shows a code and reads it as a phone's camera does. */
async function scanned(token: string, externalUserId: string): Promise<string> {
  const shown = await show(token, externalUserId)
  expect(shown.body).toMatchObject({ picture: expect.stringMatching(/^data:image\/png;base64,/) as string })
  const { wxacodes } = await product.sandbox.get('/__sandbox/state')
  return String((wxacodes as { scene: string }[]).at(-1)?.scene).slice(2)
}
const look = (token: string, code: string) => product.get(`/link-codes/${code}`, { token })
const confirm = (token: string, code: string) => product.post(`/link-codes/${code}/confirm`, { token })
const undo = (token: string, externalUserId: string) =>
  product.post(`/customers/${externalUserId}/unlink`, { token })

describe("a guide's code that says who a friend is (ME-1)", () => {
  it('shows whose chat it is, and binds the friend to who confirms', async () => {
    const { token, guide, friend, externalUserId } = await unknownFriend()
    expect((await view(token, externalUserId)).body.member).toBeUndefined()
    const code = await scanned(token, externalUserId)
    const me = await shopper()
    expect((await look(me.token, code)).body).toMatchObject({
      state: 'open',
      guideName: guide.name,
      friendName: friend.name,
    })
    const done = await confirm(me.token, code)
    expect([done.status, done.body.state]).toEqual([200, 'linked'])
    const card = (await view(token, externalUserId)).body
    expect(card.member.id).toBe(me.member.id)
    expect(card.member.isMine).toBe(true)
    expect(card.linked).toMatchObject({ mayUndo: false })
    expect((await mongoose.connection.collection('audit').findOne({ action: 'contact.linked' }))?.actor).toBe(
      me.member.id,
    )
  })

  it('may be confirmed again by the same person, and is not shown for who is known', async () => {
    const { token, externalUserId } = await unknownFriend()
    const code = await scanned(token, externalUserId)
    const me = await shopper()
    await confirm(me.token, code)
    expect((await confirm(me.token, code)).status).toBe(200)
    expect(outcome(await show(token, externalUserId))).toEqual([409, 'contact_linked'])
  })

  it('is theirs who is first, however many confirm at once', async () => {
    const { token, externalUserId } = await unknownFriend()
    const code = await scanned(token, externalUserId)
    const all = await Promise.all(Array.from({ length: 12 }, () => shopper()))
    const answers = await Promise.all(all.map((it) => confirm(it.token, code)))
    const won = all.filter((_, at) => answers[at]?.status === 200)
    expect(won).toHaveLength(1)
    expect(answers.filter((it) => it.status !== 200).map(outcome)).toEqual(
      Array.from({ length: 11 }, () => [409, 'contact_taken']),
    )
    expect((await view(token, externalUserId)).body.member.id).toBe(won[0]?.member.id)
  })

  it('ends after five minutes; nobody guesses one', async () => {
    const { token, externalUserId } = await unknownFriend()
    const code = await scanned(token, externalUserId)
    const me = await shopper()
    advanceClock(5 * MINUTE)
    expect(outcome(await look(me.token, code))).toEqual([404, 'link_code_unknown'])
    expect(outcome(await confirm(me.token, code))).toEqual([404, 'link_code_unknown'])
    expect(outcome(await confirm(me.token, 'ABCDEF0123'))).toEqual([404, 'link_code_unknown'])
  })

  it('is refused to another WeChat account than the friend’s', async () => {
    const staff = await signInGuide(product)
    await enrol(product, staff.guide)
    const externalUserId = `wm_scan_${next()}`
    const friend = await person(product, { externalUserId })
    await befriend(product, friend.personId, staff.guide.userid)
    await delivered()
    const code = await scanned(staff.token, externalUserId)
    expect(outcome(await confirm((await shopper()).token, code))).toEqual([409, 'contact_differs'])
    expect((await confirm((await shopper(friend)).token, code)).status).toBe(200)
  })

  it('stays when WeCom is asked again, and knows no unionid', async () => {
    const { token, externalUserId } = await unknownFriend()
    const me = await shopper()
    await confirm(me.token, await scanned(token, externalUserId))
    await refreshContact(externalUserId)
    expect((await view(token, externalUserId)).body.member.id).toBe(me.member.id)
  })

  it('is not given for a colleague’s friend', async () => {
    const { externalUserId } = await unknownFriend()
    const other = await signInGuide(product)
    expect(outcome(await show(other.token, externalUserId))).toEqual([403, 'customer_not_yours'])
  })

  it('says so when WeChat makes no code', async () => {
    const { token, externalUserId } = await unknownFriend()
    await product.sandbox.post('/__sandbox/fault', { endpoint: '/wxa/getwxacodeunlimit', errcode: 45009 })
    expect(outcome(await show(token, externalUserId))).toEqual([503, 'platform_unavailable'])
    expect((await show(token, externalUserId)).status).toBe(200)
  })
})

describe('a binding taken back (ME-1)', () => {
  async function linked() {
    const friend = await unknownFriend()
    const manager = await signInGuide(product, { role: 'manager', storeId: friend.guide.storeId })
    const me = await shopper()
    await confirm(me.token, await scanned(friend.token, friend.externalUserId))
    return { ...friend, manager, me }
  }

  it('by the manager within seven days; then somebody else can be told', async () => {
    const { manager, externalUserId, token } = await linked()
    expect((await view(manager.token, externalUserId)).body.linked.mayUndo).toBe(true)
    expect((await undo(manager.token, externalUserId)).status).toBe(204)
    expect((await view(token, externalUserId)).body.member).toBeUndefined()
    await refreshContact(externalUserId)
    expect((await view(token, externalUserId)).body.member).toBeUndefined()
    const right = await shopper()
    expect((await confirm(right.token, await scanned(token, externalUserId))).status).toBe(200)
    expect((await view(token, externalUserId)).body.member.id).toBe(right.member.id)
  })

  it('once, however often it is tried at once', async () => {
    const { manager, externalUserId } = await linked()
    const answers = await Promise.all(Array.from({ length: 6 }, () => undo(manager.token, externalUserId)))
    expect(answers.filter((it) => it.status === 204)).toHaveLength(1)
    expect(answers.filter((it) => it.status === 409)).toHaveLength(5)
  })

  it('not after seven days, and not where WeCom told who it is', async () => {
    const { manager, externalUserId } = await linked()
    advanceClock(7 * DAY)
    expect(outcome(await undo(manager.token, externalUserId))).toEqual([409, 'link_not_undoable'])
    const known = `wm_scan_${next()}`
    const friend = await person(product, { externalUserId: known })
    await shopper(friend)
    await befriend(product, friend.personId, manager.guide.userid)
    await delivered()
    expect(outcome(await undo(manager.token, known))).toEqual([409, 'link_not_undoable'])
  })

  it('not by a guide', async () => {
    const { token, externalUserId } = await linked()
    expect((await undo(token, externalUserId)).status).toBe(403)
  })
})
