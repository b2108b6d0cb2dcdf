import fc from 'fast-check'
import { freeSeat, leaveSeat, paySeat, takeSeat } from '../../server/features/groupBuys/groupBuys.teams'
import { findTeam, insertTeam, type SeatDoc } from '../../server/features/groupBuys/groupBuys.teams.model'
import { now } from '../../server/kernel/clock'
import { next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { aGroupBuy, codeOf, HOUR, members, startGroupBuys, type GroupBuys } from './support'

let shop: GroupBuys
beforeAll(async () => {
  shop = await startGroupBuys()
})
beforeEach(forgetLimits)
afterAll(() => shop?.product.stop())

const won = (answers: { status: number }[]) => answers.filter((it) => it.status === 200).length

describe('the last seat (GB-1)', () => {
  it('is taken by exactly one of many', async () => {
    const of = await aGroupBuy({ size: 3 })
    const { teamId } = await shop.opened(of)
    const answers = await Promise.all((await members(20)).map((it) => shop.join(it, teamId, of)))
    expect(won(answers)).toBe(2)
    expect(answers.filter((it) => codeOf(it)[1] === 'team_full')).toHaveLength(18)
    expect(await shop.seatsOf(teamId)).toHaveLength(3)
    expect(await of.left()).toBe(17)
  })

  it('is one for a member on many devices, and one order for one key', async () => {
    const of = await aGroupBuy({ size: 5 })
    const { teamId } = await shop.opened(of)
    const [me] = await members(1)
    const many = await Promise.all(Array.from({ length: 8 }, () => shop.join(me!, teamId, of)))
    expect(won(many)).toBe(1)
    const [other] = await members(1)
    const same = await Promise.all(
      Array.from({ length: 6 }, () => shop.join(other!, teamId, of, { key: 'the-same-key' })),
    )
    expect(new Set(same.map((it) => `${it.status} ${it.body.id}`)).size).toBe(1)
    expect(await shop.seatsOf(teamId)).toHaveLength(3)
    expect(await of.left()).toBe(17)
  })

  it('never takes more pieces than the campaign has, over many teams', async () => {
    const of = await aGroupBuy({ quota: 6, size: 2 })
    const answers = await Promise.all((await members(15)).map((it) => shop.open(it, of)))
    expect(won(answers)).toBe(6)
    expect(answers.filter((it) => codeOf(it)[1] === 'group_buy_sold_out')).toHaveLength(9)
    expect(await of.left()).toBe(0)
  })
})

describe('a team under any storm (GB-1)', () => {
  const deeds = fc.array(
    fc.record({
      who: fc.integer({ min: 0, max: 7 }),
      deed: fc.constantFrom('pay', 'pay', 'leave', 'free', 'wait'),
    }),
    { minLength: 1, maxLength: 12 },
  )

  it('seats at most its size, one each, and is formed exactly by its last paid seat (100 rounds)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 5 }), deeds, async (size, plan) => {
        const at = now()
        const teamId = `tea_storm${next()}`
        const seat = (key: string, memberId: string): SeatDoc => ({
          key,
          orderId: key,
          memberId,
          skuId: 'sku_1',
          quantity: 1,
          way: 'pickup',
          at,
        })
        await insertTeam({
          _id: teamId,
          groupBuyId: 'gbu_storm',
          size,
          hours: 1,
          state: 'open',
          seats: [{ ...seat('leader', 'mem_leader'), paidAt: at }],
          paid: 1,
          gone: [],
          createdAt: at,
          openedAt: at,
          deadline: new Date(at.getTime() + HOUR),
          outbox: [],
        })
        let told = 0
        await Promise.all(
          plan.map(async ({ who, deed }, nth) => {
            const key = `ord_${who}_${nth}`
            if ((await takeSeat(teamId, seat(key, `mem_${who}`))) !== 'taken') return
            if (deed === 'pay' && (await paySeat(teamId, key)) === 'formed') told++
            if (deed === 'free') await freeSeat(teamId, key)
            if (deed === 'leave') await leaveSeat(teamId, key)
          }),
        )
        const team = (await findTeam(teamId))!
        const paid = team.seats.filter((it) => it.paidAt).length
        expect(team.seats.length).toBeLessThanOrEqual(size)
        expect(new Set(team.seats.map((it) => it.memberId)).size).toBe(team.seats.length)
        expect(team.paid).toBe(paid)
        expect([team.state, told]).toEqual(paid === size ? ['formed', 1] : ['open', 0])
        expect(team.outbox.filter((it) => it.name === 'team.formed').length).toBeLessThanOrEqual(
          paid === size ? 1 : 0,
        )
      }),
      { numRuns: 100 },
    )
  }, 180_000)
})
