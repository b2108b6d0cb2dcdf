import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
const token = async () => (accessToken = await sandbox.wecomToken())
beforeEach(async () => {
  sandbox = await buildSandbox()
  await token()
})
afterEach(() => sandbox.stop())

const api = (name: string, body: Json = {}) =>
  sandbox.post(`/cgi-bin/externalcontact/${name}?access_token=${accessToken}`, body)
const client = (path: string, body: Json = {}) => sandbox.post(`/__sandbox/${path}`, body)
const external = (personId: string) => sandbox.core.people.person(personId)?.externalUserId ?? ''
const pair = { handover_userid: 'zhoumin', takeover_userid: 'chenjia' }
const start = (ids: string[], over: Json = {}, name = 'transfer_customer') =>
  api(name, { ...pair, external_userid: ids, ...over })
const codes = async (ids: string[], over: Json = {}) =>
  ((await start(ids, over)).customer as { errcode: number }[]).map((it) => it.errcode)
const result = async (over: Json = {}) =>
  (await api('transfer_result', { ...pair, ...over })).customer as { status: number; takeover_time: number }[]
const day = async () => {
  await sandbox.advance(86_401)
  await token()
  await client('handover/settle')
}
const sent = () => sandbox.core.callbacks.sent()
const followers = (personId: string) => sandbox.core.people.person(personId)?.followers.map((it) => it.userid)

describe('customers handed over (platform-apis 3.10)', () => {
  it('wait for a day and are the taker’s then, told to both', async () => {
    expect(await codes([external('per_1')], { transfer_success_msg: '以后由我照顾您' })).toEqual([0])
    expect(await result()).toEqual([expect.objectContaining({ status: 2, takeover_time: 0 })])
    expect([followers('per_1'), sent()]).toEqual([['zhoumin'], []])
    await day()
    expect(await result()).toEqual([expect.objectContaining({ status: 1 })])
    expect(followers('per_1')).toEqual(['chenjia'])
    expect(sent().map((it) => it.label)).toEqual(['add_external_contact', 'del_external_contact'])
    expect(sent()[0]?.xml).not.toContain('WelcomeCode')
    expect(sent()[1]?.xml).toContain('<Source><![CDATA[DELETE_BY_TRANSFER]]></Source>')
    expect(sandbox.core.chats.last('chenjia', 'per_1')?.text).toBe('以后由我照顾您')
  })

  it('are told to the giver alone where the taker is a friend already', async () => {
    await start([external('per_3')])
    await day()
    expect(followers('per_3')).toEqual(['chenjia'])
    expect(sent().map((it) => it.label)).toEqual(['del_external_contact'])
  })

  it('may say no', async () => {
    await start([external('per_1')])
    await client('handover/refuse', { personId: 'per_1' })
    expect(await result()).toEqual([expect.objectContaining({ status: 3 })])
    await day()
    expect(followers('per_1')).toEqual(['zhoumin'])
    expect(sent().map((it) => it.label)).toEqual(['transfer_fail'])
    expect(sent()[0]?.xml).toContain('customer_refused')
  })

  it('stay when the taker cannot have them', async () => {
    await start([external('per_1')])
    const taker = sandbox.core.people.guide('chenjia')
    if (taker) taker.customerContact = false
    await day()
    expect(await result()).toEqual([expect.objectContaining({ status: 4 })])
    expect(sent()[0]?.xml).toContain('customer_limit_exceed')
  })

  it('go twice in 90 days and not a third time', async () => {
    const id = external('per_1')
    await start([id])
    await day()
    expect(await codes([id], { handover_userid: 'chenjia', takeover_userid: 'zhoumin' })).toEqual([0])
    await day()
    expect(await codes([id])).toEqual([40128])
    await sandbox.advance(90 * 86_400)
    await token()
    expect(await codes([id])).toEqual([0])
  })

  it('answer each for itself', async () => {
    await start([external('per_1')])
    expect(await codes([external('per_1'), 'wm_unknown', external('per_4'), external('per_2')])).toEqual([
      40129, 40096, 40131, 0,
    ])
  })

  it.each<[number, string, Json]>([
    [40130, 'the same member', { takeover_userid: 'zhoumin' }],
    [60111, 'an unknown member', { takeover_userid: 'nobody' }],
    [40058, 'nobody', { external_userid: [] }],
    [40058, '101 customers', { external_userid: Array.from({ length: 101 }, (_, at) => `wm${at}`) }],
    [40058, '201 signs', { transfer_success_msg: '字'.repeat(201) }],
  ])('answer %i for %s', async (errcode, _, over) => {
    expect((await start([external('per_1')], over)).errcode).toBe(errcode)
  })
})

describe('customers of who has left', () => {
  const resigned = (ids: string[]) => start(ids, {}, 'resigned/transfer_customer')

  it('wait in a list, and go by the other call alone', async () => {
    expect((await resigned([external('per_1')])).errcode).toBe(40097)
    await client('guide/leave', { userid: 'zhoumin' })
    const list = await api('get_unassigned_list', { page_size: 2 })
    expect(list).toMatchObject({ is_last: false, info: [{ handover_userid: 'zhoumin' }, {}] })
    expect((await start([external('per_1')])).errcode).toBe(60111)
    expect((await resigned([external('per_1')])).errcode).toBe(0)
    await day()
    const { customer } = await api('resigned/transfer_result', pair)
    expect(customer).toEqual([expect.objectContaining({ status: 1 })])
    expect(followers('per_1')).toEqual(['chenjia'])
    expect(sent().map((it) => it.label)).toEqual(['add_external_contact'])
  })

  it('are no members any more', async () => {
    await client('guide/leave', { userid: 'zhoumin' })
    const { follow_user } = await sandbox.get(
      `/cgi-bin/externalcontact/get_follow_user_list?access_token=${accessToken}`,
    )
    expect(follow_user).toEqual(['chenjia'])
    const list = await sandbox.get(`/cgi-bin/externalcontact/list?access_token=${accessToken}&userid=zhoumin`)
    expect(list.errcode).toBe(60111)
  })

  it('cannot go after a year', async () => {
    await client('guide/leave', { userid: 'zhoumin' })
    await sandbox.advance(366 * 86_400)
    await token()
    expect((await resigned([external('per_1')])).errcode).toBe(40097)
  })
})
