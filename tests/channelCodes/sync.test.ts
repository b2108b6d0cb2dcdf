import mongoose from 'mongoose'
import { syncDue } from '../../server/features/channelCodes/channelCodes.sync'
import { advanceClock, freezeClock, resetClock } from '../../server/kernel/clock'
import { build } from '../support/build'
import { enrol, signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { codesOf, draftOf } from './support'
import { endQuiet } from '../support/wecomQuiet'

let product: TestProduct
beforeAll(async () => {
  // No worker: who tells WeCom, and when, is these tests' own.
  product = await startProduct({ withWorker: false })
})
afterEach(resetClock)
afterAll(() => product?.stop())

const { live, path, put, sandbox, stored, ways, wayOf } = codesOf(() => product)
const add = '/cgi-bin/externalcontact/add_contact_way'
const count = async (id: string) => (await ways()).filter((it) => it.state === id).length
const at = (shanghai: string) => new Date(`${shanghai}+08:00`)
const MINUTE = 60_000

/** A code taken into use that nobody has told WeCom about. */
async function begun(over: object = {}) {
  const { token } = await signInOperator(product)
  const guide = await build.guide()
  await enrol(product, guide)
  const body = { ...draftOf([guide._id]), ...over }
  const { id } = (await product.post('/console/channel-codes', { token, body })).body
  await product.post(path(id, '/schedule'), { token })
  const look = async () => (await product.get(path(id), { token })).body
  return { id, token, guide, look }
}

describe('a code at WeCom (GU-6b)', () => {
  it('is made once however many workers find it due', async () => {
    const { id } = await begun()
    await Promise.all(Array.from({ length: 8 }, () => syncDue()))
    expect(await count(id)).toBe(1)
  })

  it('is found again, not made twice, when the answer was lost', async () => {
    const { id, guide, look } = await begun()
    await sandbox('fault', { endpoint: add, truncate: true, times: 1 })
    await syncDue()
    expect([await count(id), (await look()).wecom.state]).toEqual([1, 'trouble'])
    advanceClock(MINUTE)
    await syncDue()
    expect([await count(id), (await look()).wecom.state]).toEqual([1, 'ready'])
    expect(await wayOf(id)).toMatchObject({ user: [guide.userid] })
  })

  it('is taken up by another when the worker that had it is gone', async () => {
    const { id } = await begun()
    await mongoose.connection
      .collection('channelCodes')
      .updateOne({ _id: id as never }, { $set: { leaseUntil: new Date(Date.now() + MINUTE) } })
    await syncDue()
    expect(await count(id)).toBe(0)
    advanceClock(2 * MINUTE)
    await syncDue()
    expect(await count(id)).toBe(1)
  })

  it('is made when WeCom is back, and until then it is said that it is away', async () => {
    const { id, look } = await begun()
    await sandbox('fault', { id: 'away', endpoint: add, http: 502, times: -1 })
    await syncDue()
    expect((await look()).wecom).toEqual({ state: 'trouble', text: '企业微信暂时没有回应，会自动再试' })
    await sandbox('fault/away/remove')
    await syncDue()
    expect(await count(id)).toBe(0)
    advanceClock(MINUTE)
    await syncDue()
    expect([await count(id), (await look()).wecom.state]).toEqual([1, 'ready'])
  })

  it.each([
    [41054, '有导购还没激活企业微信'],
    [60111, '企业微信里没有找到其中的导购'],
    [84074, '有导购没有开通客户联系'],
    [45009, '企业微信没有收下（45009），会自动再试'],
  ])('that is refused with %i says why', async (errcode, text) => {
    const { look } = await begun()
    await sandbox('fault', { endpoint: add, errcode, times: 1 })
    await syncDue()
    expect((await look()).wecom).toEqual({ state: 'trouble', text })
    await endQuiet()
    advanceClock(MINUTE)
    await syncDue()
    expect((await look()).wecom.state).toBe('ready')
  })

  it('is made anew when somebody removed it there', async () => {
    const { id, token, guide, look } = await begun()
    await syncDue()
    const before = await wayOf(id)
    const wecom = await product.sandbox.wecomToken()
    await product.sandbox.post(`/cgi-bin/externalcontact/del_contact_way?access_token=${wecom}`, {
      config_id: before?.config_id,
    })
    const { version } = await look()
    await put(id, { token, body: { ...draftOf([guide._id], { title: '新名字' }), version } })
    await syncDue()
    const after = await wayOf(id)
    expect(after?.remark).toBe('新名字')
    expect(after?.config_id).not.toBe(before?.config_id)
  })

  it('is taken away when it ends, also where that had to be tried twice', async () => {
    const { id, token } = await begun()
    await syncDue()
    await product.post(path(id, '/end'), { token })
    const remove = '/cgi-bin/externalcontact/del_contact_way'
    await sandbox('fault', { endpoint: remove, truncate: true, times: 1 })
    await syncDue()
    advanceClock(MINUTE)
    await syncDue()
    expect(await count(id)).toBe(0)
    expect(await stored(id)).not.toHaveProperty('configId')
    expect(await stored(id)).not.toHaveProperty('dueAt')
  })

  it('keeps a change that is made while it is being told', async () => {
    const { id, token, guide, look } = await begun()
    await syncDue()
    const { version } = await look()
    await put(id, { token, body: { ...draftOf([guide._id], { title: '第一版' }), version } })
    await sandbox('fault', {
      endpoint: '/cgi-bin/externalcontact/update_contact_way',
      delayMs: 300,
      times: 1,
    })
    const telling = syncDue()
    const body = { ...draftOf([guide._id], { title: '第二版' }), version: version + 1 }
    await put(id, { token, body })
    await telling
    await syncDue()
    expect(await wayOf(id)).toMatchObject({ remark: '第二版' })
  })
})

describe('who a scan leads to, by the hour (GU-6b)', () => {
  const names = async (id: string) => (await wayOf(id))?.user

  it('follows the shifts over midnight in Shanghai, and the one who is always there', async () => {
    freezeClock(at('2026-12-04T17:00'))
    const guides = [await build.guide(), await build.guide(), await build.guide()]
    for (const it of guides) await enrol(product, it)
    const [day, night, always] = guides.map((it) => it._id)
    const [dayId, nightId, alwaysId] = guides.map((it) => it.userid)
    const duty = {
      kind: 'shifts',
      shifts: [
        { days: [1, 2, 3, 4, 5], from: '10:00', until: '18:00', guideIds: [day] },
        { days: [5], from: '22:00', until: '02:00', guideIds: [night] },
      ],
      fallbackGuideId: always,
    }
    const { id, look } = await begun({ duty })
    await syncDue()
    expect(await names(id)).toEqual([dayId])
    expect((await look()).changesAt).toBe(at('2026-12-04T18:00').toISOString())
    for (const [time, userid] of [
      ['2026-12-04T18:00', alwaysId],
      ['2026-12-04T22:00', nightId],
      ['2026-12-05T00:30', nightId],
      ['2026-12-05T02:00', alwaysId],
      ['2026-12-07T10:00', dayId],
    ] as const) {
      freezeClock(at(time))
      await syncDue()
      expect([time, await names(id)]).toEqual([time, [userid]])
    }
  })

  it('tells WeCom nothing where nobody changed', async () => {
    const { id } = await begun()
    await syncDue()
    const updates = async () =>
      (await product.sandbox.get('/__sandbox/log')).entries.filter((it) =>
        it.text.startsWith('/cgi-bin/externalcontact/update_contact_way'),
      ).length
    const before = await updates()
    advanceClock(2 * 3_600_000)
    await syncDue()
    expect(await updates()).toBe(before)
    expect(await count(id)).toBe(1)
  })

  it('leads to who works in the store now, within the hour', async () => {
    const store = await build.store()
    const first = await build.guide({ storeId: store._id })
    await enrol(product, first)
    const { id } = await begun({ duty: { kind: 'store', storeId: store._id } })
    await syncDue()
    expect(await names(id)).toEqual([first.userid])
    const second = await build.guide({ storeId: store._id })
    await enrol(product, second)
    await build.guide({ ...first, active: false })
    advanceClock(3_600_000)
    await syncDue()
    expect(await names(id)).toEqual([second.userid])
  })

  it('is said to lead nowhere new when nobody is left', async () => {
    const { id, guide, look } = await begun()
    await syncDue()
    await build.guide({ ...guide, active: false })
    advanceClock(3_600_000)
    await syncDue()
    expect((await look()).wecom).toMatchObject({
      state: 'trouble',
      text: expect.stringContaining('没有在职'),
    })
    expect(await names(id)).toEqual([guide.userid])
  })
})

it('scanning it makes friends with the code as state', async () => {
  const { id, scan, guide } = await live()
  const { personId } = await scan()
  expect(product.sandbox.core.people.person(personId)?.followers).toEqual([
    expect.objectContaining({ userid: guide.userid, state: id }),
  ])
})
