import mongoose from 'mongoose'
import { resetClock } from '../../server/kernel/clock'
import { buildCoupon } from '../coupons/support'
import { outcome } from '../customers/friends'
import { person, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import type { Answer } from '../sandbox/support'
import { codesOf } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterEach(async () => {
  resetClock()
  await product.sandbox.post('/__sandbox/welcome', { busy: 0 })
  await product.sandbox.post('/__sandbox/switches', { consoleWelcome: false })
})
afterAll(() => product?.stop())

const { live, delivered, said, sandbox, welcomes } = codesOf(() => product)
const contact = (id: string) => mongoose.connection.collection('contacts').findOne({ _id: id as never })
const idOfContact = (personId: string) => product.sandbox.core.people.person(personId)?.externalUserId ?? ''
const pageOf = (message: Answer | undefined): string =>
  String((message?.card as { page: string } | undefined)?.page)

describe('who scans a channel code (GU-6b, JO-3)', () => {
  it('is greeted by name, counted, and the guide’s customer by that channel', async () => {
    const { id, guide, scan, look, results } = await live()
    const who = await person(product)
    await signInShopper(product, who)
    const { userid } = await scan(who)
    await delivered()
    expect(userid).toBe(guide.userid)
    const messages = await said(userid, who.personId)
    expect(messages.map((it) => it.text)).toEqual([
      expect.stringMatching(new RegExp(`^${who.name}你好，我是.+的${guide.name}$`)),
    ])
    expect((await look()).results).toEqual({ friends: 1, today: 1, lost: 0, greeted: 1, missed: 0 })
    const { guides, days } = await results()
    expect(guides).toEqual([expect.objectContaining({ userid, name: guide.name, friends: 1, lost: 0 })])
    expect(days.at(-1)).toMatchObject({ friends: 1, lost: 0 })
    const stored = await contact(idOfContact(who.personId))
    expect(stored?.origin).toMatchObject({ codeId: id, channel: '门店物料', userid })
    const member = await mongoose.connection.collection('members').findOne({ _id: stored?.memberId })
    expect(member?.guideId).toBe(guide._id)
  })

  it('gets the tags of the code that the corp has, once, however often it is told', async () => {
    product.sandbox.core.people.tags.tagOf('来源', '到店')
    const { guide, scan } = await live({ tags: ['到店', '没有这个标签'] })
    const who = await person(product)
    await scan(who)
    await delivered()
    await delivered()
    const follower = product.sandbox.core.people
      .person(who.personId)
      ?.followers.find((it) => it.userid === guide.userid)
    expect(follower?.tags.map((it) => it.tag_name)).toEqual(['到店'])
  })

  it('keeps the guide they had, and the channel they came by first', async () => {
    const [first, second] = [await live(), await live({ channel: '公众号' })]
    const who = await person(product)
    await signInShopper(product, who)
    await first.scan(who)
    await delivered()
    await second.scan(who)
    await delivered()
    const stored = await contact(idOfContact(who.personId))
    expect(stored?.origin).toMatchObject({ codeId: first.id, channel: '门店物料' })
    const member = await mongoose.connection.collection('members').findOne({ _id: stored?.memberId })
    expect(member?.guideId).toBe(first.guide._id)
    expect((await second.look()).results).toMatchObject({ friends: 1, greeted: 1 })
  })

  it('is greeted by cards that open, and claims the coupon once; nobody else can', async () => {
    const coupon = await buildCoupon({ ways: ['guide'] })
    const { guide, scan, results } = await live({
      welcome: {
        text: '欢迎',
        attachments: [
          { kind: 'coupon', couponId: coupon._id },
          { kind: 'page', title: '看看附近门店', page: 'pages/stores/index' },
          { kind: 'link', title: '会员须知', url: 'https://shop.test/rules' },
        ],
      },
    })
    const who = await person(product)
    await scan(who)
    await delivered()
    const [, card, shop, link] = await said(guide.userid, who.personId)
    expect([card, shop, link].map((it) => [it?.kind, it?.broken])).toEqual([
      ['miniprogram', false],
      ['miniprogram', false],
      ['news', undefined],
    ])
    const page = pageOf(card)
    const token = new URLSearchParams(page.split('?')[1]).get('card') ?? ''
    expect(pageOf(shop)).toBe('pages/stores/index.html')
    const claim = (as: string) => product.post(`/coupon-cards/${token}/claim`, { token: as })
    const stranger = await signInShopper(product, await person(product))
    expect(outcome(await claim(stranger.token))).toEqual([403, 'card_not_yours'])
    const shopper = await signInShopper(product, who)
    const had = await claim(shopper.token)
    expect(had.status).toBe(200)
    expect((await claim(shopper.token)).body.id).toBe(had.body.id)
    expect((await results()).cards).toEqual({ sent: 1, claimed: 1 })
  })

  it('is greeted without a coupon that cannot be had, and it is said why', async () => {
    const coupon = await buildCoupon({ ways: ['guide'] })
    const { id, guide, scan } = await live({
      welcome: { text: '欢迎', attachments: [{ kind: 'coupon', couponId: coupon._id }] },
    })
    await buildCoupon({ ...coupon, status: 'paused' })
    const { personId } = await scan()
    await delivered()
    const messages = await said(guide.userid, personId)
    expect(messages.map((it) => it.text)).toEqual(['欢迎'])
    expect(await welcomes(id)).toEqual([
      expect.objectContaining({ status: 'sent', cardIds: [], leftOut: '这张券不能由你的门店发出' }),
    ])
  })

  it('is no matter of ours by another’s state, by hand, or in an unknown one of ours', async () => {
    const { guide, look } = await live()
    for (const state of ['campaign-7', 'chc_UNKNOWN00000000000000', undefined]) {
      const who = await person(product)
      await sandbox('customer/add', { userid: guide.userid, personId: who.personId, state })
      await delivered()
      expect(await said(guide.userid, who.personId)).toEqual([])
    }
    expect((await look()).results).toMatchObject({ friends: 0, greeted: 0, missed: 0 })
  })

  it('by a friend again is nothing at all', async () => {
    const { scan, look } = await live()
    const who = await person(product)
    await scan(who)
    await delivered()
    expect(await scan(who)).toMatchObject({ event: false })
    await delivered()
    expect((await look()).results).toMatchObject({ friends: 1, greeted: 1 })
  })

  it('is a friend but not greeted while the code is paused, and nobody once it ended', async () => {
    const { guide, scan, look, step, results, id } = await live()
    await step('pause')
    const { personId } = await scan()
    await delivered()
    expect(await said(guide.userid, personId)).toEqual([])
    expect((await look()).results).toMatchObject({ friends: 1, greeted: 0, missed: 1 })
    expect((await results()).missed).toEqual([expect.objectContaining({ why: 'paused', count: 1 })])
    await step('end')
    await codesOf(() => product).synced()
    expect(await codesOf(() => product).wayOf(id)).toBeUndefined()
  })
})
