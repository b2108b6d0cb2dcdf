import { APPID, buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

const PNG = Buffer.from('89504e470d0a1a0a00000000', 'hex')
const send = (body: Json) =>
  sandbox.post(`/cgi-bin/externalcontact/send_welcome_msg?access_token=${accessToken}`, body)
const hello = { text: { content: '你好' } }
/** Makes friends and reads the code the event carries. */
const greetingCode = async (personId = 'per_6'): Promise<string> => {
  await sandbox.post('/__sandbox/customer/add', { userid: 'zhoumin', personId, state: 'chc_1' })
  const xml = sandbox.core.callbacks.sent().at(-1)?.xml ?? ''
  return /<WelcomeCode><!\[CDATA\[(.*?)\]\]>/.exec(xml)?.[1] ?? ''
}
const chat = async (personId = 'per_6') =>
  (await sandbox.get(`/__sandbox/chat?userid=zhoumin&personId=${personId}`)).messages
const upload = async (name: string, bytes = PNG, query = '&type=image') => {
  const form = new FormData()
  form.set('media', new Blob([new Uint8Array(bytes)]), 'a.png')
  const address = `${sandbox.url}/cgi-bin/media/${name}?access_token=${accessToken}${query}`
  const answer = await fetch(address, { method: 'POST', body: form })
  return (await answer.json()) as { errcode: number; media_id: string; url: string; created_at: string }
}
const card = (pic_media_id: string, over: Json = {}) => ({
  msgtype: 'miniprogram',
  miniprogram: { title: '送你一张券', appid: APPID, page: 'pages/home/index.html', pic_media_id, ...over },
})

describe('the welcome of a new customer (platform-apis 3.7)', () => {
  it('is said once, as text and cards, in the chat of the two', async () => {
    const { media_id } = await upload('upload')
    const { url } = await upload('uploadimg', PNG, '')
    const attachments = [
      { msgtype: 'image', image: { pic_url: url } },
      card(media_id),
      { msgtype: 'link', link: { title: '门店', url: 'https://shop.test/', desc: '营业时间', picurl: url } },
    ]
    const welcome_code = await greetingCode()
    expect(await send({ welcome_code, ...hello, attachments })).toMatchObject({ errcode: 0 })
    const said = await chat()
    expect(said.map(({ from, kind }) => [from, kind])).toEqual([
      ['system', 'text'],
      ['guide', 'text'],
      ['guide', 'image'],
      ['guide', 'miniprogram'],
      ['guide', 'news'],
    ])
    expect(said[1]).toMatchObject({ text: '你好', isWelcome: true })
    const shown = said[3]?.card as { imgUrl: string } | undefined
    const picture = await fetch(shown?.imgUrl ?? '')
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG)
    expect((await send({ welcome_code, ...hello })).errcode).toBe(41051)
    expect(await chat()).toHaveLength(5)
  })

  it('answers 41050 after 20 s and for a code nobody has, 41049 without one', async () => {
    const welcome_code = await greetingCode()
    await sandbox.advance(21)
    expect((await send({ welcome_code, ...hello })).errcode).toBe(41050)
    expect((await send({ welcome_code: 'guessed', ...hello })).errcode).toBe(41050)
    expect((await send(hello)).errcode).toBe(41049)
  })

  it('answers 41051 once either has spoken, 41096 while another app is sending', async () => {
    const first = await greetingCode()
    await sandbox.post('/__sandbox/customer/talk', { userid: 'zhoumin', personId: 'per_6', text: '在吗' })
    expect((await send({ welcome_code: first, ...hello })).errcode).toBe(41051)
    const second = await greetingCode('per_4')
    await sandbox.post('/__sandbox/welcome', { busy: 1 })
    expect((await send({ welcome_code: second, ...hello })).errcode).toBe(41096)
    expect((await send({ welcome_code: second, ...hello })).errcode).toBe(0)
  })

  it.each<[number, string, Json]>([
    [44004, 'nothing at all', { text: { content: '' } }],
    [45002, 'more than 4000 bytes', { text: { content: '好'.repeat(1334) } }],
    [45002, 'a card title of more than 64 bytes', { attachments: [card('x', { title: '好'.repeat(22) })] }],
    [40058, 'ten attachments', { attachments: Array.from({ length: 10 }, () => card('x')) }],
    [40058, 'an unknown kind', { attachments: [{ msgtype: 'voice', voice: {} }] }],
    [40058, 'a card of another app', { attachments: [card('x', { appid: 'wx1' })] }],
    [40058, 'a link to no address', { attachments: [{ msgtype: 'link', link: { title: 'a', url: 'b' } }] }],
    [40007, 'a picture nobody uploaded', { attachments: [card('guessed')] }],
  ])('answers %i for %s, and the code is still good', async (errcode, _, body) => {
    const welcome_code = await greetingCode()
    expect((await send({ welcome_code, ...body })).errcode).toBe(errcode)
    expect((await send({ welcome_code, ...hello })).errcode).toBe(0)
  })

  it('takes no picture older than three days', async () => {
    const { media_id } = await upload('upload')
    await sandbox.advance(3 * 86_400 + 1)
    accessToken = await sandbox.wecomToken()
    const welcome_code = await greetingCode()
    expect((await send({ welcome_code, attachments: [card(media_id)] })).errcode).toBe(40007)
  })

  it('has no code for people of other corps, nor where the console greets', async () => {
    Object.assign(sandbox.core.people.person('per_6') ?? {}, { type: 2 })
    expect(await greetingCode()).toBe('')
    await sandbox.post('/__sandbox/switches', { consoleWelcome: true })
    expect(await greetingCode('per_4')).toBe('')
  })
})

describe('uploads (platform-apis 3.11.5)', () => {
  it('answer 40004 for no picture and no kind, 40009 for its size, 44001 for nothing', async () => {
    expect((await upload('upload', Buffer.from('not a picture'))).errcode).toBe(40004)
    expect((await upload('upload', PNG, '&type=poem')).errcode).toBe(40004)
    expect((await upload('upload', PNG.subarray(0, 4))).errcode).toBe(40009)
    expect((await upload('uploadimg', Buffer.concat([PNG, Buffer.alloc(2_097_152)]), '')).errcode).toBe(40009)
    expect((await upload('upload', Buffer.alloc(0))).errcode).toBe(44001)
    const bare = await sandbox.post(`/cgi-bin/media/upload?access_token=${accessToken}&type=image`, {})
    expect(bare.errcode).toBe(44001)
  })

  it('give a file back until it dies', async () => {
    const { media_id, created_at } = await upload('upload')
    expect(Number(created_at)).toBeGreaterThan(0)
    const address = () => `${sandbox.url}/cgi-bin/media/get?access_token=${accessToken}&media_id=${media_id}`
    expect(Buffer.from(await (await fetch(address())).arrayBuffer())).toEqual(PNG)
    await sandbox.advance(3 * 86_400 + 1)
    accessToken = await sandbox.wecomToken()
    expect(((await (await fetch(address())).json()) as { errcode: number }).errcode).toBe(40007)
  })
})
