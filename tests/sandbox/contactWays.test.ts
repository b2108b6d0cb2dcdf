import { createContactWays } from '../../server/sandbox/contactWays'
import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

const api = (name: string, body: Json = {}) =>
  sandbox.post(`/cgi-bin/externalcontact/${name}?access_token=${accessToken}`, body)
const usual = { type: 1, scene: 2, state: 'chc_1', remark: '台卡', user: ['zhoumin'] }
const made = async (over: Json = {}) =>
  String((await api('add_contact_way', { ...usual, ...over })).config_id)
const scan = (id: string, personId: string) =>
  sandbox.post(`/__sandbox/contact-ways/${id}/scan`, { personId })
const events = () => sandbox.core.callbacks.sent().map(({ label }) => label)
const followers = (personId: string) => sandbox.core.people.person(personId)?.followers ?? []

describe('live codes (platform-apis 3.6)', () => {
  it('are made, read, changed and removed, with a picture to scan', async () => {
    const way = await api('add_contact_way', usual)
    expect(way).toMatchObject({ errcode: 0, qr_code: expect.stringMatching(/\/wework\/qr\//) })
    const picture = await fetch(String(way.qr_code))
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    const read = () => api('get_contact_way', { config_id: way.config_id })
    expect((await read()).contact_way).toMatchObject({
      ...usual,
      skip_verify: true,
      config_id: way.config_id,
    })
    await api('update_contact_way', { config_id: way.config_id, user: ['chenjia'], remark: '门口' })
    expect((await read()).contact_way).toMatchObject({ user: ['chenjia'], remark: '门口', state: 'chc_1' })
    expect((await api('del_contact_way', { config_id: way.config_id })).errcode).toBe(0)
    expect((await read()).errcode).toBe(41044)
    expect((await fetch(String(way.qr_code))).status).toBe(404)
  })

  it('are recognised in a page’s picture that is pressed long, and their guide is added', async () => {
    const way = await api('add_contact_way', { ...usual, user: ['chenjia'] })
    const ask = async (path: string, body: Json) => {
      const answer = await fetch(`${sandbox.webviewUrl}/__webview/${path}`, {
        method: 'POST',
        body: JSON.stringify({ as: 'per_1', role: 'person', ...body }),
      })
      return (await answer.json()) as Json
    }
    const picture = Buffer.from(await (await fetch(String(way.qr_code))).arrayBuffer()).toString('base64')
    const name = sandbox.core.people.guide('chenjia')?.name
    expect(await ask('recognise', { picture })).toEqual({ configId: way.config_id, names: name })
    expect(await ask('recognise', { picture: Buffer.from('another').toString('base64') })).toEqual({})
    expect(await ask('add', { configId: way.config_id })).toMatchObject({ userid: 'chenjia', event: true })
    expect(followers('per_1')).toContainEqual(expect.objectContaining({ userid: 'chenjia', state: 'chc_1' }))
    await api('del_contact_way', { config_id: way.config_id })
    expect(await ask('recognise', { picture })).toEqual({})
  })

  const sign = (count: number) => '号'.repeat(count)
  it.each<[number, string, Json]>([
    [41037, 'no type', { type: undefined }],
    [41038, 'no scene', { scene: undefined }],
    [41039, 'an unknown type', { type: 3 }],
    [41040, 'an unknown scene', { scene: 3 }],
    [41041, '101 members', { type: 2, user: Array.from({ length: 101 }, (_, at) => `u${at}`) }],
    [41042, 'a style for a QR', { style: 1 }],
    [41042, 'style 3 for several members', { type: 2, scene: 1, style: 3 }],
    [40058, 'a state of 31 signs', { state: sign(31) }],
    [40058, 'a remark of 31 signs', { remark: sign(31) }],
    [40058, 'nobody', { user: [] }],
    [40058, 'two members for type 1', { user: ['zhoumin', 'chenjia'] }],
    [60111, 'an unknown member', { user: ['nobody'] }],
  ])('answer %i for %s', async (errcode, _, over) => {
    expect((await api('add_contact_way', { ...usual, ...over })).errcode).toBe(errcode)
  })

  it('take 30 signs of state and 100 members', async () => {
    for (let at = 0; at < 98; at += 1)
      sandbox.core.people.addGuide({ userid: `u${at}`, name: `导购${at}`, storeName: '', role: 'guide' })
    const user = ['zhoumin', 'chenjia', ...Array.from({ length: 98 }, (_, at) => `u${at}`)]
    expect(await made({ type: 2, user, state: sign(30), remark: sign(30) })).toBeTruthy()
  })

  it.each([
    [41054, { status: 4 as const }],
    [60011, { visible: false }],
    [84074, { customerContact: false }],
  ])('answer %i for a member who may not be in one', async (errcode, over) => {
    sandbox.core.people.addGuide({ userid: 'odd', name: '奇', storeName: '', role: 'guide', ...over })
    expect((await api('add_contact_way', { ...usual, user: ['odd'] })).errcode).toBe(errcode)
  })

  it('answer 41043 and 41044 for a missing and an unknown id, 48002 to an app without customer contact', async () => {
    for (const name of ['get_contact_way', 'update_contact_way', 'del_contact_way']) {
      expect((await api(name)).errcode).toBe(41043)
      expect((await api(name, { config_id: 'none' })).errcode).toBe(41044)
    }
    accessToken = await sandbox.wecomToken('sandbox-wecom-other-secret')
    expect((await api('add_contact_way', usual)).errcode).toBe(48002)
  })

  it('are listed by time and page', async () => {
    const ids = [await made(), await made(), await made()]
    const first = await api('list_contact_way', { limit: 2 })
    expect(first.contact_way).toEqual(ids.slice(0, 2).map((config_id) => ({ config_id })))
    const rest = await api('list_contact_way', { limit: 2, cursor: first.next_cursor })
    expect([rest.contact_way, rest.next_cursor]).toEqual([[{ config_id: ids[2] }], ''])
    await sandbox.advance(91 * 86_400)
    accessToken = await sandbox.wecomToken()
    expect((await api('list_contact_way')).contact_way).toEqual([])
    expect((await api('list_contact_way', { limit: 1001 })).errcode).toBe(40058)
    expect((await api('list_contact_way', { cursor: 'x' })).errcode).toBe(40035)
  })

  it('are refused beyond the corp’s number with 41045', async () => {
    const ways = createContactWays(sandbox.core, 1)
    ways.add(usual)
    expect(() => ways.add(usual)).toThrow(expect.objectContaining({ errcode: 41045 }))
  })
})

describe('scanning a live code (platform-apis 3.4, 5.5)', () => {
  it('makes friends with its state; by a friend it does nothing at all', async () => {
    const id = await made()
    expect(await scan(id, 'per_6')).toMatchObject({ userid: 'zhoumin', event: true })
    expect(followers('per_6')).toEqual([expect.objectContaining({ state: 'chc_1', add_way: 1 })])
    expect(events()).toEqual(['add_external_contact'])
    const other = await made({ state: 'chc_2' })
    expect(await scan(other, 'per_6')).toMatchObject({ event: false })
    expect(followers('per_6')).toEqual([expect.objectContaining({ state: 'chc_1' })])
    expect(events()).toHaveLength(1)
  })

  it('leads to its members in turn, and keeps to one where it is exclusive', async () => {
    const id = await made({ type: 2, user: ['zhoumin', 'chenjia'], is_exclusive: true })
    expect(await scan(id, 'per_6')).toMatchObject({ userid: 'zhoumin' })
    expect(await scan(id, 'per_4')).toMatchObject({ userid: 'chenjia', event: false })
    expect(await scan(id, 'per_6')).toMatchObject({ userid: 'zhoumin', event: false })
  })

  it('waits for the member where they are asked, and no event comes before', async () => {
    const id = await made({ skip_verify: false })
    expect(await scan(id, 'per_6')).toMatchObject({ isWaiting: true, event: false })
    expect([events(), followers('per_6')]).toEqual([[], []])
    const accepted = { userid: 'zhoumin', personId: 'per_6' }
    expect(await sandbox.post('/__sandbox/contact-ways/accept', accepted)).toMatchObject({ event: true })
    expect([events(), followers('per_6')[0]?.state]).toEqual([['add_external_contact'], 'chc_1'])
    expect(await sandbox.post('/__sandbox/contact-ways/accept', accepted)).toMatchObject({
      error: 'nobody waits for this',
    })
  })

  it('leads nowhere once the code was removed', async () => {
    const id = await made()
    await api('del_contact_way', { config_id: id })
    expect(await scan(id, 'per_6')).toMatchObject({ error: 'this code leads nowhere any more' })
  })
})
