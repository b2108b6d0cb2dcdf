import { carryDue } from '../../server/features/massMessages/massMessages.carry'
import { build } from '../support/build'
import type { TestProduct } from '../support/product'
import { massOf, outcome, startByHand } from './support'

let product: TestProduct
const { act, circle, create, customer, delivered, plan, sandbox } = massOf(() => product)
beforeAll(async () => {
  product = await startByHand()
})
afterAll(() => product?.stop())

const DAY_MS = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY_MS)

describe('whom a mass message is for (GU-4)', () => {
  it('is chosen among the own customers by tags, tier, stage and last purchase', async () => {
    const it = await circle(0)
    const tag = [{ group: '偏好', name: '爱喝茶' }]
    const gold = await customer(it.userid, { tier: 'gold', joinedAt: ago(200) })
    const fresh = await customer(it.userid, { tier: 'silver', joinedAt: ago(3) })
    const friend = await customer(it.userid)
    await build.visit(gold.memberId ?? '', { at: ago(40) })
    await sandbox('customer/edit', { userid: it.userid, personId: gold.personId, tags: tag })
    await sandbox('customer/edit', {
      userid: it.userid,
      personId: friend.personId,
      tags: [...tag, { group: '偏好', name: '送礼多' }],
    })
    await delivered()
    const reach = async (audience: object) => (await plan(it.token, audience)).reach
    expect(await reach({})).toBe(3)
    expect(await reach({ tags: ['爱喝茶'] })).toBe(2)
    expect(await reach({ tags: ['爱喝茶', '送礼多'], match: 'any' })).toBe(2)
    expect(await reach({ tags: ['爱喝茶', '送礼多'], match: 'all' })).toBe(1)
    expect(await reach({ tiers: ['gold'] })).toBe(1)
    expect(await reach({ stages: ['new'] })).toBe(2)
    expect(await reach({ stages: ['core'] })).toBe(1)
    expect(await reach({ bought: { kind: 'within', days: 60 } })).toBe(1)
    expect(await reach({ bought: { kind: 'notFor', days: 30 } })).toBe(3)
    const shown = await plan(it.token, { tiers: ['gold', 'silver'] })
    expect(shown).toMatchObject({ chosen: 2, reach: 2, tiers: { gold: 1, silver: 1 } })
    expect(shown.faces.map((one: { name: string }) => one.name).sort()).toEqual(
      [gold.name, fresh.name].sort(),
    )
    const choices = (await product.get('/mass-audience', { token: it.token })).body
    expect(choices).toEqual({
      customers: 3,
      tags: [
        { name: '爱喝茶', count: 2 },
        { name: '送礼多', count: 1 },
      ],
    })
  })

  it('leaves out who has parted, said no, has had one today or was refused as having had too many', async () => {
    const it = await circle(2)
    const no = { consents: { personalised: true, massMessage: false, phone: false } }
    const refusing = await customer(it.userid, no)
    const parted = await customer(it.userid)
    await delivered()
    // WeCom tells when in whole seconds.
    await product.sandbox.advance(1)
    await sandbox('customer/block', { userid: it.userid, personId: parted.personId })
    await delivered()
    const shown = await plan(it.token)
    expect(shown).toMatchObject({
      chosen: 4,
      reach: 2,
      leftOut: { lost: 1, refused: 1, today: 0, capped: 0 },
      leftOutNames: { lost: [parted.name], refused: [refusing.name] },
    })
    // Friends again: they are reached again.
    await product.sandbox.advance(1)
    await sandbox('customer/add', { userid: it.userid, personId: parted.personId })
    await delivered()
    expect(await plan(it.token)).toMatchObject({ reach: 3, leftOut: { lost: 0 } })
    await create(it.token)
    await carryDue()
    expect(await plan(it.token)).toMatchObject({ reach: 0, leftOut: { today: 3 } })
    expect(outcome(await create(it.token))).toEqual([409, 'mass_nobody'])
  })

  it('is nobody of another guide', async () => {
    const [one, other] = [await circle(2), await circle(1)]
    expect(await plan(other.token)).toMatchObject({ chosen: 1 })
    const { body } = await create(one.token)
    for (const refused of [
      await product.get(`/mass-messages/${body.id}`, { token: other.token }),
      await product.get(`/mass-messages/${body.id}/results`, { token: other.token }),
      await act(other.token, body.id, 'remind'),
      await act(other.token, body.id, 'cancel'),
    ])
      expect(outcome(refused)).toEqual([404, 'mass_message_not_found'])
    const { body: list } = await product.get('/mass-messages', { token: other.token })
    expect(list.messages).toEqual([])
  })

  it('asks nothing of a guide whose account was closed', async () => {
    const it = await circle(1)
    await build.guide({ ...it.guide, active: false })
    expect(outcome(await create(it.token))).toEqual([403, 'not_allowed'])
  })
})
