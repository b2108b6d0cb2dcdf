import { PlatformError, PlatformUnavailable } from '../../server/integrations/http'
import {
  addContactWay,
  contactWayPicture,
  contactWaysSince,
  getContactWay,
  removeContactWay,
  updateContactWay,
} from '../../server/integrations/wecom/codes'
import { publishImage, sendWelcome, uploadImage } from '../../server/integrations/wecom/welcome'
import { build, next } from '../support/build'
import { enrol, person } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { endQuiet } from '../support/wecomQuiet'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
afterAll(() => product?.stop())

const sandbox = (path: string, body: object) => product.sandbox.post(`/__sandbox/${path}`, body)
const PNG = Buffer.from('89504e470d0a1a0a00000000', 'hex')
const member = async () => {
  const guide = await build.guide()
  await enrol(product, guide)
  return guide.userid
}
const way = async () => ({ state: `chc_${next()}`, remark: '台卡', userids: [await member()] })
const code = async () => {
  const it = await way()
  return { ...it, ...(await addContactWay(it)) }
}
const ofCode = (errcode: number) => expect.objectContaining({ platform: 'wecom', code: errcode })

describe('live codes of the client (platform-apis 3.6)', () => {
  it('are made, read, listed, changed, pictured and removed', async () => {
    const it = await code()
    const { configId, qrCode, state, userids } = it
    expect(await getContactWay(configId)).toEqual({ state, userids, qrCode })
    expect(await contactWaysSince(new Date(Date.now() - 60_000))).toContain(configId)
    expect(await contactWaysSince(new Date(Date.now() - 1000))).toContain(configId)
    const other = await member()
    await updateContactWay(configId, { state, remark: '门口', userids: [...userids, other] })
    expect((await getContactWay(configId)).userids).toEqual([...userids, other])
    expect((await contactWayPicture(qrCode)).subarray(1, 4).toString()).toBe('PNG')
    await removeContactWay(configId)
    await expect(getContactWay(configId)).rejects.toEqual(ofCode(41044))
    await expect(contactWayPicture(qrCode)).rejects.toBeInstanceOf(PlatformUnavailable)
  })

  it('are listed over every page', async () => {
    const since = new Date(Date.now() - 1000)
    const ids: string[] = []
    const userids = [await member()]
    for (let nth = 0; nth < 1001; nth += 1) {
      const add = { type: 2, scene: 2, state: `s${nth}`, user: userids }
      if (nth < 3) ids.push((await addContactWay({ state: `s${nth}`, remark: 'x', userids })).configId)
      else await product.sandbox.post(`/cgi-bin/externalcontact/add_contact_way?access_token=${token()}`, add)
    }
    const found = await contactWaysSince(since)
    expect(found.length).toBeGreaterThan(1000)
    expect(found).toEqual(expect.arrayContaining(ids))
  })
  let known = ''
  const token = () => known
  beforeAll(async () => {
    known = await product.sandbox.wecomToken()
  })

  it.each([
    [41041, { userids: Array.from({ length: 101 }, (_, nth) => `u${nth}`) }],
    [40058, { state: 'x'.repeat(31) }],
    [40058, { remark: '字'.repeat(31) }],
    [60111, { userids: ['nobodyHere'] }],
  ])('are refused with %i', async (errcode, over) => {
    await expect(addContactWay({ ...(await way()), ...over })).rejects.toEqual(ofCode(errcode))
  })

  it.each([41037, 41038, 41039, 41040, 41042, 41043, 41045, 41054, 48002, 60011, 84074, 45009])(
    'pass the refusal %i on as it is',
    async (errcode) => {
      const it = await way()
      await sandbox('fault', { endpoint: '/cgi-bin/externalcontact/add_contact_way', errcode, times: 1 })
      await expect(addContactWay(it)).rejects.toEqual(ofCode(errcode))
      await endQuiet()
    },
  )

  it.each([40014, 42001, 40001])('are asked again once with a fresh token after %i', async (errcode) => {
    const it = await way()
    await sandbox('fault', { endpoint: '/cgi-bin/externalcontact/add_contact_way', errcode, times: 1 })
    expect((await addContactWay(it)).configId).toBeTruthy()
  })

  it.each([
    ['a broken connection', { drop: true }],
    ['a gateway’s page', { http: 502 }],
    ['half an answer', { truncate: true }],
  ])('are unavailable by %s', async (_, fault) => {
    const it = await way()
    await sandbox('fault', { endpoint: '/cgi-bin/externalcontact/add_contact_way', times: 1, ...fault })
    await expect(addContactWay(it)).rejects.toBeInstanceOf(PlatformUnavailable)
  })
})

describe('the welcome of the client (platform-apis 3.7, 3.11.5)', () => {
  const greet = async () => {
    const userid = await member()
    const { personId } = await person(product)
    await sandbox('customer/add', { userid, personId, state: 's' })
    const xml = product.sandbox.core.callbacks.sent().at(-1)?.xml ?? ''
    return { userid, personId, welcomeCode: /<WelcomeCode><!\[CDATA\[(.*?)\]\]>/.exec(xml)?.[1] ?? '' }
  }

  it('goes out once, with cards whose pictures were uploaded', async () => {
    const { userid, personId, welcomeCode } = await greet()
    const mediaId = await uploadImage('a.png', PNG)
    expect(await publishImage('a.png', PNG)).toMatch(/^http/)
    const appid = product.sandbox.core.wechat.appid
    await sendWelcome(welcomeCode, '你好', [
      { kind: 'miniprogram', title: '首页', appid, page: 'pages/home/index.html', mediaId },
      { kind: 'link', title: '须知', url: 'https://shop.test/', text: '看看' },
    ])
    const chat = await product.sandbox.get(`/__sandbox/chat?userid=${userid}&personId=${personId}`)
    expect(chat.messages.filter((it) => it.from === 'guide').map((it) => it.kind)).toEqual([
      'text',
      'miniprogram',
      'news',
    ])
    await expect(sendWelcome(welcomeCode, '你好', [])).rejects.toEqual(ofCode(41051))
  })

  it('is refused late, unknown, without a code, while another sends, and for what it holds', async () => {
    const { welcomeCode } = await greet()
    await sandbox('welcome', { busy: 1 })
    await expect(sendWelcome(welcomeCode, '你好', [])).rejects.toEqual(ofCode(41096))
    await expect(sendWelcome('', '你好', [])).rejects.toEqual(ofCode(41049))
    await expect(sendWelcome('guessed', '你好', [])).rejects.toEqual(ofCode(41050))
    await expect(sendWelcome(welcomeCode, '好'.repeat(1334), [])).rejects.toEqual(ofCode(45002))
    await expect(sendWelcome(welcomeCode, '', [])).rejects.toEqual(ofCode(44004))
    const lost = { kind: 'miniprogram' as const, title: 'x', appid: 'wx', page: 'p.html', mediaId: 'gone' }
    const appid = product.sandbox.core.wechat.appid
    await expect(sendWelcome(welcomeCode, '', [{ ...lost, appid }])).rejects.toEqual(ofCode(40007))
    await expect(sendWelcome(welcomeCode, '', [lost])).rejects.toEqual(ofCode(40058))
    await product.sandbox.advance(21)
    await expect(sendWelcome(welcomeCode, '你好', [])).rejects.toEqual(ofCode(41050))
  })

  it('uploads pictures only', async () => {
    await expect(uploadImage('a.txt', Buffer.from('no picture'))).rejects.toEqual(ofCode(40004))
    await expect(publishImage('a.png', PNG.subarray(0, 4))).rejects.toEqual(ofCode(40009))
    await expect(uploadImage('a.png', Buffer.alloc(0))).rejects.toBeInstanceOf(PlatformError)
    await sandbox('fault', { endpoint: '/cgi-bin/media/upload', errcode: 42001, times: 1 })
    expect(await uploadImage('a.png', PNG)).toBeTruthy()
  })
})
