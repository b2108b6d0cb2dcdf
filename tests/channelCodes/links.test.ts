import { repairComers } from '../../server/features/channelCodes/channelCodes.links'
import { syncDue } from '../../server/features/channelCodes/channelCodes.sync'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { build } from '../support/build'
import { enrol, person, signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { codesOf, draftOf } from './support'

let product: TestProduct
beforeAll(async () => {
  // No worker but now and then: who tells WeCom, and when, is these tests' own.
  product = await startProduct({ withWorker: false })
})
afterEach(resetClock)
afterAll(() => product?.stop())

const { path, put, sandbox, said, stored } = codesOf(() => product)
const MINUTE = 60_000
const CREATE = '/cgi-bin/externalcontact/customer_acquisition/create_link'
interface Link {
  link_id: string
  link_name: string
  users: string[]
}
const links = async () => (await product.sandbox.get('/__sandbox/acquisition')).links as unknown as Link[]
const heard = async () => {
  await product.sandbox.core.callbacks.settled()
  product.startWorker()
  await product.settled()
  await product.stopWorker()
}

/** A link taken into use that nobody has told WeCom about. */
async function begun(over: object = {}) {
  const { token } = await signInOperator(product)
  const guide = await build.guide()
  await enrol(product, guide)
  const body = { ...draftOf([guide._id]), carrier: 'link', ...over }
  const { id } = (await product.post('/console/channel-codes', { token, body })).body as { id: string }
  await product.post(path(id, '/schedule'), { token })
  const look = async () => (await product.get(path(id), { token })).body
  const own = async () => (await links()).filter((it) => it.link_name.endsWith(id.slice(-8)))
  const click = async () => {
    const who = await person(product)
    const [link] = await own()
    const channel = new URL((await look()).wecom.address).searchParams.get('customer_channel')
    const answer = await sandbox(`acquisition/${link?.link_id}/click`, { personId: who.personId, channel })
    return { who, answer }
  }
  return { id, token, guide, look, own, click }
}

describe('an acquisition link (GU-6b)', () => {
  it('is made once, greets, tags and counts who taps it like a code', async () => {
    const { id, guide, look, own, click } = await begun()
    await Promise.all(Array.from({ length: 6 }, () => syncDue()))
    expect(await own()).toEqual([expect.objectContaining({ users: [guide.userid] })])
    expect((await look()).wecom).toMatchObject({
      state: 'ready',
      text: '可以复制发出去',
      address: expect.stringMatching(new RegExp(`\\?customer_channel=${id}$`)),
    })
    const { who } = await click()
    await heard()
    expect((await look()).results).toMatchObject({ friends: 1, greeted: 1 })
    expect(await said(guide.userid, who.personId)).toEqual([
      expect.objectContaining({ isWelcome: true, text: expect.stringContaining(guide.name) }),
    ])
  })

  it('is found again, not made twice, when the answer was lost', async () => {
    const { own, look } = await begun()
    await sandbox('fault', { endpoint: CREATE, truncate: true, times: 1 })
    await syncDue()
    expect([(await own()).length, (await look()).wecom.state]).toEqual([1, 'trouble'])
    advanceClock(MINUTE)
    await syncDue()
    expect([(await own()).length, (await look()).wecom.state]).toEqual([1, 'ready'])
  })

  it('is made anew when the admin deleted it, as soon as that is told', async () => {
    const { own, look } = await begun()
    await syncDue()
    const [before] = await own()
    await sandbox(`acquisition/${before?.link_id}/delete`)
    await heard()
    await syncDue()
    const [after, ...more] = await own()
    expect([after?.link_id === before?.link_id, more]).toEqual([false, []])
    expect((await look()).wecom.state).toBe('ready')
  })

  it('says that nothing is paid for any more, and that it is again', async () => {
    const { look, click } = await begun()
    await syncDue()
    await sandbox('acquisition/quota', { balance: 0 })
    expect((await click()).answer).toMatchObject({ isUnavailable: true })
    await heard()
    await syncDue()
    expect((await look()).wecom).toMatchObject({
      state: 'trouble',
      text: expect.stringContaining('额度用完了'),
    })
    await sandbox('acquisition/quota', { balance: 5 })
    advanceClock(61 * MINUTE)
    await syncDue()
    expect((await look()).wecom.state).toBe('ready')
  })

  it('counts at night who came and was not told of, once', async () => {
    const { look, click } = await begun()
    await syncDue()
    await sandbox('notify', { drop: 1 })
    await click()
    await heard()
    expect((await look()).results.friends).toBe(0)
    await repairComers()
    await repairComers()
    expect((await look()).results.friends).toBe(1)
  })

  it('is taken away when it ends', async () => {
    const { id, token, own } = await begun()
    await syncDue()
    await product.post(path(id, '/end'), { token })
    await syncDue()
    expect(await own()).toEqual([])
    expect(await stored(id)).not.toHaveProperty('dueAt')
  })

  it('stays a link once it was taken into use', async () => {
    const { id, token, guide, look } = await begun()
    const { version } = await look()
    const answer = await put(id, { token, body: { ...draftOf([guide._id]), carrier: 'qr', version } })
    expect([answer.status, answer.body.error.details.at]).toEqual([422, 'carrier'])
    const picture = await product.get(path(id, '/qr'), { token })
    expect(picture.body.error.code).toBe('channel_code_no_picture')
  })

  it('that is refused says why', async () => {
    const { look } = await begun()
    await sandbox('fault', { id: 'full', endpoint: CREATE, errcode: 41095, times: -1 })
    await syncDue()
    await sandbox('fault/full/remove')
    expect((await look()).wecom).toEqual({
      state: 'trouble',
      text: '企业微信里的获客链接已到上限，先结束一些不用的',
    })
  })
})
