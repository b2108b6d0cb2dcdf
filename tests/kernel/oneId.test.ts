import fc from 'fast-check'
import { asOne, orderOf, type MemberDoc } from '../../server/features/members/members.rules'
import {
  freshenMerges,
  freshenNow,
  idsOf,
  isSame,
  memberNow,
  mergedFrom,
  ofAllIds,
  tellMerges,
} from '../../server/kernel/oneId'
import { disconnectRedis, redis } from '../../server/kernel/redis'

let version = 0
/** Who is merged into whom from now on. */
const merged = async (pairs: readonly (readonly [string, string])[]) => {
  mergedFrom(() => Promise.resolve(pairs.map(([_id, mergedInto]) => ({ _id, mergedInto }))))
  await freshenMerges(`v${++version}`)
}

afterAll(disconnectRedis)

describe('one person under several ids (ME-1)', () => {
  it('is found by each of them, over more than one merge', async () => {
    await merged([
      ['mem_c', 'mem_b'],
      ['mem_b', 'mem_a'],
    ])
    expect(['mem_a', 'mem_b', 'mem_c', 'mem_x'].map(memberNow)).toEqual(['mem_a', 'mem_a', 'mem_a', 'mem_x'])
    expect(idsOf('mem_b')[0]).toBe('mem_a')
    expect([...idsOf('mem_c')].sort()).toEqual(['mem_a', 'mem_b', 'mem_c'])
    expect([isSame('mem_b', 'mem_c'), isSame('mem_b', 'mem_x'), isSame(undefined, undefined)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('widens a filter wherever a member is named, and leaves ids of documents and everybody else alone', async () => {
    await merged([['mem_b', 'mem_a']])
    const at = new Date()
    expect(
      ofAllIds({
        _id: 'mem_b',
        memberId: 'mem_b',
        by: { $ne: 'mem_a' },
        is: { $eq: 'mem_b' },
        some: { $in: ['mem_x', 'mem_a'] },
        none: { $nin: ['mem_b'] },
        seats: { $elemMatch: { memberId: 'mem_a', at: { $gt: at } } },
        $or: [{ friendId: 'mem_b' }, { friendId: 'mem_x' }],
      }),
    ).toEqual({
      _id: 'mem_b',
      memberId: { $in: ['mem_a', 'mem_b'] },
      by: { $nin: ['mem_a', 'mem_b'] },
      is: { $in: ['mem_a', 'mem_b'] },
      some: { $in: ['mem_x', 'mem_a', 'mem_b'] },
      none: { $nin: ['mem_a', 'mem_b'] },
      seats: { $elemMatch: { memberId: { $in: ['mem_a', 'mem_b'] }, at: { $gt: at } } },
      $or: [{ friendId: { $in: ['mem_a', 'mem_b'] } }, { friendId: 'mem_x' }],
    })
  })

  it('is asked about with one command by all who ask at once; who asks after a merge was told knows of it', async () => {
    await merged([])
    await freshenNow()
    const get = jest.spyOn(redis(), 'get')
    await Promise.all(Array.from({ length: 20 }, freshenNow))
    expect(get).toHaveBeenCalledTimes(1)
    mergedFrom(() => Promise.resolve([{ _id: 'mem_b', mergedInto: 'mem_a' }]))
    const early = freshenNow()
    await tellMerges()
    await freshenNow()
    expect(memberNow('mem_b')).toBe('mem_a')
    await early
    get.mockRestore()
  })

  it('over any history of merges: nothing is lost or counted twice, and parted again everybody is as before', async () => {
    const docOf = (at: number, points: number, joined: number): MemberDoc => ({
      _id: `mem_${at}`,
      nickname: `禾友${at}`,
      tier: 'normal',
      points,
      consents: { personalised: false, massMessage: false, phone: false },
      tags: [{ name: `标签${at}`, by: 'rule', at: new Date(joined) }],
      joinedAt: new Date(joined),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(9999), fc.nat(3)), { minLength: 2, maxLength: 9 }),
        fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 12 }),
        async (people, wanted) => {
          const docs = people.map(([points, joined], at) => docOf(at, points, joined))
          const one = (id: string) => docs.find((it) => it._id === id)
          const pairs: [string, string][] = []
          for (const [a, b] of wanted) {
            await merged(pairs)
            const [x, y] = [one(memberNow(`mem_${a}`)), one(memberNow(`mem_${b}`))]
            if (!x || !y || x === y) continue
            const { stays, goes } = orderOf(x, y)
            expect(orderOf(y, x).stays).toBe(stays)
            pairs.push([goes._id, stays._id])
          }
          await merged(pairs)
          const roots = [...new Set(docs.map((it) => memberNow(it._id)))]
          const shown = roots.map((id) =>
            asOne(
              id,
              idsOf(id).flatMap((it) => one(it) ?? []),
            ),
          )
          const sum = (all: readonly (MemberDoc | null)[]) => all.reduce((n, it) => n + (it?.points ?? 0), 0)
          expect(sum(shown)).toBe(sum(docs))
          expect(shown.flatMap((it) => it?.tags ?? [])).toHaveLength(docs.length)
          expect(roots.flatMap((it) => [...idsOf(it)]).sort()).toEqual(docs.map((it) => it._id).sort())
          expect(roots).toHaveLength(docs.length - pairs.length)
          await merged([])
          expect(
            docs.map((it) =>
              asOne(
                it._id,
                idsOf(it._id).flatMap((id) => one(id) ?? []),
              ),
            ),
          ).toEqual(docs)
        },
      ),
    )
  })
})
