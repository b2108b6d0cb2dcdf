import { completePerson, smallWorld } from '../../server/sandbox/world'
import { buildSandbox, type Json, type TestSandbox } from './support'

let sandbox: TestSandbox
let accessToken: string
beforeEach(async () => {
  sandbox = await buildSandbox()
  accessToken = await sandbox.wecomToken()
})
afterEach(() => sandbox.stop())

const read = (path: string) =>
  sandbox.get(`/cgi-bin/externalcontact/${path}${path.includes('?') ? '&' : '?'}access_token=${accessToken}`)
const write = (path: string, body: Json) =>
  sandbox.post(`/cgi-bin/externalcontact/${path}?access_token=${accessToken}`, body)
const externalId = (personId: string) => sandbox.core.people.person(personId)?.externalUserId ?? ''

describe('members', () => {
  it('lists those who may serve customers', async () => {
    await sandbox.post('/__sandbox/people', {
      guide: { userid: 'office', name: '何静', storeName: '总部', role: 'guide', customerContact: false },
    })
    expect((await read('get_follow_user_list')).follow_user).toEqual(['zhoumin', 'chenjia'])
    expect((await read('list?userid=office')).errcode).toBe(84074)
  })
  it('refuses the app without customer contact with 48002', async () => {
    accessToken = await sandbox.wecomToken('sandbox-wecom-other-secret')
    expect((await read('list?userid=zhoumin')).errcode).toBe(48002)
  })
  it('answers 60111 for unknown and 60011 for invisible members', async () => {
    await sandbox.post('/__sandbox/people', {
      guide: { userid: 'far', name: '远', storeName: '外地', role: 'guide', visible: false },
    })
    expect((await read('list?userid=nobody')).errcode).toBe(60111)
    expect((await read('list?userid=far')).errcode).toBe(60011)
    const user = (userid: string) =>
      sandbox.get(`/cgi-bin/user/get?access_token=${accessToken}&userid=${userid}`)
    expect((await user('far')).errcode).toBe(60011)
    expect((await user('nobody')).errcode).toBe(60111)
    const known = await user('zhoumin')
    expect(known).toMatchObject({ errcode: 0, name: '周敏', position: '导购', status: 1 })
    expect(known).not.toHaveProperty('mobile')
    expect(known).not.toHaveProperty('avatar')
  })
})

describe('customers', () => {
  it('lists a guide’s customers, oldest friendship first', async () => {
    const { external_userid } = await read('list?userid=zhoumin')
    expect(external_userid).toEqual(['per_1', 'per_2', 'per_3', 'per_5'].map(externalId))
  })
  it('answers 84061, not an empty list, for a guide without customers', async () => {
    await sandbox.post('/__sandbox/people', {
      guide: { userid: 'new', name: '新', storeName: '静安寺店', role: 'guide' },
    })
    expect((await read('list?userid=new')).errcode).toBe(84061)
    expect((await write('batch/get_by_user', { userid_list: ['new'] })).errcode).toBe(84061)
  })
  it('shows one customer with every follower and tag', async () => {
    const answer = await read(`get?external_userid=${externalId('per_3')}`)
    expect(answer.external_contact).toMatchObject({
      name: '方远',
      type: 1,
      gender: 1,
      unionid: expect.any(String),
    })
    expect(answer.follow_user.map((one) => one.userid)).toEqual(['zhoumin', 'chenjia'])
    expect(answer).not.toHaveProperty('next_cursor')
    const tagged = await read(`get?external_userid=${externalId('per_1')}`)
    expect(tagged.follow_user[0]?.tags).toEqual([
      { group_name: '护肤', tag_name: '敏感肌', tag_id: expect.stringMatching(/^et/), type: 1 },
    ])
  })
  it('leaves unionid out without a binding and for people of other corps', async () => {
    const contact = async () => (await read(`get?external_userid=${externalId('per_1')}`)).external_contact
    await sandbox.post('/__sandbox/switches', { openPlatformBound: false })
    expect(await contact()).not.toHaveProperty('unionid')
    await sandbox.post('/__sandbox/switches', { openPlatformBound: true })
    Object.assign(sandbox.core.people.person('per_1') ?? {}, { type: 2 })
    expect(await contact()).not.toHaveProperty('unionid')
  })
  it('refuses missing and foreign ids', async () => {
    expect((await read('get')).errcode).toBe(41035)
    expect((await read('get?external_userid=wmUnknown')).errcode).toBe(40096)
  })
  it('pages customers by cursor until it is empty', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await write('batch/get_by_user', { userid_list: ['zhoumin', 'chenjia'], limit: 2, cursor })
      seen.push(...page.external_contact_list.map((one) => String(one.external_contact.external_userid)))
      cursor = page.next_cursor
    } while (cursor)
    expect(seen).toEqual(['per_1', 'per_2', 'per_3', 'per_5', 'per_3', 'per_4'].map(externalId))
    const [first] = (await write('batch/get_by_user', { userid_list: ['zhoumin'] })).external_contact_list
    expect(first?.follow_info.tag_id).toHaveLength(1)
    expect(first?.follow_info).not.toHaveProperty('tags')
  })
  it('refuses bad cursors, limits and lists', async () => {
    expect((await write('batch/get_by_user', { userid_list: ['zhoumin'], cursor: '???' })).errcode).toBe(
      40035,
    )
    expect((await write('batch/get_by_user', { userid_list: ['zhoumin'], limit: 101 })).errcode).toBe(40058)
    expect((await write('batch/get_by_user', { userid_list: [] })).errcode).toBe(40032)
    expect((await write('batch/get_by_user', { userid_list: Array(101).fill('zhoumin') })).errcode).toBe(
      40032,
    )
  })
  it('gives a cursor when more than 500 follow one person', async () => {
    const world = smallWorld(1_700_000_000)
    const many = Array.from({ length: 501 }, (_, index) => `g${index}`)
    world.guides = many.map((userid) => ({ userid, name: userid, storeName: '', role: 'guide' }))
    const followers = many.map((userid) => ({ userid, remark: '', createtime: 1, tags: [] }))
    world.persons = [completePerson({ name: '红人', personId: 'per_1', followers }, 0)]
    await sandbox.post('/__sandbox/reset', { world })
    accessToken = await sandbox.wecomToken()
    const first = await read(`get?external_userid=${externalId('per_1')}`)
    expect(first.follow_user).toHaveLength(500)
    const second = await read(`get?external_userid=${externalId('per_1')}&cursor=${first.next_cursor}`)
    expect(second.follow_user.map((one) => one.userid)).toEqual(['g500'])
    expect(second).not.toHaveProperty('next_cursor')
  })
})

describe('remark and tags', () => {
  const target = () => ({ userid: 'zhoumin', external_userid: externalId('per_2') })
  const follower = async () => (await read(`get?external_userid=${externalId('per_2')}`)).follow_user[0]

  it('writes remark, description and numbers; [""] clears the numbers', async () => {
    await write('remark', { ...target(), remark: '许 银卡', remark_mobiles: ['13900000000'] })
    expect(await follower()).toMatchObject({ remark: '许 银卡', remark_mobiles: ['13900000000'] })
    await write('remark', { ...target(), remark_mobiles: [''] })
    expect(await follower()).toMatchObject({ remark: '许 银卡', remark_mobiles: [] })
  })
  it('names the field that is too long, and wants at least one', async () => {
    const long = await write('remark', { ...target(), remark: '许'.repeat(21) })
    expect(long).toMatchObject({ errcode: 40058, errmsg: expect.stringContaining('remark') })
    expect((await write('remark', { ...target(), description: 'x'.repeat(151) })).errcode).toBe(40058)
    expect((await write('remark', target())).errcode).toBe(40063)
  })
  it('refuses those who are not friends with 84061', async () => {
    const stranger = { userid: 'chenjia', external_userid: externalId('per_2') }
    expect((await write('remark', { ...stranger, remark: 'x' })).errcode).toBe(84061)
    expect((await write('mark_tag', { ...stranger, add_tag: ['x'] })).errcode).toBe(84061)
  })
  it('adds and removes corp tags, once each', async () => {
    const { tag_group } = await write('get_corp_tag_list', {})
    const group = tag_group.find((one) => one.group_name === '阶段')
    const [newcomer, regular] = group?.tag.map((tag) => tag.id) ?? []
    await write('mark_tag', { ...target(), add_tag: [newcomer, regular] })
    await write('mark_tag', { ...target(), add_tag: [regular], remove_tag: [newcomer] })
    expect((await follower())?.tags.map((tag) => tag.tag_name)).toEqual(['送礼多', '常客'])
    expect((await write('mark_tag', { ...target(), add_tag: ['etNone'] })).errcode).toBe(40068)
    expect((await write('mark_tag', target())).errcode).toBe(40063)
  })
  it('filters the pool by tag or group, group first', async () => {
    const { tag_group } = await write('get_corp_tag_list', {})
    const [first, second] = tag_group
    const byTag = await write('get_corp_tag_list', { tag_id: [second?.tag[0]?.id] })
    expect(byTag.tag_group).toEqual([{ ...second, tag: [second?.tag[0]] }])
    const both = await write('get_corp_tag_list', {
      tag_id: [second?.tag[0]?.id],
      group_id: [first?.group_id],
    })
    expect(both.tag_group).toEqual([first])
  })
  it('refuses bodies written with \\u escapes, as qyapi does', async () => {
    const path = `${sandbox.url}/cgi-bin/externalcontact/remark?access_token=${accessToken}`
    const body = JSON.stringify({ ...target(), remark: 'X' }).replace('"X"', '"\\u8bb8"')
    expect(await (await fetch(path, { method: 'POST', body })).json()).toMatchObject({ errcode: 40033 })
  })
})
