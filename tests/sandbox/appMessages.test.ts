import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

const send = (over: Json = {}) =>
  sandbox.post(`/cgi-bin/message/send?access_token=${accessToken}`, {
    touser: 'zhoumin',
    msgtype: 'textcard',
    agentid: 1000002,
    textcard: { title: '该跟进了', description: '问合不合身', url: 'https://shop.test/sidebar/' },
    ...over,
  })
/** Hours pass; tokens live for two of them. */
const pass = async (hours: number) => {
  await sandbox.post('/__sandbox/clock', { advance: hours * 3600 })
  accessToken = await sandbox.wecomToken()
}
const told = async (userid = 'zhoumin') =>
  (await sandbox.get(`/__sandbox/app-messages?userid=${userid}`)).messages

describe('messages of the app to members (platform-apis 3.11.6)', () => {
  it('reach who is there and name who is not', async () => {
    expect(await send({ touser: 'zhoumin|nobody' })).toMatchObject({ errcode: 0, invaliduser: 'nobody' })
    expect(await told()).toMatchObject([{ title: '该跟进了', text: '问合不合身' }])
    expect((await send({ touser: 'nobody' })).errcode).toBe(81013)
  })

  it.each<[number, Json]>([
    [82001, { touser: '' }],
    [40056, { agentid: 1 }],
    [301002, { agentid: 1000003 }],
    [40008, { msgtype: 'poem' }],
    [45002, { textcard: { title: '长'.repeat(43), description: 'x', url: 'https://shop.test/' } }],
    [40035, { textcard: { title: 'x', description: 'x', url: 'shop.test' } }],
  ])('are refused with %i', async (code, over) => {
    expect((await send(over)).errcode).toBe(code)
    expect(await told()).toEqual([])
  })

  it('are dropped when asked to and the same came within the interval', async () => {
    const again = { enable_duplicate_check: 1, duplicate_check_interval: 14_400 }
    for (const hours of [0, 3]) {
      await pass(hours)
      expect((await send(again)).errcode).toBe(0)
    }
    expect(await told()).toHaveLength(1)
    await pass(2)
    await send(again)
    await send()
    expect(await told()).toHaveLength(3)
  })

  it('are dropped silently above thirty a minute', async () => {
    for (let nth = 0; nth < 32; nth++)
      expect((await send({ msgtype: 'text', text: { content: `第 ${nth} 条` } })).errcode).toBe(0)
    expect(await told()).toHaveLength(30)
  })
})
