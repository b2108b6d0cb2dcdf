import mongoose from 'mongoose'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { outcome } from '../customers/friends'
import { next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { befriend, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { startProcess } from '../support/webProcess'
import { labelsOf, MARK, REMARK } from './labels'
import { endQuiet } from '../support/wecomQuiet'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const {
  friends,
  sandbox,
  delivered,
  view,
  choices,
  change,
  remark,
  inWecom,
  tag,
  own,
  fault,
  calls,
  run,
  poolTold,
} = labelsOf(() => product)
const cat = () => tag('家里', '养猫')
const baby = () => tag('家里', '有娃')
const inAMinute = () => new Date(Date.now() + 60_000)
const sweep = async () => {
  advanceClock(16 * 60_000)
  await run('customers.sweepEdits')
}
const edit = (personId: string, userid: string, given: object) =>
  sandbox('customer/edit', { personId, userid, ...given })
const shown = async (token: string, id: string) => (await choices(token, id)).tags.map((it) => it.name).sort()

describe('what WeCom refuses is shown with the reason and not lost (GU-2)', () => {
  it('a tag that WeCom has no more, beside those it took; the guide lets go of it', async () => {
    const { guide, token, externalUserId } = await friends()
    const gone = tag('家里', `要没了 ${next()}`)
    cat()
    await poolTold()
    product.sandbox.core.people.tags.remove([gone])
    await change(token, externalUserId, [cat(), true], [gone, true])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫'])
    const { tags } = await choices(token, externalUserId)
    expect(tags.find((it) => it.refusal)).toMatchObject({
      refusal: { wantedOn: true, text: '这个标签在企业微信里已经没有了' },
    })
    await change(token, externalUserId, [gone, false])
    await delivered()
    expect(await shown(token, externalUserId)).toEqual(['养猫'])
  })

  it.each([
    [84061, '在企业微信里已不是好友'],
    [60011, '企业微信不让这个账号改，请找管理员开通'],
    [49999, '企业微信没有接受（49999）'],
  ])('an answer of %i, until the guide tries again', async (errcode, text) => {
    const { guide, token, externalUserId } = await friends()
    await fault(MARK, { errcode })
    await fault(REMARK, { errcode })
    await change(token, externalUserId, [cat(), true])
    await remark(token, externalUserId, '爱喝茶')
    await delivered()
    const refused = await choices(token, externalUserId)
    expect(refused.tags).toMatchObject([{ name: '养猫', refusal: { wantedOn: true, text } }])
    expect(refused.remark).toEqual({ text: '', isWaiting: false, refusal: { wanted: '爱喝茶', text } })
    expect(await own(token, externalUserId)).toEqual([])
    await change(token, externalUserId, [cat(), true])
    await remark(token, externalUserId, '爱喝茶')
    await delivered()
    expect(inWecom(externalUserId, guide.userid)).toEqual({ tags: ['养猫'], remark: '爱喝茶' })
    expect((await choices(token, externalUserId)).tags[0]).not.toHaveProperty('refusal')
  })

  it('a tag that could not be taken off stays, with the reason', async () => {
    const { token, externalUserId } = await friends()
    await change(token, externalUserId, [cat(), true])
    await delivered()
    await fault(MARK, { errcode: 60011 })
    await change(token, externalUserId, [cat(), false])
    await delivered()
    expect((await choices(token, externalUserId)).tags).toMatchObject([
      { name: '养猫', by: '你', refusal: { wantedOn: false } },
    ])
    expect(await own(token, externalUserId)).toEqual(['养猫'])
  })

  it('who deleted the customer meanwhile hears that they are no friends', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await sandbox('notify', { drop: 1 })
    await sandbox('customer/delete', { personId: customer.personId, userid: guide.userid })
    expect((await change(token, externalUserId, [cat(), true])).status).toBe(200)
    await delivered()
    expect(outcome(await change(token, externalUserId, [cat(), true]))).toEqual([404, 'customer_not_found'])
  })
})

describe('while WeCom is away (GU-2, TR-3)', () => {
  it.each([{ http: 502 }, { drop: true }, { errcode: 45009 }, { errcode: 60020 }])(
    'what was wanted waits, is shown, and follows when it is back (%j)',
    async (given) => {
      const { guide, token, externalUserId } = await friends()
      const faults = [
        await fault(MARK, { ...given, times: -1 }),
        await fault(REMARK, { ...given, times: -1 }),
      ]
      await change(token, externalUserId, [cat(), true])
      await remark(token, externalUserId, '爱喝茶')
      await delivered()
      expect((await choices(token, externalUserId)).tags).toMatchObject([{ name: '养猫', isWaiting: true }])
      expect((await view(token, externalUserId)).body.remark).toBe('爱喝茶')
      for (const { id } of faults) await sandbox(`fault/${id}/remove`, {})
      await endQuiet()
      await sweep()
      expect(inWecom(externalUserId, guide.userid)).toEqual({ tags: ['养猫'], remark: '爱喝茶' })
      expect((await choices(token, externalUserId)).tags[0]).not.toHaveProperty('isWaiting')
    },
  )

  it('a busy WeCom is asked again at once', async () => {
    const { guide, token, externalUserId } = await friends()
    await fault(MARK, { errcode: -1, times: 2 })
    await change(token, externalUserId, [cat(), true])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫'])
  })

  it('what WeCom did without our hearing it comes to the same', async () => {
    const { guide, token, externalUserId } = await friends()
    await fault(MARK, { truncate: true })
    await change(token, externalUserId, [cat(), true])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫'])
    await sweep()
    const [it] = (await choices(token, externalUserId)).tags
    expect(it).toMatchObject({ name: '养猫', by: '你' })
    expect(it).not.toHaveProperty('isWaiting')
  })

  it('an edit whose process died while telling WeCom is told by another', async () => {
    const { guide, token, externalUserId } = await friends()
    await product.stopWorker()
    await change(token, externalUserId, [cat(), true])
    await mongoose.connection
      .collection('contacts')
      .updateOne(
        { _id: externalUserId as never },
        { $set: { carrier: { id: 'car_dead', until: inAMinute() } } },
      )
    product.startWorker()
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual([])
    await sweep()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫'])
  })
})

describe('both sides change at once (GU-2)', () => {
  it('a change made in WeCom comes back, and who made it is known', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await change(token, externalUserId, [cat(), true])
    await delivered()
    const tags = [
      { group: '家里', name: '养猫' },
      { group: '家里', name: '有娃' },
    ]
    await edit(customer.personId, guide.userid, { remark: '林女士', tags })
    await delivered()
    const { tags: now, remark: said } = await choices(token, externalUserId)
    expect(Object.fromEntries(now.map((it) => [it.name, it.by]))).toEqual({ 养猫: '你', 有娃: '企微' })
    expect(said.text).toBe('林女士')
  })

  it('what is not carried over yet wins over what WeCom said before', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    await product.stopWorker()
    await change(token, externalUserId, [cat(), true])
    await edit(customer.personId, guide.userid, { tags: [{ group: '家里', name: '有娃' }] })
    await product.sandbox.core.callbacks.settled()
    expect(await shown(token, externalUserId)).toEqual(['养猫'])
    product.startWorker()
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫', '有娃'].sort())
    expect(await shown(token, externalUserId)).toEqual(['养猫', '有娃'].sort())
  })

  it('a storm of both sides ends with both the same, and with silence', async () => {
    const { guide, token, customer, externalUserId } = await friends()
    const pool = ['甲', '乙', '丙', '丁', '戊'].map((name) => ({
      group: '风暴',
      name,
      id: tag('风暴', name),
    }))
    await poolTold()
    await sandbox('notify', { duplicate: 10, reorder: 6, late: 5, lateMs: 60 })
    await Promise.all(
      Array.from({ length: 30 }, async (_, n) => {
        const one = pool[n % pool.length]
        if (n % 3) return void (await change(token, externalUserId, [one?.id ?? '', n % 2 === 0]))
        const some = pool.filter((__, at) => (n >> at) % 2).map(({ group, name }) => ({ group, name }))
        return void (await edit(customer.personId, guide.userid, { tags: some, remark: `第 ${n} 次` }))
      }),
    )
    await sandbox('notify/flush', {})
    await delivered()
    await sandbox('notify', { duplicate: 0, reorder: 0, late: 0 })
    const { tags, remark: said } = inWecom(externalUserId, guide.userid)
    expect(await shown(token, externalUserId)).toEqual(tags)
    expect((await own(token, externalUserId)).sort()).toEqual(tags)
    expect((await choices(token, externalUserId)).remark).toEqual({ text: said, isWaiting: false })
    const told = await calls(MARK)
    await sweep()
    await delivered()
    expect(await calls(MARK)).toBe(told)
  })

  it('many taps on one tag end where the last one left it, in few calls', async () => {
    const { guide, token, externalUserId } = await friends()
    await choices(token, externalUserId)
    const before = await calls(MARK)
    await fault(MARK, { delayMs: 200, times: 1 })
    for (let n = 0; n < 15; n++) await change(token, externalUserId, [cat(), n % 2 === 0])
    await delivered()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['养猫'])
    expect(await own(token, externalUserId)).toEqual(['养猫'])
    expect((await calls(MARK)) - before).toBeLessThanOrEqual(16)
  })

  it('two guides who tag one customer at once both get theirs', async () => {
    const first = await friends()
    const second = await signInGuide(product)
    await befriend(product, first.customer.personId, second.guide.userid)
    await delivered()
    await choices(first.token, first.externalUserId)
    const taps = Array.from({ length: 10 }, (_, n) => [
      change(first.token, first.externalUserId, [n % 2 ? cat() : baby(), true]),
      change(second.token, first.externalUserId, [cat(), n < 9]),
    ]).flat()
    expect((await Promise.all(taps)).map((it) => it.status)).toEqual(taps.map(() => 200))
    await change(second.token, first.externalUserId, [cat(), false])
    await delivered()
    expect(inWecom(first.externalUserId, first.guide.userid).tags).toEqual(['养猫', '有娃'].sort())
    expect(inWecom(first.externalUserId, second.guide.userid).tags).toEqual([])
    expect(await own(second.token, first.externalUserId)).toEqual([])
  })

  it('two processes tell WeCom of one customer in turn', async () => {
    const { guide, token, externalUserId } = await friends()
    const ids = Array.from({ length: 6 }, (_, n) => tag('两个进程', `第 ${n} 个`))
    await poolTold()
    const other = await startProcess('both')
    const ask = (origin: string, tagId: string, on: boolean) =>
      fetch(`${origin}/api/customers/${externalUserId}/tags`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ changes: [{ tagId, on }] }),
      }).then((it) => it.status)
    const answers = await Promise.all(
      ids.flatMap((id, n) => [ask(product.origin, id, n % 2 === 0), ask(other.origin, id, n % 2 === 0)]),
    )
    expect(answers).toEqual(answers.map(() => 200))
    await delivered()
    expect(await other.stop()).toBe(0)
    await sweep()
    expect(inWecom(externalUserId, guide.userid).tags).toEqual(['第 0 个', '第 2 个', '第 4 个'])
    expect((await own(token, externalUserId)).sort()).toEqual(['第 0 个', '第 2 个', '第 4 个'])
  })
})
