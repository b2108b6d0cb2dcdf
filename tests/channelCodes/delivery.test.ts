import { giveUpWelcomes, welcomeComer } from '../../server/features/channelCodes/channelCodes.welcome'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { outcome } from '../customers/friends'
import { befriend, memberSession, person } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
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

const { live, delivered, said, sandbox } = codesOf(() => product)
const idOfContact = (personId: string) => product.sandbox.core.people.person(personId)?.externalUserId ?? ''
const lastEvent = () => product.sandbox.core.callbacks.sent().at(-1)?.xml ?? ''
const welcomeCodeOf = (xml: string) => /<WelcomeCode><!\[CDATA\[(.*?)\]\]>/.exec(xml)?.[1] ?? ''
const endpoint = '/cgi-bin/externalcontact/send_welcome_msg'
const asked = async () => {
  const { entries } = await product.sandbox.get('/__sandbox/log')
  return entries.filter((it) => it.text.startsWith(`${endpoint} `)).length
}

describe('events of a scan as the network delivers them (JO-3, TR-3)', () => {
  it('greet once when doubled, replayed, and half before whole', async () => {
    const { guide, scan, look } = await live()
    await sandbox('notify', { duplicate: 1 })
    const { personId } = await scan()
    await delivered()
    await sandbox('notify/replay', { index: product.sandbox.core.callbacks.sent().length - 1 })
    await delivered()
    expect(await said(guide.userid, personId)).toHaveLength(1)
    const who = await person(product)
    const state = (await look()).id
    await sandbox('customer/add', { userid: guide.userid, personId: who.personId, state, oneWay: true })
    await delivered()
    expect(await said(guide.userid, who.personId)).toHaveLength(1)
    expect((await look()).results).toMatchObject({ friends: 2, greeted: 2, missed: 0 })
  })

  it('are too late after 20 s: counted, not greeted, and it is said why', async () => {
    const { guide, scan, results, look } = await live()
    await product.stopWorker()
    const { personId } = await scan()
    await product.sandbox.core.callbacks.settled()
    await product.sandbox.advance(21)
    product.startWorker()
    await product.settled()
    expect(await said(guide.userid, personId)).toEqual([])
    expect((await results()).missed).toEqual([
      { why: 'late', text: '超过 20 秒才收到，企业微信不再收欢迎语', count: 1 },
    ])
    expect((await look()).results).toMatchObject({ friends: 1, missed: 1 })
  })

  it('of long ago are not even asked about', async () => {
    const { scan, results } = await live()
    await product.stopWorker()
    await scan()
    await product.sandbox.core.callbacks.settled()
    advanceClock(60_000)
    const before = await asked()
    product.startWorker()
    await product.settled()
    expect(await asked()).toBe(before)
    expect((await results()).missed).toEqual([expect.objectContaining({ why: 'late' })])
  })

  it('count nobody as a friend whose parting is heard first', async () => {
    const { guide, scan, look } = await live()
    await sandbox('notify', { reorder: 1 })
    const { personId } = await scan()
    await sandbox('customer/block', { userid: guide.userid, personId })
    await delivered()
    expect((await look()).results).toMatchObject({ friends: 1, lost: 1 })
  })

  it('count a loss once, and none when the two are friends again', async () => {
    const { guide, scan, look, results } = await live()
    const who = await person(product)
    await scan(who)
    await delivered()
    await product.sandbox.advance(1)
    await sandbox('notify', { duplicate: 1 })
    await sandbox('customer/block', { userid: guide.userid, personId: who.personId })
    await delivered()
    expect((await look()).results).toMatchObject({ friends: 1, lost: 1 })
    expect((await results()).days.at(-1)).toMatchObject({ friends: 1, lost: 1 })
    await product.sandbox.advance(1)
    await scan(who)
    await delivered()
    expect((await look()).results).toMatchObject({ friends: 1, lost: 0, greeted: 2 })
  })
})

describe('a welcome WeCom does not take (JO-3)', () => {
  it('is not sent again where the two have begun to chat', async () => {
    const { guide, scan, results } = await live()
    await product.stopWorker()
    const { personId } = await scan()
    await sandbox('customer/talk', { userid: guide.userid, personId, from: 'person', text: '在吗' })
    await product.sandbox.core.callbacks.settled()
    product.startWorker()
    await product.settled()
    expect(await said(guide.userid, personId)).toEqual([])
    expect((await results()).missed).toEqual([expect.objectContaining({ why: 'already', count: 1 })])
  })

  it('is tried again while another app is sending', async () => {
    const { guide, scan } = await live()
    await sandbox('welcome', { busy: 2 })
    const { personId } = await scan()
    await delivered()
    expect(await said(guide.userid, personId)).toHaveLength(1)
  })

  it('is there once when its answer was lost on the way', async () => {
    const { guide, scan, look } = await live()
    await sandbox('fault', { endpoint, truncate: true, times: 1 })
    const { personId } = await scan()
    await delivered()
    expect(await said(guide.userid, personId)).toHaveLength(1)
    expect((await look()).results).toMatchObject({ greeted: 1, missed: 0 })
  })

  it.each([
    ['away', { http: 502, times: 2 }],
    ['gone without a word', { drop: true, times: 1 }],
    ['short of a token', { errcode: 42001, times: 1 }],
  ])('goes out when WeCom was %s and is back', async (_, fault) => {
    const { guide, scan } = await live()
    await sandbox('fault', { endpoint, ...fault })
    const { personId } = await scan()
    await delivered()
    expect(await said(guide.userid, personId)).toHaveLength(1)
  })

  it('carries a fresh picture where WeCom has lost the old one', async () => {
    const welcome = { text: '', attachments: [{ kind: 'page', title: '首页', page: 'pages/home/index' }] }
    const { guide, scan } = await live({ welcome })
    await scan()
    await delivered()
    product.sandbox.core.media.reset()
    const { personId } = await scan()
    await delivered()
    expect(await said(guide.userid, personId)).toEqual([expect.objectContaining({ kind: 'miniprogram' })])
  })

  it('is written off when it is refused for what it says, and when there is no code for it', async () => {
    const { scan, results } = await live()
    await sandbox('fault', { endpoint, errcode: 41053, times: 1 })
    await scan()
    await delivered()
    await sandbox('switches', { consoleWelcome: true })
    await scan()
    await delivered()
    expect((await results()).missed.map((it: { why: string }) => it.why).sort()).toEqual([
      'noCode',
      'refused',
    ])
  })

  it('is given up when the platform stays away', async () => {
    const { id, scan, results } = await live()
    await product.stopWorker()
    const { personId, userid } = await scan()
    await sandbox('fault', { endpoint, http: 502, times: 1 })
    const came = {
      ...{ userid, externalUserId: idOfContact(personId), state: id, at: new Date() },
      welcomeCode: welcomeCodeOf(lastEvent()),
    }
    await expect(welcomeComer(came)).rejects.toThrow(/502/)
    advanceClock(180_000)
    await giveUpWelcomes()
    expect((await results()).missed).toEqual([expect.objectContaining({ why: 'unheard', count: 1 })])
    product.startWorker()
  })
})

it('one welcome goes out however many workers hear of the friend at once (JO-3)', async () => {
  const { id, guide, scan, look } = await live()
  await product.stopWorker()
  const { personId, userid } = await scan()
  await product.sandbox.core.callbacks.settled()
  const came = {
    ...{ userid, externalUserId: idOfContact(personId), state: id, at: new Date() },
    welcomeCode: welcomeCodeOf(lastEvent()),
  }
  const before = await asked()
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => welcomeComer(came)))
  expect(tries.some((it) => it.status === 'fulfilled')).toBe(true)
  expect((await asked()) - before).toBe(1)
  product.startWorker()
  await product.settled()
  expect(await said(guide.userid, personId)).toHaveLength(1)
  expect((await look()).results).toEqual({ friends: 1, today: 1, lost: 0, greeted: 1, missed: 0 })
})

it('no route greets or counts by anybody’s word but WeCom’s (TR-3)', async () => {
  const { guide, id, look } = await live()
  const who = await person(product, { externalUserId: 'wm_forged_friend' })
  const forged = await product.post('/wecom/callback?msg_signature=x&timestamp=1&nonce=2', {
    raw: { type: 'text/xml', text: `<xml><Encrypt>${id}</Encrypt></xml>` },
  })
  expect(outcome(forged)).toEqual([403, 'callback_forged'])
  await befriend(product, who.personId, guide.userid)
  await delivered()
  expect((await look()).results).toMatchObject({ friends: 0 })
  const { token } = await memberSession()
  expect(outcome(await product.get(`/console/channel-codes/${id}`, { token }))[0]).toBe(403)
})
