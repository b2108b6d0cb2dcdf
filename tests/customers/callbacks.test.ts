import mongoose from 'mongoose'
import { encryptMessage, messageSignature } from '../../server/kernel/platformCrypto'
import { build, next } from '../support/build'
import { befriend, enrol, person, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const CORP = 'ww0000000000000001'
const TOKEN = 'sandboxToken'
const KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

const stored = () => mongoose.connection.collection('wecomCallbacks').countDocuments()
const contact = (id: string) => mongoose.connection.collection('contacts').findOne({ _id: id as never })
const contactAsks = async () => {
  const { entries } = await product.sandbox.get('/__sandbox/log')
  return entries.filter((it) => it.text.startsWith('/cgi-bin/externalcontact/get ')).length
}
const sandbox = (path: string, body: object) => product.sandbox.post(`/__sandbox/${path}`, body)
const delivered = async () => {
  await product.sandbox.core.callbacks.settled()
  await product.settled()
}

/** The XML of a change as WeCom writes it. */
const change = (externalUserId: string, { type = 'edit_external_contact', at = 1_790_000_000 } = {}) =>
  `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>${at}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_contact]]></Event><ChangeType><![CDATA[${type}]]></ChangeType><UserID><![CDATA[guide1]]></UserID><ExternalUserID><![CDATA[${externalUserId}]]></ExternalUserID></xml>`

interface Seal {
  token?: string
  receiveId?: string
  aesKey?: string
  nonce?: string
}
function sealed(
  message: string,
  { token = TOKEN, receiveId = CORP, aesKey = KEY, nonce = `n${next()}` }: Seal = {},
) {
  const encrypted = encryptMessage(message, { encodingAesKey: aesKey, receiveId })
  const timestamp = '1790000000'
  const signature = messageSignature(token, timestamp, nonce, encrypted)
  return {
    query: `?${new URLSearchParams({ msg_signature: signature, timestamp, nonce })}`,
    xml: `<xml><ToUserName><![CDATA[${CORP}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`,
    encrypted,
  }
}
const push = ({ query, xml }: { query: string; xml: string }, type = 'text/xml') =>
  product.post(`/wecom/callback${query}`, { raw: { type, text: xml } })
const pushed = (message: string, seal: Seal = {}) => push(sealed(message, seal))

describe("WeCom's check of the callback address (GU-2)", () => {
  it('is answered with the plain echo', async () => {
    expect(await sandbox('callback/verify', {})).toMatchObject({ ok: true })
  })

  it('is refused with a wrong signature', async () => {
    const { query, encrypted } = sealed('12345', { token: 'other' })
    const { status, body } = await product.get(
      `/wecom/callback${query}&echostr=${encodeURIComponent(encrypted)}`,
    )
    expect([status, body.error.code]).toEqual([403, 'callback_forged'])
  })

  it('is refused when meant for another corp', async () => {
    const { query, encrypted } = sealed('12345', { receiveId: 'ww9999999999999999' })
    const { status, body } = await product.get(
      `/wecom/callback${query}&echostr=${encodeURIComponent(encrypted)}`,
    )
    expect([status, body.error.code]).toEqual([403, 'callback_forged'])
  })
})

describe('events of WeCom (GU-2)', () => {
  it('are taken in, answered success, and followed up', async () => {
    const guide = await build.guide()
    await enrol(product, guide)
    const externalUserId = `wm_event_${next()}`
    const who = await person(product, { externalUserId })
    await befriend(product, who.personId, guide.userid)
    await delivered()
    expect(await contact(externalUserId)).toMatchObject({
      name: who.name,
      followers: [expect.objectContaining({ userid: guide.userid })],
    })
  })

  it('are answered with nothing but the word', async () => {
    const { status, text, headers } = await pushed(change(`wm_word_${next()}`))
    expect([status, text, headers.get('content-type')]).toEqual([
      200,
      'success',
      expect.stringContaining('text/plain'),
    ])
  })

  const whole = sealed(change('wm_forged_0'))
  it.each([
    ['signed with another token', sealed(change('wm_forged_1'), { token: 'guessed' })],
    ['meant for another corp', sealed(change('wm_forged_2'), { receiveId: 'ww9999999999999999' })],
    ['sealed with another key', sealed(change('wm_forged_3'), { aesKey: [...KEY].reverse().join('') })],
    ['signed for another text', { query: whole.query, xml: sealed(change('wm_forged_4')).xml }],
    ['cut off in the middle', { query: whole.query, xml: whole.xml.slice(0, whole.xml.length / 2) }],
    ['not XML', { query: whole.query, xml: '{"Encrypt":"x"}' }],
    ['empty', { query: whole.query, xml: ' ' }],
    ['without the sealed part', { query: whole.query, xml: '<xml><ToUserName>a</ToUserName></xml>' }],
    [
      'sealed twice over',
      { query: whole.query, xml: whole.xml.replace('<xml>', '<xml><Encrypt>x</Encrypt>') },
    ],
    ['open, not sealed at all', { query: whole.query, xml: change('wm_forged_5') }],
    [
      'built of nested entities',
      {
        query: whole.query,
        xml: '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><xml><Encrypt>&b;</Encrypt></xml>',
      },
    ],
  ])('are refused when %s, and nothing is stored', async (_, given) => {
    const before = await stored()
    const { status, body } = await push(given)
    expect([status, body.error.code]).toEqual([403, 'callback_forged'])
    expect(await stored()).toBe(before)
  })

  it('are refused without their signature', async () => {
    const { status, body } = await push({ query: '?timestamp=1&nonce=2', xml: whole.xml })
    expect([status, body.error.code]).toEqual([400, 'request_invalid'])
  })

  it('are stored once when pushed again under another nonce', async () => {
    const before = await stored()
    const message = change(`wm_doubled_${next()}`)
    expect((await pushed(message)).text).toBe('success')
    expect((await pushed(message)).text).toBe('success')
    expect(await stored()).toBe(before + 1)
  })

  it('are stored once when pushed five times at once', async () => {
    const before = await stored()
    const message = change(`wm_at_once_${next()}`)
    const answers = await Promise.all(Array.from({ length: 5 }, () => pushed(message)))
    expect(answers.map((it) => it.text)).toEqual(Array(5).fill('success'))
    expect(await stored()).toBe(before + 1)
  })

  it('lead to one question to WeCom when doubled', async () => {
    await delivered()
    const from = await contactAsks()
    const message = change(`wm_one_question_${next()}`)
    await Promise.all([pushed(message), pushed(message)])
    await delivered()
    expect((await contactAsks()) - from).toBe(1)
  })

  it('are told apart by time, kind and person', async () => {
    const before = await stored()
    const id = `wm_apart_${next()}`
    await pushed(change(id))
    await pushed(change(id, { at: 1_790_000_001 }))
    await pushed(change(id, { type: 'del_follow_user' }))
    await pushed(change(`${id}_other`))
    expect(await stored()).toBe(before + 4)
  })

  it.each([
    [
      'another kind of event',
      '<xml><MsgType>event</MsgType><Event>enter_agent</Event><FromUserName>a</FromUserName></xml>',
    ],
    ['a message of a colleague', '<xml><MsgType>text</MsgType><Content>你好</Content></xml>'],
    ['a change without a customer', '<xml><Event>change_external_contact</Event></xml>'],
    ['something that is not XML inside', 'hello'],
  ])('that are %s are answered and left alone', async (_, message) => {
    const before = await stored()
    expect(await pushed(message)).toMatchObject({ status: 200, text: 'success' })
    expect(await stored()).toBe(before)
  })
})

describe('events as the network delivers them (GU-2, TR-3)', () => {
  async function pair() {
    const { guide, token } = await signInGuide(product)
    const externalUserId = `wm_network_${next()}`
    const who = await person(product, { externalUserId })
    const ids = { personId: who.personId, userid: guide.userid }
    return { ids, token, externalUserId }
  }
  const followers = async (id: string) => (await contact(id))?.followers?.length

  it('end with the facts of WeCom when deletion arrives before addition', async () => {
    const { ids, externalUserId } = await pair()
    await sandbox('notify', { reorder: 1 })
    await sandbox('customer/add', ids)
    await sandbox('customer/delete', ids)
    await delivered()
    expect((await followers(externalUserId)) ?? 0).toBe(0)
  })

  it('end with the facts when an old deletion arrives after the friendship was renewed', async () => {
    const { ids, externalUserId } = await pair()
    await sandbox('customer/add', ids)
    await delivered()
    await sandbox('notify', { reorder: 1 })
    await sandbox('customer/delete', ids)
    await sandbox('customer/add', ids)
    await delivered()
    expect(await followers(externalUserId)).toBe(1)
  })

  it('are handled once when the sandbox doubles them', async () => {
    const { ids, externalUserId } = await pair()
    const before = await stored()
    await sandbox('notify', { duplicate: 1 })
    await sandbox('customer/add', ids)
    await delivered()
    expect([await stored(), await followers(externalUserId)]).toEqual([before + 1, 1])
  })

  it('count also when they come late', async () => {
    const { ids, externalUserId } = await pair()
    await sandbox('notify', { late: 1, lateMs: 300 })
    await sandbox('customer/add', ids)
    await delivered()
    expect(await followers(externalUserId)).toBe(1)
  })

  it('change nothing when replayed long after', async () => {
    const { ids, externalUserId } = await pair()
    await sandbox('customer/add', ids)
    await delivered()
    const index = product.sandbox.core.callbacks.sent().length - 1
    await sandbox('customer/delete', ids)
    await delivered()
    await sandbox('notify/replay', { index })
    await delivered()
    expect(await followers(externalUserId)).toBe(0)
  })

  it('are handled in the end when WeCom is away at first', async () => {
    const { ids, externalUserId } = await pair()
    await sandbox('fault', { endpoint: '/cgi-bin/externalcontact/get', http: 502, times: 2 })
    await sandbox('customer/add', ids)
    await delivered()
    expect(await followers(externalUserId)).toBe(1)
  })

  it('are answered while the worker is stopped, and handled when it is back', async () => {
    const { ids, externalUserId } = await pair()
    await product.stopWorker()
    const before = await stored()
    await sandbox('customer/add', ids)
    await product.sandbox.core.callbacks.settled()
    expect(await stored()).toBe(before + 1)
    expect(await contact(externalUserId)).toBeNull()
    product.startWorker()
    await product.settled()
    expect(await followers(externalUserId)).toBe(1)
  })
})
