import mongoose, { type Schema } from 'mongoose'
import { claimPieces, openAllotment } from '../../server/features/allotments/allotments.service'
import { mergeMembers } from '../../server/features/members/members.merges'
import { earnPoints, entriesOf } from '../../server/features/points/points.service'
import { now } from '../../server/kernel/clock'
import { redis } from '../../server/kernel/redis'
import { build, next } from '../support/build'
import { memberSession } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { startProcess } from '../support/webProcess'
import { asked } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

/** Two members who are one: the one who goes by their id now, and the other. */
async function one() {
  const [stays, goes] = [await memberSession(), await memberSession()]
  await mergeMembers(stays.memberId, goes.memberId, 'phone')
  return { stays, goes }
}

/** Where documents of a schema name a member. */
function placesOf(schema: Schema, before = ''): string[] {
  const places: string[] = []
  schema.eachPath((path, type) => {
    if (type.schema) places.push(...placesOf(type.schema, `${before}${path}.`))
    else if (/(^|\.)(memberId|friendId|inviterId|takenBy|forMemberId)$/.test(path)) places.push(before + path)
  })
  return places
}
const placed = (path: string, value: string): object => {
  const [first = '', ...rest] = path.split('.')
  return { [first]: rest.length ? [placed(rest.join('.'), value)] : value }
}
const places = () =>
  Object.values(mongoose.models).flatMap((it) => placesOf(it.schema).map((path) => ({ of: it, path })))

describe('whatever names a member', () => {
  it('is found under every id of the person, in every collection', async () => {
    const { stays, goes } = await one()
    expect(places().length).toBeGreaterThan(30)
    for (const { of, path } of places()) {
      const _id = `reach_${next()}`
      await of.collection.insertOne({ _id, ...placed(path, goes.memberId) } as never)
      const found = [
        (await of.find({ _id, [path]: stays.memberId }).lean()).length,
        (await of.aggregate([{ $match: { [path]: { $in: [stays.memberId] } } }])).length,
        await of.countDocuments({ _id, [path]: { $ne: stays.memberId } }),
      ]
      await of.collection.deleteOne({ _id } as never)
      expect([of.modelName, path, ...found]).toEqual([of.modelName, path, 1, 1, 0])
    }
  })
})

describe('a campaign with a limit per person', () => {
  it('counts what was taken under every id, however many ask at once', async () => {
    const { skuId, store } = await build.shelf(40)
    const id = `cmp_${next()}`
    const set = [{ skuId, locationId: store._id, quota: 30 }]
    await openAllotment({ id, places: set, perMember: 3, until: new Date(now().getTime() + 86_400_000) })
    const take = async (memberId: string) =>
      (
        await claimPieces(id, [
          { key: `claim-${next()}`, memberId, skuId, locationId: store._id, quantity: 1 },
        ])
      ).outcome
    const [stays, goes] = [await memberSession(), await memberSession()]
    expect([await take(stays.memberId), await take(goes.memberId)]).toEqual(['claimed', 'claimed'])
    await mergeMembers(stays.memberId, goes.memberId, 'phone')
    const said: string[] = []
    for (let at = 0; at < 4; at++) said.push(await take(at % 2 ? goes.memberId : stays.memberId))
    expect(said).toEqual(['claimed', 'limit_reached', 'limit_reached', 'limit_reached'])
  })
})

describe('points', () => {
  it('that had no account yet are counted once, whichever id earns first', async () => {
    const [stays, goes] = [await memberSession({ points: 40 }), await memberSession({ points: 25 })]
    await mergeMembers(stays.memberId, goes.memberId, 'phone')
    for (const { memberId } of [stays, goes, stays])
      await earnPoints({ key: `test/${next()}`, memberId, amount: 10, kind: 'test', text: '测试' })
    await product.settled()
    expect((await product.get('/me', { token: goes.token })).body.points).toBe(95)
    const ledger = await entriesOf(stays.memberId, 20)
    expect(ledger.reduce((sum, it) => sum + it.amount, 0)).toBe(95)
  })
})

describe('a process that dies', () => {
  it('right after the merge was written: everybody hears of it, and the shopper may confirm again', async () => {
    const { first, second, ticket, confirm } = await asked(product)
    await product.stopWorker()
    const dying = await startProcess('both', { CRASH_AT: 'member.merged' })
    await fetch(`${dying.origin}/api/me/merges`, {
      method: 'POST',
      headers: { authorization: `Bearer ${second.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
    }).catch(() => undefined)
    expect(await dying.ended).toBe('SIGKILL')
    const queued = await redis().keys('bull:*')
    if (queued.length) await redis().del(...queued)
    product.startWorker()
    const me = async () => (await product.get('/me', { token: second.token })).body
    expect((await until(me, (it) => it.id === first.memberId)).id).toBe(first.memberId)
    expect((await confirm()).status).toBe(200)
  }, 60_000)
})
