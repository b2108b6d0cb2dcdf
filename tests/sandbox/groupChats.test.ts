import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

interface Group {
  chat_id: string
  name: string
  owner: string
  member_list: { userid: string; type: number; join_scene: number; state?: string; invitor?: Json }[]
}
const api = (name: string, body: Json = {}) =>
  sandbox.post(`/cgi-bin/externalcontact/${name}?access_token=${accessToken}`, body)
const client = (path: string, body: Json = {}) => sandbox.post(`/__sandbox/${path}`, body)
const group = async (chat_id: string) =>
  (await api('groupchat/get', { chat_id, need_name: 1 })).group_chat as Group
const made = async (personIds = ['per_1', 'per_2']) =>
  String((await client('groups', { userid: 'zhoumin', name: '秋味群', personIds })).chat_id)
const sent = () => sandbox.core.callbacks.sent()
const external = (personId: string) => sandbox.core.people.person(personId)?.externalUserId

describe('customer groups (platform-apis 3.9)', () => {
  it('are listed page by page and by owner', async () => {
    const first = await made()
    await client('groups', { userid: 'chenjia', name: '别的群', personIds: ['per_4'] })
    const page = await api('groupchat/list', { limit: 1 })
    const rest = await api('groupchat/list', { limit: 1000, cursor: page.next_cursor })
    const ids = [page, rest].flatMap((it) => it.group_chat_list as Json[]).map((it) => it.chat_id)
    expect(ids).toEqual(expect.arrayContaining([first, 'wrzhoumin_group']))
    expect(new Set(ids).size).toBe(ids.length)
    const own = await api('groupchat/list', { limit: 10, owner_filter: { userid_list: ['chenjia'] } })
    expect(own.group_chat_list).toEqual([{ chat_id: expect.any(String), status: 0 }])
    expect((await api('groupchat/list', {})).errcode).toBe(40058)
  })

  it('say who is in them and how they came', async () => {
    const id = await made(['per_1'])
    const { config_id } = await api('groupchat/add_join_way', {
      scene: 2,
      chat_id_list: [id],
      state: '收银台',
    })
    await client(`join-ways/${String(config_id)}/scan`, { personId: 'per_6' })
    const { member_list } = await group(id)
    expect(member_list).toEqual([
      expect.objectContaining({ userid: 'zhoumin', type: 1, name: '周敏' }),
      expect.objectContaining({ type: 2, join_scene: 1, invitor: { userid: 'zhoumin' }, name: '林晓雯' }),
      expect.objectContaining({ userid: external('per_6'), join_scene: 3, state: '收银台' }),
    ])
    // Who is nobody's friend is no contact.
    const query = `access_token=${accessToken}&external_userid=${external('per_6') ?? ''}`
    expect((await sandbox.get(`/cgi-bin/externalcontact/get?${query}`)).errcode).toBe(84061)
  })

  it('answer 90501 for what is no customer group', async () => {
    expect((await api('groupchat/get', { chat_id: 'wr_other' })).errcode).toBe(90501)
  })

  it.each([
    ['nested', false, '<MemChangeList><Item>'],
    ['flat', true, '<MemChangeList><![CDATA['],
  ])('tell of changes in clients, the members %s', async (_, flatMemberList, list) => {
    const id = await made()
    await client('switches', { flatMemberList })
    await client(`groups/${id}/invite`, { ids: ['per_3'] })
    await client(`groups/${id}/leave`, { id: 'per_1' })
    await client(`groups/${id}/change`, { name: '新名字' })
    await client(`groups/${id}/dismiss`)
    expect(sent().map((it) => it.label)).toEqual(['create', 'update', 'update', 'update', 'dismiss'])
    expect(sent()[1]?.xml).toContain(list)
    expect(sent()[1]?.xml).toContain('<CurMemVer><![CDATA[2]]></CurMemVer>')
    expect(sent()[2]?.xml).toContain('<QuitScene>0</QuitScene>')
    expect((await group(id)) as unknown).toBeUndefined()
  })

  it('greet who comes in with the welcome their owner chose', async () => {
    const id = await made()
    const { template_id } = await api('group_welcome_template/add', { text: { content: '欢迎' } })
    await client(`groups/${id}/invite`, { ids: ['per_4'] })
    await client(`groups/${id}/welcome`, { templateId: template_id })
    await client(`groups/${id}/invite`, { ids: ['per_5', 'chenjia'] })
    const seen = async (personId: string) =>
      (await sandbox.get(`/__sandbox/groups/${id}/messages?personId=${personId}`)).messages.map(
        (it) => it.text,
      )
    expect([await seen('per_5'), await seen('per_4'), await seen('per_1')]).toEqual([['欢迎'], [], []])
    expect((await api('group_welcome_template/get', { template_id })).text).toEqual({ content: '欢迎' })
    expect((await api('group_welcome_template/del', { template_id })).errcode).toBe(0)
    expect((await api('group_welcome_template/edit', { template_id, text: { content: 'x' } })).errcode).toBe(
      40058,
    )
  })

  it.each<[number, string, Json]>([
    [44004, 'nothing', {}],
    [45002, 'too much', { text: { content: '字'.repeat(1334) } }],
    [40007, 'a picture that is not there', { image: { media_id: 'no' } }],
    [
      40058,
      'two attachments',
      { image: { pic_url: 'https://a.test/a.png' }, link: { title: 'a', url: 'https://a.test' } },
    ],
  ])('answer %i for a welcome with %s', async (errcode, _, body) => {
    expect((await api('group_welcome_template/add', body)).errcode).toBe(errcode)
  })

  it('take five groups for a join way, and no more', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => made([])))
    const way = { scene: 2, chat_id_list: ids.slice(0, 5) }
    expect((await api('groupchat/add_join_way', way)).errcode).toBe(0)
    expect((await api('groupchat/add_join_way', { ...way, chat_id_list: ids })).errcode).toBe(41091)
  })
})

describe('groups that get another owner (platform-apis 3.10)', () => {
  const give = (name: string, chat_id_list: string[], new_owner = 'chenjia') =>
    api(`groupchat/${name}`, { chat_id_list, new_owner })

  it('get one when theirs is at work, without an event', async () => {
    const id = await made()
    expect((await give('onjob_transfer', [id])).failed_chat_list).toEqual([])
    expect((await group(id)).owner).toBe('chenjia')
    expect(sent().map((it) => it.label)).toEqual(['create'])
    expect((await give('onjob_transfer', [id])).failed_chat_list).toEqual([
      expect.objectContaining({ chat_id: id, errcode: 90504 }),
    ])
  })

  it('get one by the other call when theirs has left', async () => {
    const id = await made()
    expect((await give('transfer', [id])).failed_chat_list).toEqual([
      expect.objectContaining({ errcode: 90500 }),
    ])
    const guide = sandbox.core.people.guide('zhoumin')
    if (guide) guide.status = 5
    expect((await give('onjob_transfer', [id])).failed_chat_list).toEqual([
      expect.objectContaining({ errcode: 90502 }),
    ])
    const waiting = await api('groupchat/list', { limit: 10, status_filter: 1 })
    expect(waiting.group_chat_list).toEqual(expect.arrayContaining([{ chat_id: id, status: 1 }]))
    expect((await give('transfer', [id])).failed_chat_list).toEqual([])
    expect((await group(id)).owner).toBe('chenjia')
  })
})

describe('the sidebar beside a group', () => {
  it('puts its messages into the group', async () => {
    await client('switches', { bridge: { entry: 'group_chat_tools' } })
    const { chatId } = await sandbox.bridge('context', { as: 'zhoumin' })
    const text = { msgtype: 'text', text: { content: '今晚 8 点' } }
    expect(await sandbox.bridge('send', { as: 'zhoumin', message: text })).toEqual({ ok: true })
    const { messages } = await sandbox.get(`/__sandbox/groups/${String(chatId)}/messages`)
    expect(messages).toEqual([expect.objectContaining({ by: 'zhoumin', text: '今晚 8 点', bySidebar: true })])
  })
})
