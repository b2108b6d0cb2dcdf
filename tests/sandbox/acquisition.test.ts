import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

const api = (name: string, body: Json = {}) =>
  sandbox.post(`/cgi-bin/externalcontact/customer_acquisition/${name}?access_token=${accessToken}`, body)
const quota = () =>
  sandbox.get(`/cgi-bin/externalcontact/customer_acquisition_quota?access_token=${accessToken}`)
const client = (path: string, body: Json = {}) => sandbox.post(`/__sandbox/acquisition/${path}`, body)
const usual = { link_name: '短信', range: { user_list: ['zhoumin', 'chenjia'] } }
interface Link {
  link_id: string
  link_name: string
  url: string
}
const made = async (over: Json = {}) => (await api('create_link', { ...usual, ...over })).link as Link
const events = () => sandbox.core.callbacks.sent().map((it) => it.label)

describe('acquisition links (platform-apis 3.11.2)', () => {
  it('are made, read, listed, changed and removed', async () => {
    const link = await made()
    expect(link.url).toMatch(/^https:\/\/work\.weixin\.qq\.com\/ca\//)
    const { link_id } = link
    expect(await api('get', { link_id })).toMatchObject({
      link,
      range: { user_list: ['zhoumin', 'chenjia'] },
    })
    await made({ link_name: '二' })
    const first = await api('list_link', { limit: 1 })
    const rest = await api('list_link', { limit: 100, cursor: first.next_cursor })
    expect([...(first.link_id_list as string[]), ...(rest.link_id_list as string[])]).toHaveLength(2)
    await api('update_link', { link_id, link_name: '新名', range: { user_list: ['chenjia'] } })
    expect(await api('get', { link_id })).toMatchObject({
      link: { link_name: '新名' },
      range: { user_list: ['chenjia'] },
    })
    await api('delete_link', { link_id })
    expect((await api('get', { link_id })).errcode).toBe(40058)
    expect(events()).toEqual([])
  })

  it.each<[number, string, Json]>([
    [40058, 'no name', { link_name: '' }],
    [40058, 'a name of 31 signs', { link_name: '名'.repeat(31) }],
    [40058, 'nobody', { range: {} }],
    [60111, 'an unknown member', { range: { user_list: ['nobody'] } }],
    [41041, '101 members', { range: { user_list: Array.from({ length: 101 }, (_, at) => `u${at}`) } }],
  ])('answer %i for %s', async (errcode, _, over) => {
    expect((await api('create_link', { ...usual, ...over })).errcode).toBe(errcode)
  })

  it('make friends with the channel as their state, in turn, each new one paid for', async () => {
    const { link_id } = await made()
    const before = (await quota()).balance as number
    await client(`${link_id}/click`, { personId: 'per_6', channel: 'chc_1' })
    await client(`${link_id}/click`, { personId: 'per_5', channel: 'chc_1' })
    // A friend already: nothing happens.
    await client(`${link_id}/click`, { personId: 'per_6', channel: 'chc_2' })
    const { customer_list } = await api('customer', { link_id })
    expect(customer_list).toEqual([
      expect.objectContaining({ userid: 'zhoumin', state: 'chc_1', chat_status: 0 }),
      expect.objectContaining({ userid: 'chenjia', state: 'chc_1' }),
    ])
    expect(before - ((await quota()).balance as number)).toBe(2)
    expect(await api('statistic', { link_id })).toMatchObject({
      click_link_customer_cnt: 3,
      new_customer_cnt: 2,
    })
    expect(sandbox.core.callbacks.sent()[0]?.xml).toContain('<State><![CDATA[chc_1]]></State>')
  })

  it('lead nowhere without quota, and tell so', async () => {
    const { link_id } = await made()
    await client('quota', { balance: 1 })
    await client(`${link_id}/click`, { personId: 'per_6' })
    expect(await client(`${link_id}/click`, { personId: 'per_5' })).toMatchObject({ isUnavailable: true })
    expect(events()).toEqual(['add_external_contact', 'balance_exhausted', 'link_unavailable'])
  })
})
