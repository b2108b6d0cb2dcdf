import { PlatformError, PlatformUnavailable } from '../../server/integrations/http'
import {
  customersOfMember,
  followUsers,
  getExternalContact,
  setRemark,
} from '../../server/integrations/wecom/contacts'
import {
  addCorpTag,
  deleteCorpTags,
  listCorpTags,
  markTags,
  renameCorpTag,
} from '../../server/integrations/wecom/tags'
import { build, next } from '../support/build'
import { befriend, enrol, person } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { endQuiet } from '../support/wecomQuiet'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
afterAll(() => product?.stop())

const sandbox = (path: string, body: object) => product.sandbox.post(`/__sandbox/${path}`, body)
/** The platform's code for what is refused. */
const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 0,
    (error: unknown) => (error instanceof PlatformError ? error.code : String(error)),
  )
async function friends() {
  const guide = await build.guide()
  await enrol(product, guide)
  const externalUserId = `wm_client_${next()}`
  const { personId } = await person(product, { externalUserId })
  await befriend(product, personId, guide.userid)
  const follower = async () => (await getExternalContact(externalUserId)).followers[0]
  return { userid: guide.userid, externalUserId, personId, follower }
}
const firstGroup = async () => {
  const [group] = await listCorpTags()
  if (!group) throw new Error('the sandbox has tags')
  return group
}
/** A tag no other test has. */
const newTag = async () => {
  const group = await firstGroup()
  const name = `标签${next()}`
  return { group, name, id: await addCorpTag(group.id, name) }
}
const found = async (id: string) =>
  (await listCorpTags()).flatMap((it) => it.tags).find((it) => it.id === id)?.name
const events = () => product.sandbox.core.callbacks.sent().length

describe('the corp’s tags, asked of WeCom (CD-2, platform-apis §3.5)', () => {
  it('are listed by group, and a new one is among them', async () => {
    const { group, name, id } = await newTag()
    expect((await firstGroup()).tags).toEqual([...group.tags, { id, name, order: 0 }])
  })

  it('have a name once in a group (40071) and may have it in another', async () => {
    const { group, name } = await newTag()
    const other = (await listCorpTags())[1]
    expect(await codeOf(addCorpTag(group.id, name))).toBe(40071)
    expect(await codeOf(addCorpTag(other?.id ?? '', name))).toBe(0)
  })

  it('have names of 30 characters and no more', async () => {
    const group = await firstGroup()
    expect(await codeOf(addCorpTag(group.id, `${next()}`.padEnd(30, '长')))).toBe(0)
    expect(await codeOf(addCorpTag(group.id, '长'.repeat(31)))).toBe(40058)
    expect(await codeOf(addCorpTag(group.id, ''))).toBe(40063)
    expect(await codeOf(addCorpTag('etgNone', '谁'))).toBe(40068)
  })

  it('are named anew, for those who carry them too', async () => {
    const { id, group } = await newTag()
    const { userid, externalUserId, follower } = await friends()
    await markTags(userid, externalUserId, { add: [id] })
    await renameCorpTag(id, `新名${id.slice(-4)}`)
    expect((await follower())?.tags.map((it) => it.tag_name)).toEqual([`新名${id.slice(-4)}`])
    expect(await codeOf(renameCorpTag(id, group.tags[0]?.name ?? ''))).toBe(40071)
    expect(await codeOf(renameCorpTag('etNone', '谁'))).toBe(40068)
  })

  it('are taken from everybody when deleted, and the group goes with its last', async () => {
    await sandbox('corp-tag/create', { group: '独一组', name: '独一个' })
    const group = (await listCorpTags()).find((it) => it.name === '独一组')
    const id = group?.tags[0]?.id ?? ''
    const { userid, externalUserId, follower } = await friends()
    await markTags(userid, externalUserId, { add: [id] })
    await deleteCorpTags([id])
    expect((await follower())?.tags).toEqual([])
    expect((await listCorpTags()).map((it) => it.name)).not.toContain('独一组')
    expect(await codeOf(deleteCorpTags([id]))).toBe(40068)
  })

  it('are 3,000 at most (40126)', async () => {
    const pool = product.sandbox.core.people.tags
    const full = pool.group('满了')
    while (pool.count() < 3000) pool.add(full, `n${pool.count()}`)
    const code = await codeOf(addCorpTag(full.group_id, '多一个'))
    pool.remove(full.tag.map((it) => it.id))
    expect(code).toBe(40126)
  })

  it('change without an event by API, and with one in WeCom’s own console', async () => {
    const before = events()
    const { id } = await newTag()
    await renameCorpTag(id, `悄悄${next()}`)
    expect(events()).toBe(before)
    await sandbox('corp-tag/update', { id, name: `出声${next()}` })
    await sandbox('corp-tag/delete', { id })
    const sent = product.sandbox.core.callbacks.sent().slice(before)
    expect(sent.map((it) => it.label)).toEqual(['update', 'delete'])
    expect(sent[0]?.xml).toContain(`<Id><![CDATA[${id}]]></Id><TagType><![CDATA[tag]]></TagType>`)
    expect(await found(id)).toBeUndefined()
  })
})

describe('tags and remark of a customer, told to WeCom (GU-2, platform-apis §3.4)', () => {
  it('are put on and taken off, without an event', async () => {
    const { userid, externalUserId, follower } = await friends()
    const [one, two] = [await newTag(), await newTag()]
    const before = events()
    await markTags(userid, externalUserId, { add: [one.id, two.id] })
    await markTags(userid, externalUserId, { add: [two.id], remove: [one.id] })
    await setRemark(userid, externalUserId, '爱送礼')
    expect(await follower()).toMatchObject({ remark: '爱送礼', tags: [{ tag_id: two.id }] })
    await setRemark(userid, externalUserId, '')
    expect((await follower())?.remark).toBe('')
    expect(events()).toBe(before)
  })

  it('are refused with the platform’s codes', async () => {
    const { userid, externalUserId } = await friends()
    const stranger = await friends()
    const { id } = await newTag()
    const mark = (who: string, whom: string, tagId: string) => codeOf(markTags(who, whom, { add: [tagId] }))
    expect(await mark(userid, externalUserId, 'etNone')).toBe(40068)
    expect(await mark(stranger.userid, externalUserId, id)).toBe(84061)
    expect(await mark('nobody_here', externalUserId, id)).toBe(60111)
    expect(await mark(userid, 'wm_of_another_corp', id)).toBe(40096)
    expect(await codeOf(setRemark(userid, externalUserId, '长'.repeat(21)))).toBe(40058)
    await product.sandbox.post('/__sandbox/people', {
      guide: { userid, name: '远', storeName: '', role: 'guide', visible: false },
    })
    expect(await mark(userid, externalUserId, id)).toBe(60011)
  })

  it('are told again while WeCom is busy, and once more with a new token', async () => {
    const { userid, externalUserId, follower } = await friends()
    const { id, name } = await newTag()
    const endpoint = '/cgi-bin/externalcontact/mark_tag'
    await sandbox('fault', { endpoint, errcode: -1, times: 1 })
    await sandbox('fault', { endpoint, errcode: 42001, times: 1 })
    await markTags(userid, externalUserId, { add: [id] })
    expect((await follower())?.tags.map((it) => it.tag_name)).toEqual([name])
  })

  it('fail at once when WeCom counts too many calls, and when it is away', async () => {
    const { userid, externalUserId } = await friends()
    const endpoint = '/cgi-bin/externalcontact/remark'
    await sandbox('fault', { endpoint, errcode: 45009 })
    expect(await codeOf(setRemark(userid, externalUserId, '一'))).toBe(45009)
    await endQuiet()
    await sandbox('fault', { endpoint, http: 502 })
    await expect(setRemark(userid, externalUserId, '二')).rejects.toBeInstanceOf(PlatformUnavailable)
  })
})

describe('a member’s customers (GU-2, platform-apis §3.4)', () => {
  it('come page by page with remark and ids of tags; nobody is no refusal', async () => {
    const { userid, externalUserId } = await friends()
    const { id } = await newTag()
    await markTags(userid, externalUserId, { add: [id] })
    for (let n = 0; n < 100; n++) {
      const { personId } = await person(product, { externalUserId: `wm_many_${next()}` })
      await befriend(product, personId, userid)
    }
    const sizes = []
    for await (const page of customersOfMember(userid)) {
      if (sizes.length === 0)
        expect(page[0]).toMatchObject({
          external_contact: { external_userid: externalUserId },
          follow_info: { userid, tag_id: [id] },
        })
      sizes.push(page.length)
    }
    expect(sizes).toEqual([100, 1])
    const lonely = await build.guide()
    await enrol(product, lonely)
    for await (const page of customersOfMember(lonely.userid)) expect(page).toEqual('no page at all')
    expect(await followUsers()).toEqual(expect.arrayContaining([userid, lonely.userid]))
  })
})
