import {
  addMassMessage,
  cancelMassMessage,
  massMessagesMade,
  massResults,
  massTasks,
  remindMassMessage,
  type MassMessage,
} from '../../server/integrations/wecom/massMessages'
import { uploadImage } from '../../server/integrations/wecom/welcome'
import { next } from '../support/build'
import { befriend } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { codeOf, corpOf, PNG } from './corp'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
afterEach(() => settings({ cap: 'month', dispatchMs: 0 }))
beforeEach(() => settings({ dispatchMs: 0 }))
afterAll(() => product?.stop())

const { sandbox, raw: ask, member, customer } = corpOf(() => product)
const settings = (body: object) => sandbox('mass/settings', body)
const raw = async (name: string, body: object) => (await ask(name, body)).errcode
const APPID = 'wx00000000000000a1'
/** A member with so many customers, and a message to all of them. */
async function draft(count: number, over: Partial<MassMessage> = {}) {
  const userid = await member()
  const people = []
  for (let made = 0; made < count; made++) people.push(await customer(userid))
  const ids = people.map((it) => it.externalUserId)
  const message: MassMessage = {
    ...{ userid, ids },
    to: 'customers',
    text: `新品到店 ${next()}`,
    attachments: [],
    ...over,
  }
  return { userid, people, message }
}
const confirm = (msgid: string, userid: string, ids?: string[]) =>
  sandbox(`mass/${msgid}/confirm`, { userid, ...(ids ? { ids } : {}) })
const said = async (userid: string, personId: string) =>
  (await product.sandbox.get(`/__sandbox/chat?userid=${userid}&personId=${personId}`)).messages.filter(
    (it) => it.from === 'guide',
  )
const resultsOf = async (msgid: string, userid: string) =>
  (await massResults(msgid, userid)).map((it) => it.result)

describe('a mass message (platform-apis 3.8)', () => {
  it('reaches nobody before the member has confirmed it, and no callback tells of it', async () => {
    const { userid, people, message } = await draft(2)
    const mediaId = await uploadImage('a.png', PNG)
    const page = 'pages/home/index.html'
    const before = product.sandbox.core.callbacks.sent().length
    const { msgid, failed } = await addMassMessage({
      ...message,
      attachments: [{ kind: 'miniprogram', title: '看看', appid: APPID, page, mediaId }],
    })
    expect(failed).toEqual([])
    expect(await massTasks(msgid)).toEqual([{ userid, isSent: false }])
    expect(await resultsOf(msgid, userid)).toEqual(['unsent', 'unsent'])
    expect(await said(userid, people[0]?.personId ?? '')).toEqual([])
    await confirm(msgid, userid)
    expect(await massTasks(msgid)).toEqual([{ userid, isSent: true, sentAt: expect.any(Date) }])
    expect(await massResults(msgid, userid)).toEqual(
      message.ids.map((id) => ({
        id,
        result: 'sent',
        sentAt: expect.any(Date),
      })),
    )
    expect(await said(userid, people[1]?.personId ?? '')).toMatchObject([
      { kind: 'text', text: message.text, isMass: true },
      { kind: 'miniprogram', card: { page }, broken: false },
    ])
    expect(product.sandbox.core.callbacks.sent()).toHaveLength(before)
    const [listed] = (
      await massMessagesMade('customers', new Date(Date.now() - 60_000), new Date(Date.now() + 60_000))
    ).filter((it) => it.msgid === msgid)
    expect(listed).toEqual({ msgid, text: message.text, pages: [page] })
  })

  it('lets the member leave somebody out', async () => {
    const { userid, people, message } = await draft(2)
    const { msgid } = await addMassMessage(message)
    await confirm(msgid, userid, [people[1]?.personId ?? ''])
    expect(await resultsOf(msgid, userid)).toEqual(['unsent', 'sent'])
  })

  it('does not reach who has deleted the member (2), nor who had too many (3)', async () => {
    const { userid, people, message } = await draft(2)
    await settings({ cap: '1/day' })
    const first = await addMassMessage(message)
    await confirm(first.msgid, userid, [people[0]?.personId ?? ''])
    await sandbox('customer/block', { userid, personId: people[1]?.personId })
    const second = await addMassMessage(message)
    await confirm(second.msgid, userid)
    expect(await resultsOf(second.msgid, userid)).toEqual(['capped', 'notFriend'])
  })

  it.each([
    ['7/week', 7],
    ['4/month', 4],
  ] as const)('is capped at %s', async (cap, most) => {
    const { userid, message } = await draft(1)
    await settings({ cap })
    const all = []
    for (let sent = 0; sent <= most; sent++) {
      const { msgid } = await addMassMessage(message)
      await confirm(msgid, userid)
      all.push(...(await resultsOf(msgid, userid)))
    }
    expect(all).toEqual([...Array<string>(most).fill('sent'), 'capped'])
  })

  it('goes through the member who talked to the customer last, where none is named', async () => {
    const [one, two] = [await member(), await member()]
    const { externalUserId, personId } = await customer(one)
    await befriend(product, personId, two)
    await product.sandbox.advance(60)
    await sandbox('customer/talk', { userid: one, personId, text: '在吗' })
    const { msgid } = (await product.sandbox.post(
      `/cgi-bin/externalcontact/add_msg_template?access_token=${await product.sandbox.wecomToken()}`,
      { external_userid: [externalUserId], text: { content: '你好' } },
    )) as unknown as { msgid: string }
    expect(await massTasks(msgid)).toEqual([{ userid: one, isSent: false }])
  })

  it('names whom it cannot be sent to, and is refused where that is everybody (41048)', async () => {
    const { userid, message } = await draft(1)
    const stranger = await customer(await member())
    const both = [...message.ids, stranger.externalUserId]
    const { failed, msgid } = await addMassMessage({ ...message, ids: both })
    expect(failed).toEqual([stranger.externalUserId])
    expect(await resultsOf(msgid, userid)).toEqual(['unsent'])
    const none = { ...message, ids: [stranger.externalUserId] }
    expect(await codeOf(addMassMessage(none))).toBe(41048)
  })

  it('is refused with the platform’s codes', async () => {
    const { message } = await draft(1)
    const links = (count: number) =>
      Array.from({ length: count }, () => ({ kind: 'link' as const, title: '店', url: 'https://shop.test/' }))
    const add = (over: Partial<MassMessage>) => codeOf(addMassMessage({ ...message, ...over }))
    expect(await add({ attachments: links(9) })).toBe(0)
    expect(await add({ attachments: links(10) })).toBe(41064)
    expect(await add({ ids: ['wm_of_another_corp'] })).toBe(40096)
    expect(await add({ text: '长'.repeat(1333) })).toBe(0)
    expect(await add({ text: '长'.repeat(1334) })).toBe(45002)
    expect(await add({ text: '' })).toBe(44004)
    expect(await add({ userid: 'nobody_here' })).toBe(60111)
    const card = { kind: 'miniprogram' as const, title: '看', appid: APPID, page: 'a.html', mediaId: 'gone' }
    expect(await add({ attachments: [card] })).toBe(40007)
    const named = { external_userid: message.ids, sender: message.userid }
    const voice = [{ msgtype: 'voice', voice: { media_id: 'x' } }]
    expect(await raw('add_msg_template', { ...named, attachments: voice })).toBe(41065)
    const many = Array(10_001).fill(message.ids[0])
    expect(await raw('add_msg_template', { ...named, external_userid: many, text: { content: '好' } })).toBe(
      40058,
    )
    expect(await raw('add_msg_template', { chat_type: 'group', text: { content: '好' } })).toBe(40058)
    expect(await raw('add_msg_template', { chat_type: 'single', text: { content: '好' } })).toBe(40058)
  })

  it('goes to groups their owner sends it to, and to nobody else’s (40058)', async () => {
    const { userid, people, message } = await draft(2)
    const personIds = people.map((it) => it.personId)
    const { chat_id } = await sandbox('groups', { userid, name: '会员群', personIds })
    const toGroup = { ...message, to: 'groups' as const, ids: [String(chat_id)] }
    expect(await codeOf(addMassMessage({ ...toGroup, userid: await member() }))).toBe(40058)
    expect(await codeOf(addMassMessage({ ...toGroup, ids: [...toGroup.ids, 'wr_none'] }))).toBe(40058)
    const nobodys = { chat_type: 'group', sender: await member(), text: { content: '好' } }
    expect(await raw('add_msg_template', nobodys)).toBe(41048)
    const { msgid, failed } = await addMassMessage(toGroup)
    expect(failed).toEqual([])
    await confirm(msgid, userid)
    expect(await massResults(msgid, userid)).toEqual([
      { id: String(chat_id), result: 'sent', sentAt: expect.any(Date) },
    ])
    const span = [new Date(Date.now() - 60_000), new Date(Date.now() + 60_000)] as const
    const listed = async (to: 'customers' | 'groups') =>
      (await massMessagesMade(to, ...span)).some((it) => it.msgid === msgid)
    expect([await listed('groups'), await listed('customers')]).toEqual([true, false])
  })

  it('is not asked about before it is dispatched (41063)', async () => {
    const { userid, message } = await draft(1)
    await settings({ dispatchMs: 5000 })
    const { msgid } = await addMassMessage(message)
    expect(await codeOf(massTasks(msgid))).toBe(41063)
    expect(await codeOf(massResults(msgid, userid))).toBe(41063)
    await product.sandbox.advance(6)
    expect(await codeOf(massTasks(msgid))).toBe(0)
  })

  it('is reminded of three times a day (41094)', async () => {
    const { message } = await draft(1)
    const { msgid } = await addMassMessage(message)
    const codes = []
    for (let asked = 0; asked < 4; asked++) codes.push(await codeOf(remindMassMessage(msgid)))
    expect(codes).toEqual([0, 0, 0, 41094])
    await product.sandbox.advance(86_401)
    expect(await codeOf(remindMassMessage(msgid))).toBe(0)
  })

  it('is cancelled once (41093), and then cannot be confirmed', async () => {
    const { userid, people, message } = await draft(1)
    const { msgid } = await addMassMessage(message)
    await cancelMassMessage(msgid)
    expect(await codeOf(cancelMassMessage(msgid))).toBe(41093)
    await confirm(msgid, userid)
    expect(await said(userid, people[0]?.personId ?? '')).toEqual([])
    expect(await codeOf(cancelMassMessage('msg_none'))).toBe(40058)
  })

  it('is listed for a month at most, page by page', async () => {
    const { userid, message } = await draft(3)
    const { msgid } = await addMassMessage(message)
    const day = 86_400
    const now = Math.floor(product.sandbox.core.clock.now() / 1000)
    const list = (from: number, until: number, more: object = {}) =>
      raw('get_groupmsg_list_v2', { chat_type: 'single', start_time: from, end_time: until, ...more })
    expect(await list(now - 31 * day, now)).toBe(0)
    expect(await list(now - 32 * day, now)).toBe(40058)
    expect(await list(now - day, now, { limit: 101 })).toBe(40058)
    const answer = (await product.sandbox.post(
      `/cgi-bin/externalcontact/get_groupmsg_send_result?access_token=${await product.sandbox.wecomToken()}`,
      { msgid, userid, limit: 2 },
    )) as unknown as { send_list: unknown[]; next_cursor: string }
    expect([answer.send_list.length, answer.next_cursor]).toEqual([2, '2'])
    expect(await massResults(msgid, userid)).toHaveLength(3)
  })
})
