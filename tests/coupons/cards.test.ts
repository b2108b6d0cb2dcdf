import { grantsOfCodes, resultsOf } from '../../server/features/coupons/coupons.service'
import { findCard } from '../../server/features/couponCards/couponCards.model'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { customersOf, memberOf } from '../customers/friends'
import { build } from '../support/build'
import { memberSession, signInGuide, signInShopper } from '../support/people'
import { startProduct, type Reply, type TestProduct } from '../support/product'
import { buildCoupon, couponsOf } from './support'

let product: TestProduct
const { friends } = customersOf(() => product)
beforeAll(async () => {
  product = await startProduct()
})
afterEach(resetClock)
afterAll(() => product?.stop())

const HOUR = 3_600_000
type Coupon = Awaited<ReturnType<typeof buildCoupon>>
const byGuide = (overrides: Parameters<typeof buildCoupon>[0] = {}): Promise<Coupon> =>
  buildCoupon({ ways: ['guide'], ...overrides })

const refusedBy = ({ status, body }: Reply) => [status, body?.error?.code]
const list = (token: string, externalUserId: string) =>
  product.get(`/customers/${externalUserId}/coupon-cards`, { token })
const make = (token: string, externalUserId: string, couponId: string, key = 'first-card') =>
  product.post(`/customers/${externalUserId}/coupon-cards`, { token, body: { couponId, key } })
const tokenOf = ({ body }: Reply): string =>
  new URLSearchParams(String(body.message.page).split('?')[1]).get('card') ?? ''
const look = (token: string, card: string) => product.get(`/coupon-cards/${card}`, { token })
const claim = (token: string, card: string) => product.post(`/coupon-cards/${card}/claim`, { token })
const claimedOf = async (couponId: string) => (await resultsOf([couponId])).get(couponId)?.claimed

/** A guide with a customer who has the mini-program, known to the shop by the same unionid. */
async function chat() {
  const { token, guide, externalUserId, customer } = await friends()
  const shopper = await signInShopper(product, customer)
  return { staff: token, guide, externalUserId, customer, shopper }
}
/** The same with a card of a coupon in the chat. */
async function sent(coupon: Coupon) {
  const it = await chat()
  const made = await make(it.staff, it.externalUserId, coupon._id)
  expect(made.status).toBe(200)
  await product.post(`/coupon-cards/${made.body.card.id}/sent`, { token: it.staff })
  return { ...it, cardId: made.body.card.id as string, card: tokenOf(made) }
}

describe('a coupon a guide sends into the chat (CO-2, GU-3)', () => {
  it('offers coupons of way guide that the own store takes, as they stand for the customer', async () => {
    const { staff, externalUserId, guide, shopper } = await chat()
    const [mine, elsewhere] = [
      await byGuide({ scope: { channels: ['store'], storeIds: [guide.storeId] } }),
      await byGuide({ scope: { channels: ['store'], storeIds: [(await build.store())._id] } }),
    ]
    const [had, page, silver] = [
      await buildCoupon({ ways: ['guide', 'page'] }),
      await buildCoupon(),
      await byGuide({ audience: { newOnly: false, tiers: ['silver'] } }),
    ]
    await couponsOf(product).have(shopper.token, had._id)
    const { body } = await list(staff, externalUserId)
    const of = (it: Coupon) => body.coupons.find((one: { couponId: string }) => one.couponId === it._id)
    expect(of(mine)).toMatchObject({ canSend: true, left: 100, big: '¥30', text: '剩 100 张' })
    expect([of(elsewhere), of(page)]).toEqual([undefined, undefined])
    expect(of(had)).toMatchObject({ canSend: false, text: '顾客已领 1 张，领满了' })
    expect(of(silver)).toMatchObject({ canSend: false, text: '仅银卡会员可领' })
    expect(refusedBy(await make(staff, externalUserId, elsewhere._id))).toEqual([422, 'coupon_not_sendable'])
    expect(refusedBy(await make(staff, externalUserId, had._id))).toEqual([409, 'coupon_limit_reached'])
    expect(refusedBy(await make(staff, externalUserId, silver._id))).toEqual([403, 'coupon_not_for_you'])
  })

  it('is a page that ends in .html, claimed once, and the guide sees it sent, claimed and used', async () => {
    const coupon = await byGuide({
      benefit: { kind: 'gift', gift: '香片茶包' },
      scope: { channels: ['store'] },
    })
    const { staff, guide, externalUserId, shopper } = await chat()
    const made = await make(staff, externalUserId, coupon._id)
    expect(made.body.message.page).toMatch(
      /^pages\/coupon\/card\/index\.html\?card=ccd_[0-9a-f]{24}\.[\w-]{16}$/,
    )
    expect(await make(staff, externalUserId, coupon._id)).toMatchObject({ body: made.body })
    expect((await list(staff, externalUserId)).body.cards).toEqual([])
    const said = () => product.post(`/coupon-cards/${made.body.card.id}/sent`, { token: staff })
    expect((await said()).body).toMatchObject({ state: 'sent', stateText: '已发，还没领' })
    expect((await said()).status).toBe(200)
    const card = tokenOf(made)
    expect((await look(shopper.token, card)).body).toMatchObject({ state: 'open', guideName: guide.name })
    const had = await claim(shopper.token, card)
    expect(had.body).toMatchObject({ state: 'usable', way: 'guide', reason: `${guide.name}在聊天里送你的` })
    expect((await claim(shopper.token, card)).body.id).toBe(had.body.id)
    expect((await look(shopper.token, card)).body).toMatchObject({ state: 'claimed', grantId: had.body.id })
    const states = async () =>
      (await list(staff, externalUserId)).body.cards.map((it: { state: string }) => it.state)
    expect(await states()).toEqual(['claimed'])
    const { digits } = await couponsOf(product).code(shopper.token, had.body.id)
    expect((await couponsOf(product).redeem(staff, digits)).status).toBe(200)
    expect(await states()).toEqual(['used'])
  })

  it('is for the customer of the chat: somebody else is told so, also with a token that was changed', async () => {
    const coupon = await byGuide()
    const { card, shopper, staff, cardId } = await sent(coupon)
    const other = await memberSession()
    expect((await look(other.token, card)).body).toMatchObject({ state: 'refused', text: /另一位顾客/ })
    expect(refusedBy(await claim(other.token, card))).toEqual([403, 'card_not_yours'])
    const forged = `${cardId}.${'A'.repeat(16)}`
    expect(refusedBy(await look(shopper.token, forged))).toEqual([404, 'card_not_found'])
    expect(refusedBy(await claim(shopper.token, forged))).toEqual([404, 'card_not_found'])
    const colleague = await signInGuide(product)
    const said = await product.post(`/coupon-cards/${cardId}/sent`, { token: colleague.token })
    expect(refusedBy(said)).toEqual([404, 'card_not_found'])
    expect((await claim(shopper.token, card)).status).toBe(200)
    expect((await list(staff, (await findCard(cardId))?.externalUserId ?? '')).status).toBe(200)
  })

  it('sent before the customer was known is theirs once they are, by unionid', async () => {
    const coupon = await byGuide()
    const { token, externalUserId, customer } = await friends()
    const made = await make(token, externalUserId, coupon._id)
    expect((await findCard(made.body.card.id))?.forMemberId).toBeUndefined()
    const foreign = await memberSession({ identities: [{ provider: 'unionid', subject: 'unionid_foreign' }] })
    expect(refusedBy(await claim(foreign.token, tokenOf(made)))).toEqual([403, 'card_not_yours'])
    await memberOf('unionid_elsewhere')
    const shopper = await signInShopper(product, customer)
    expect((await claim(shopper.token, tokenOf(made))).status).toBe(200)
  })

  it('refuses precisely: too late, sold out, the person has all they may have; the card stays open', async () => {
    const late = await sent(await byGuide())
    advanceClock(73 * HOUR)
    expect(refusedBy(await claim(late.shopper.token, late.card))).toEqual([410, 'card_expired'])
    expect((await list(late.staff, late.externalUserId)).body.cards[0]).toMatchObject({ state: 'expired' })
    resetClock()
    const soldOut = await byGuide({ ways: ['guide', 'page'], quota: { total: 1, perPerson: 1 } })
    const second = await sent(soldOut)
    await couponsOf(product).have((await memberSession()).token, soldOut._id)
    expect(refusedBy(await claim(second.shopper.token, second.card))).toEqual([409, 'coupon_sold_out'])
    expect((await look(second.shopper.token, second.card)).body).toMatchObject({
      state: 'refused',
      text: '已领完',
    })
    const both = await byGuide({ ways: ['guide', 'page'] })
    const third = await sent(both)
    await couponsOf(product).have(third.shopper.token, both._id)
    expect(refusedBy(await claim(third.shopper.token, third.card))).toEqual([409, 'coupon_limit_reached'])
    expect((await findCard(third.cardId))?.takenBy).toBeUndefined()
  })
})

describe('one card and many devices (CO-2)', () => {
  it('of one person gives one coupon', async () => {
    const coupon = await byGuide({ quota: { total: 10, perPerson: 5 } })
    const { card, cardId, shopper } = await sent(coupon)
    const answers = await Promise.all(Array.from({ length: 12 }, () => claim(shopper.token, card)))
    expect(answers.map((it) => it.status)).toEqual(Array(12).fill(200))
    expect(new Set(answers.map((it) => it.body.id)).size).toBe(1)
    expect(await grantsOfCodes([cardId])).toHaveLength(1)
    expect(await claimedOf(coupon._id)).toBe(1)
  })

  it('of many people, while nobody knows whose chat it was, gives one coupon to one of them', async () => {
    const coupon = await byGuide()
    const { token, externalUserId } = await friends()
    const card = tokenOf(await make(token, externalUserId, coupon._id))
    const people = await Promise.all(Array.from({ length: 20 }, () => memberSession()))
    const answers = await Promise.all(people.map((it) => claim(it.token, card)))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    expect(answers.filter((it) => refusedBy(it)[1] === 'card_taken')).toHaveLength(19)
    expect(await claimedOf(coupon._id)).toBe(1)
  })

  it('cards of a coupon with fewer pieces give as many as there are, over 12 rounds', async () => {
    const { token, externalUserId } = await friends()
    for (let round = 0; round < 12; round++) {
      const total = 1 + (round % 4)
      const coupon = await byGuide({ quota: { total, perPerson: 1 } })
      const cards = await Promise.all(
        Array.from({ length: 6 }, async (_, at) =>
          tokenOf(await make(token, externalUserId, coupon._id, `round-${round}-${at}`)),
        ),
      )
      const people = await Promise.all(cards.map(() => memberSession()))
      const answers = await Promise.all(people.map((it, at) => claim(it.token, cards[at] ?? '')))
      expect(answers.filter((it) => it.status === 200)).toHaveLength(total)
      expect(await claimedOf(coupon._id)).toBe(total)
    }
  }, 120_000)
})
