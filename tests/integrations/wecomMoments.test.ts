import {
  addMoment,
  cancelMoment,
  momentJob,
  momentReactions,
  momentSeenBy,
  momentsMade,
  momentTasks,
  type Moment,
} from '../../server/integrations/wecom/moments'
import { uploadImage, uploadMomentImage } from '../../server/integrations/wecom/welcome'
import { next } from '../support/build'
import { befriend, person } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { codeOf, corpOf, PNG } from './corp'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(() => settings({ runMs: 0, dispatchMs: 0, mostJobs: 10 }))
afterAll(() => product?.stop())

const { sandbox, raw, member, customer } = corpOf(() => product)
const settings = (body: object) => sandbox('moments/settings', body)
/** A moment of one member with a customer, made. */
async function made(over: Partial<Moment> = {}) {
  const userid = await member()
  const who = await customer(userid)
  const moment = { text: '桂花乌龙到货', userids: [userid], tagIds: [], ...over }
  const job = await momentJob(await addMoment(moment))
  if (job.state !== 'made') throw new Error(`the job is ${job.state}`)
  return { userid, ...who, ...job }
}
const publish = (momentId: string, userid: string) => sandbox(`moments/${momentId}/publish`, { userid })
const react = (momentId: string, body: object) => sandbox(`moments/${momentId}/react`, body)

describe('a moment (platform-apis 3.11.3)', () => {
  it('is created, runs, and is done with its id', async () => {
    await settings({ runMs: 60_000 })
    const userid = await member()
    const jobid = await addMoment({ text: '到货', userids: [userid], tagIds: [] })
    expect(await momentJob(jobid)).toEqual({ state: 'running' })
    await settings({ runMs: 0 })
    expect(await momentJob(jobid)).toEqual({
      state: 'made',
      momentId: expect.stringMatching(/^mom/),
      invalidUserids: [],
    })
  })

  it('is seen by a member’s customers once the member published it, who like it and talk about it', async () => {
    const { momentId, userid, personId, externalUserId } = await made()
    const { userid: other } = await made()
    expect(await momentTasks(momentId)).toEqual([{ userid, isPublished: false }])
    expect(await codeOf(momentSeenBy(momentId, userid))).toBe(41062)
    expect(await codeOf(momentReactions(momentId, userid))).toBe(41062)
    expect(await codeOf(momentSeenBy(momentId, other))).toBe(41061)
    await publish(momentId, userid)
    expect(await momentTasks(momentId)).toEqual([{ userid, isPublished: true }])
    expect(await momentSeenBy(momentId, userid)).toEqual([externalUserId])
    await react(momentId, { userid, personId })
    await react(momentId, { userid, personId, text: '还有吗' })
    expect(await momentReactions(momentId, userid)).toEqual({ likes: 1, comments: 1 })
    const { moments } = await product.sandbox.get(`/__sandbox/moments?personId=${personId}`)
    expect(moments).toMatchObject([{ id: momentId, userid, comments: [{ text: '还有吗' }] }])
  })

  it('is for customers with one of the tags alone', async () => {
    const [tagged, userid] = ['wm_moment_tagged', await member()]
    const plain = await customer(userid)
    const { personId } = await person(product, { externalUserId: tagged })
    await befriend(product, personId, userid)
    const group = await raw('add_corp_tag', { group_name: `组${next()}`, tag: [{ name: '爱喝茶' }] })
    const { tag } = group.tag_group as unknown as { tag: { id: string }[] }
    const tagId = tag[0]?.id ?? ''
    await raw('mark_tag', { userid, external_userid: tagged, add_tag: [tagId] })
    const job = await momentJob(await addMoment({ text: '新茶', userids: [userid], tagIds: [tagId] }))
    if (job.state !== 'made') throw new Error(job.state)
    const list = await raw('get_moment_customer_list', { moment_id: job.momentId, userid })
    expect(list.customer_list).toEqual([{ userid, external_userid: tagged }])
    await publish(job.momentId, userid)
    expect(await momentSeenBy(job.momentId, userid)).toEqual([tagged])
    expect(plain.externalUserId).not.toBe(tagged)
  })

  it('shows nine pictures, or a link with its own', async () => {
    const mediaId = await uploadMomentImage('a.png', PNG)
    const nine = await made({ shown: { kind: 'pictures', mediaIds: Array(9).fill(mediaId) as string[] } })
    const link = await made({
      text: '',
      shown: { kind: 'link', title: '领券中心', url: 'https://shop.test/', mediaId },
    })
    const listed = await momentsMade(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000))
    expect(listed).toContainEqual(expect.objectContaining({ momentId: nine.momentId, text: '桂花乌龙到货' }))
    expect(listed).toContainEqual(expect.objectContaining({ momentId: link.momentId, text: '' }))
  })

  it('that is cancelled can be published no more; cancelling again changes nothing', async () => {
    const { momentId, userid, personId } = await made()
    await cancelMoment(momentId)
    expect(await codeOf(cancelMoment(momentId))).toBe(0)
    expect(await publish(momentId, userid)).toEqual({ error: 'the moment was cancelled' })
    const { moments } = await product.sandbox.get(`/__sandbox/moments?personId=${personId}`)
    expect(moments).toEqual([])
  })

  it('names the members who cannot publish it, and is none where nobody can', async () => {
    const userid = await member()
    const one = await momentJob(
      await addMoment({ text: '到货', userids: [userid, 'no-such-member'], tagIds: [] }),
    )
    expect(one).toMatchObject({ state: 'made', invalidUserids: ['no-such-member'] })

    const none = await momentJob(await addMoment({ text: '到货', userids: ['no-such-member'], tagIds: [] }))
    expect(none).toEqual({ state: 'refused', code: 40003 })
  })
})

describe('refusals of moments', () => {
  const PICTURE = { msgtype: 'image', image: { media_id: 'none' } }
  const LINK = { msgtype: 'link', link: { title: '券', url: 'https://shop.test/', media_id: 'none' } }
  const text = { content: '到货' }
  it.each([
    [41089, 'neither text nor attachments', {}],
    [45002, '2001 signs', { text: { content: 'a'.repeat(2001) } }],
    [45002, 'more than 4000 bytes', { text: { content: '货'.repeat(1400) } }],
    [41064, 'ten pictures', { text, attachments: Array.from({ length: 10 }, () => PICTURE) }],
    [41064, 'two links', { text, attachments: [LINK, LINK] }],
    [41064, 'a picture beside a link', { text, attachments: [PICTURE, LINK] }],
    [41065, 'a mini-program card', { text, attachments: [{ msgtype: 'miniprogram' }] }],
    [40007, 'a picture that is not there', { text, attachments: [PICTURE] }],
    [40058, 'a picture without its part', { text, attachments: [{ msgtype: 'image' }] }],
  ])('%i for %s', async (code, _, body) => {
    expect((await raw('add_moment_task', body)).errcode).toBe(code)
  })

  it('40007 for a picture uploaded for chats', async () => {
    const mediaIds = [await uploadImage('a.png', PNG)]
    const asked = addMoment({
      text: '到货',
      userids: [await member()],
      tagIds: [],
      shown: { kind: 'pictures', mediaIds },
    })
    expect(await codeOf(asked)).toBe(40007)
  })

  it('41078 for one job too many', async () => {
    await settings({ runMs: 60_000, mostJobs: 0 })
    expect(await codeOf(addMoment({ text: '到货', userids: [await member()], tagIds: [] }))).toBe(41078)
  })

  it('41079 while it is being dispatched', async () => {
    const { momentId, userid } = await made()
    await settings({ dispatchMs: 60_000 })
    expect(await codeOf(momentTasks(momentId))).toBe(41079)
    expect(await codeOf(momentReactions(momentId, userid))).toBe(41079)
  })

  it.each([
    [41059, 'get_moment_task', {}],
    [41060, 'get_moment_task', { moment_id: 'none' }],
    [41060, 'cancel_moment_task', { moment_id: 'none' }],
    [40058, 'get_moment_list', { start_time: 1, end_time: 31 * 86_400 }],
    [40058, 'get_moment_list', { start_time: 1, end_time: 2, limit: 21 }],
    [40035, 'get_moment_list', { start_time: 1, end_time: 2, cursor: 'x' }],
  ])('%i of %s for %j', async (code, name, body) => {
    expect((await raw(name, body)).errcode).toBe(code)
  })

  it('40088 for a job that is unknown or a day old', async () => {
    const jobid = await addMoment({ text: '到货', userids: [await member()], tagIds: [] })
    expect(await codeOf(momentJob('none'))).toBe(40088)
    await sandbox('clock', { advance: 25 * 3600 })
    expect(await codeOf(momentJob(jobid))).toBe(40088)
  })

  it.each([
    [40004, 'media_type=voice&attachment_type=1', PNG],
    [41072, 'media_type=image&attachment_type=3', PNG],
    [40004, 'media_type=image&attachment_type=1', Buffer.from('no picture at all')],
    [41080, 'media_type=image&attachment_type=1', Buffer.alloc(10_485_761)],
  ])('%i for an upload with %s', async (code, query, bytes) => {
    const form = new FormData()
    form.set('media', new Blob([new Uint8Array(bytes)]), 'a.png')
    const token = await product.sandbox.wecomToken()
    const answer = await fetch(
      `${product.sandbox.url}/cgi-bin/media/upload_attachment?access_token=${token}&${query}`,
      { method: 'POST', body: form },
    )
    expect((await answer.json()).errcode).toBe(code)
  })
})
