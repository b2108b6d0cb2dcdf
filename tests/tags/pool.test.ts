import { advanceClock, resetClock } from '../../server/kernel/clock'
import { next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { startProduct, type TestProduct } from '../support/product'
import { labelsOf } from './labels'

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
  inWecom,
  tag,
  run,
  core,
  calls,
  poolTold,
  atNight,
} = labelsOf(() => product)
const POOL = '/cgi-bin/externalcontact/get_corp_tag_list'
const names = async (token: string, id: string) =>
  (await choices(token, id)).groups.flatMap((it) => it.tags.map((one) => one.name))
const create = (name: string) => sandbox('corp-tag/create', { group: '家里', name })

describe('the corp’s tags change in WeCom’s console (CD-2)', () => {
  it('new ones can be chosen, whatever the network does to the events', async () => {
    const { token, externalUserId } = await friends()
    const made = Array.from({ length: 4 }, () => `新的 ${next()}`)
    await sandbox('notify', { duplicate: 2, reorder: 2, late: 1, lateMs: 80 })
    for (const name of made) await create(name)
    await sandbox('notify/flush', {})
    await delivered()
    await sandbox('notify', { duplicate: 0, reorder: 0, late: 0 })
    expect(await names(token, externalUserId)).toEqual(expect.arrayContaining(made))
  })

  it('one pushed twice is asked for once', async () => {
    const { token, externalUserId } = await friends()
    await choices(token, externalUserId)
    await delivered()
    const before = await calls(POOL)
    await sandbox('notify', { duplicate: 1 })
    const { id } = await create(`两次 ${next()}`)
    await delivered()
    expect(id).toMatch(/^et/)
    expect((await calls(POOL)) - before).toBe(1)
  })

  it('a new name is shown on every card, and a deleted tag on none', async () => {
    const { token, externalUserId } = await friends()
    const [id, other] = [tag('家里', `旧名 ${next()}`), tag('家里', `留着 ${next()}`)]
    await poolTold()
    await change(token, externalUserId, [id, true], [other, true])
    await delivered()
    const name = `新名 ${next()}`
    await sandbox('corp-tag/update', { id, name })
    await delivered()
    const shown = async () =>
      (await view(token, externalUserId)).body.tags.map((it: { name: string }) => it.name)
    expect(await shown()).toContain(name)
    await sandbox('corp-tag/delete', { id })
    await delivered()
    expect(await shown()).toEqual([expect.stringMatching(/^留着/)])
  })

  it('what no event told is known after a while', async () => {
    const { token, externalUserId } = await friends()
    await choices(token, externalUserId)
    await sandbox('notify', { drop: 1 })
    const name = `没说 ${next()}`
    await create(name)
    advanceClock(11 * 60_000)
    // The first look begins the renewal and does not wait for it.
    let known = await names(token, externalUserId)
    while (!known.includes(name)) known = await names(token, externalUserId)
    expect(known).toContain(name)
  })

  it('the card is shown while WeCom says nothing about its tags', async () => {
    const { token, externalUserId } = await friends()
    await sandbox('fault', { endpoint: POOL, http: 502, times: 3 })
    expect((await view(token, externalUserId)).status).toBe(200)
  })
})

describe('every night (GU-2, TR-3)', () => {
  it('what lost events would have told is repaired, and only that is asked for', async () => {
    const tagged = await friends()
    const left = await friends()
    const calm = await friends()
    const cat = tag('家里', '养猫')
    atNight(1)
    await run('customers.reconcile')
    resetClock()
    await sandbox('notify', { drop: 2 })
    await sandbox('customer/edit', {
      personId: tagged.customer.personId,
      userid: tagged.guide.userid,
      remark: '夜里补上',
      tags: [{ group: '家里', name: '养猫' }],
    })
    await sandbox('customer/delete', { personId: left.customer.personId, userid: left.guide.userid })
    await delivered()
    const asked = '/cgi-bin/externalcontact/get'
    const before = await calls(asked)
    atNight(2)
    await run('customers.reconcile')
    await run('customers.reconcile')
    expect((await calls(asked)) - before).toBe(2)
    resetClock()
    const choice = await choices(tagged.token, tagged.externalUserId)
    expect(choice.remark.text).toBe('夜里补上')
    expect(choice.tags).toMatchObject([{ name: '养猫', tagId: cat, by: '企微' }])
    expect((await view(left.token, left.externalUserId)).status).toBe(404)
    expect(inWecom(calm.externalUserId, calm.guide.userid).tags).toEqual([])
  })

  it('a member WeCom does not speak of stops nobody else', async () => {
    const hidden = await friends()
    const seen = await friends()
    await sandbox('notify', { drop: 1 })
    await sandbox('customer/edit', {
      personId: seen.customer.personId,
      userid: seen.guide.userid,
      remark: '照样补上',
    })
    await delivered()
    const guide = core().people.guide(hidden.guide.userid)
    await sandbox('fault', {
      endpoint: '/cgi-bin/externalcontact/batch/get_by_user',
      errcode: 60011,
      times: 1,
    })
    atNight(3)
    await run('customers.reconcile')
    resetClock()
    expect(guide?.visible).toBeUndefined()
    expect((await choices(seen.token, seen.externalUserId)).remark.text).toBe('照样补上')
  })
})
