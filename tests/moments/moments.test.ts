import { build, next } from '../support/build'
import { enrol, signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { momentsOf, PNG } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(() => sandbox('moments/settings', { runMs: 0, dispatchMs: 0, mostJobs: 10 }))
afterAll(() => product?.stop())

const { sandbox, stored, store, draft, make, look, step, becomes, wecomIdOf, publish, inWeCom } = momentsOf(
  () => product,
)
const refusal = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
]
const act = (token: string, id: string, name: string) => product.post(`/moments/${id}/${name}`, { token })

describe('a moment of a store (GU-6b)', () => {
  it('is handed to WeCom, published by its guide there, and followed with likes and comments', async () => {
    const { token, guide, people } = await store()
    const made = await make(token, draft([guide._id]))
    expect(made.body).toMatchObject({ status: 'making', statusText: '正在交给企业微信', canCancel: true })
    const { id } = made.body
    expect((await becomes(token, id, 'open')).statusText).toBe('等 1 位导购在企业微信里发表')
    const [inWindow] = await inWeCom(guide.userid)
    expect(inWindow).toMatchObject({
      id: await wecomIdOf(id),
      said: [{ text: '桂花乌龙到货，来店里喝一杯' }],
    })
    await publish(id, guide.userid)
    const personId = people[0]?.personId
    const reaction = { userid: guide.userid, personId }
    await sandbox(`moments/${inWindow?.id}/react`, reaction)
    await sandbox(`moments/${inWindow?.id}/react`, { ...reaction, text: '想喝' })
    const after = await becomes(token, id, 'published')
    expect(after).toMatchObject({
      statusText: '1 位都发表了',
      tasks: [{ name: guide.name, state: 'published', seen: 1, likes: 1, comments: 1 }],
      sums: { published: 1, seen: 1, likes: 1, comments: 1 },
      canCancel: false,
      canRemind: false,
    })
    expect((await product.get('/moments', { token })).body.moments).toMatchObject([{ id }])
  })

  it('is for customers with one of the tags, as the plan says before', async () => {
    const { token, guide, people } = await store(2)
    const accessToken = await product.sandbox.wecomToken()
    const wecom = (name: string, body: object) =>
      product.sandbox.post(`/cgi-bin/externalcontact/${name}?access_token=${accessToken}`, body)
    const made = await wecom('add_corp_tag', { group_name: `组${next()}`, tag: [{ name: `茶${next()}` }] })
    const { tag } = made.tag_group as unknown as { tag: { id: string; name: string }[] }
    const tagId = tag[0]?.id ?? ''
    await wecom('mark_tag', {
      userid: guide.userid,
      external_userid: people[0]?.externalUserId,
      add_tag: [tagId],
    })
    const choices = await product.get('/moment-choices', { token })
    expect(choices.body.guides).toContainEqual(expect.objectContaining({ id: guide._id }))
    const created = await make(token, draft([guide._id], { tagIds: [tagId] }))
    expect(created.body.tags).toEqual([tag[0]?.name])
    await becomes(token, created.body.id, 'open')
    await publish(created.body.id, guide.userid)
    expect((await becomes(token, created.body.id, 'published')).sums.seen).toBe(1)
    const plan = await product.post('/moment-choices/plan', {
      token,
      body: { guideIds: [guide._id], tagIds: ['no-such-tag'] },
    })
    expect(refusal(plan)).toEqual([409, 'moment_tag_unknown'])
  })

  it('shows pictures, or a link to a page of the shop', async () => {
    const { token, guide } = await store()
    const kept = await product.post('/moment-pictures', { token, body: { picture: PNG } })
    const again = await product.post('/moment-pictures', { token, body: { picture: PNG } })
    expect(again.body).toEqual(kept.body)
    const picture = await fetch(`${product.origin}${kept.body.url}`)
    expect([picture.status, Buffer.from(await picture.arrayBuffer()).toString('base64')]).toEqual([200, PNG])
    const shown = { kind: 'pictures', pictureIds: [kept.body.id] }
    const one = (await make(token, draft([guide._id], { shown }))).body
    expect(one.pictures).toEqual([kept.body.url])
    await becomes(token, one.id, 'open')
    const link = (await make(token, draft([guide._id], { shown: { kind: 'link', page: 'coupons' } }))).body
    expect(link.link).toEqual({ title: '领券中心 · 看看你能用哪些券' })
    await becomes(token, link.id, 'open')
    const said = (await inWeCom(guide.userid)).map((it) => it.said.length)
    expect(said).toEqual([2, 2])
  })

  it('is one when it is asked for at once, and again, by the same key', async () => {
    const { token, guide } = await store()
    const body = draft([guide._id])
    const tries = await Promise.all(Array.from({ length: 6 }, () => make(token, body)))
    expect(new Set(tries.map((it) => it.body.id)).size).toBe(1)
    await becomes(token, tries[0]?.body.id, 'open')
    expect((await make(token, body)).body.id).toBe(tries[0]?.body.id)
    expect(await inWeCom(guide.userid)).toHaveLength(1)
  })

  it('is there once though the answer of WeCom was never heard', async () => {
    const { token, guide } = await store()
    const { id } = (await make(token, draft([guide._id], { text: `只此一条 ${next()}` }))).body
    await step()
    // As if the process had died before it wrote the job's id down.
    await stored.updateOne({ _id: id as never }, { $unset: { jobid: 1 } })
    await becomes(token, id, 'open')
    expect(await inWeCom(guide.userid)).toHaveLength(1)
  })

  it('waits while WeCom is away, and goes on by itself', async () => {
    const { token, guide } = await store()
    const { id } = (await make(token, draft([guide._id]))).body
    await sandbox('fault', { endpoint: '/cgi-bin/externalcontact/add_moment_task', http: 502, times: 1 })
    await step()
    expect(await look(token, id)).toMatchObject({
      status: 'making',
      statusText: '企业微信暂时没有回应，会自动再试',
    })
    await becomes(token, id, 'open')
    expect(await inWeCom(guide.userid)).toHaveLength(1)
  })

  it('fails in words where WeCom will not take it', async () => {
    const { token, manager } = await store(0)
    const stranger = await build.guide({ storeId: manager.storeId })
    const { id } = (await make(token, draft([stranger._id]))).body
    expect((await becomes(token, id, 'failed')).statusText).toBe('选的导购都不能发，请看他们的客户联系权限')
  })

  it('names the guides who cannot publish it', async () => {
    const { token, manager, guide } = await store()
    const stranger = await build.guide({ storeId: manager.storeId })
    const { id } = (await make(token, draft([guide._id, stranger._id]))).body
    const { tasks } = await becomes(token, id, 'open')
    expect(tasks.map((it: { state: string }) => it.state)).toEqual(['waiting', 'cannot'])
  })

  it('is taken back: nobody can publish it, what was published stays', async () => {
    const { token, manager, guide } = await store()
    const other = await build.guide({ storeId: manager.storeId })
    await enrol(product, other)
    const { id } = (await make(token, draft([guide._id, other._id]))).body
    await becomes(token, id, 'open')
    await publish(id, guide.userid)
    expect((await act(token, id, 'cancel')).body.status).toBe('cancelling')
    const after = await becomes(token, id, 'cancelled')
    expect(after.statusText).toBe('已取消，之前 1 位发表的还在')
    expect((await act(token, id, 'cancel')).body.status).toBe('cancelled')
    expect(await publish(id, other.userid)).toEqual({ error: 'the moment was cancelled' })
  })

  it('taken back before WeCom made it is made by nobody', async () => {
    const { token, guide } = await store()
    const { id } = (await make(token, draft([guide._id]))).body
    await act(token, id, 'cancel')
    await becomes(token, id, 'cancelled')
    expect(await inWeCom(guide.userid)).toEqual([])
  })

  it('taken back while its job runs is cancelled at WeCom too', async () => {
    const { token, guide } = await store()
    await sandbox('moments/settings', { runMs: 600_000, mostJobs: 1000 })
    const { id } = (await make(token, draft([guide._id]))).body
    await step()
    await act(token, id, 'cancel')
    await step()
    expect((await look(token, id)).status).toBe('cancelling')
    await sandbox('moments/settings', { runMs: 0 })
    await becomes(token, id, 'cancelled')
    expect(await inWeCom(guide.userid)).toMatchObject([{ isCancelled: true }])
  })

  it('reminds who has not published it, three times within a day, also when asked at once', async () => {
    const { token, guide } = await store()
    const { id } = (await make(token, draft([guide._id]))).body
    expect(refusal(await act(token, id, 'remind'))).toEqual([409, 'moment_over'])
    await becomes(token, id, 'open')
    const tries = await Promise.all(Array.from({ length: 5 }, () => act(token, id, 'remind')))
    expect(tries.map((it) => it.status).sort()).toEqual([200, 200, 200, 409, 409])
    expect(refusal(await act(token, id, 'remind'))).toEqual([409, 'moment_remind_limit'])
    expect((await look(token, id)).canRemind).toBe(false)
  })
})

describe('what is refused of moments (GU-6b)', () => {
  it('says why', async () => {
    const { token, guide } = await store()
    const far = await build.guide()
    const why = async (over: object, guideIds = [guide._id]) =>
      refusal(await make(token, draft(guideIds, over)))
    expect(await why({ text: '' })).toEqual([422, 'moment_empty'])
    expect(await why({ text: '货'.repeat(1400) })).toEqual([422, 'moment_too_long'])
    expect(await why({}, [far._id])).toEqual([409, 'moment_guide_unknown'])
    expect(await why({ shown: { kind: 'pictures', pictureIds: ['mpi_none'] } })).toEqual([
      404,
      'moment_picture_not_found',
    ])
    expect(await why({ text: '可以微信转账给我' })).toEqual([422, 'words_refused'])
    const webp = Buffer.from('RIFF0000WEBPVP8 ').toString('base64')
    expect(refusal(await product.post('/moment-pictures', { token, body: { picture: webp } }))).toEqual([
      422,
      'moment_picture_invalid',
    ])
    const gone = await fetch(`${product.origin}/api/moment-pictures/mpi_none`)
    expect(gone.status).toBe(404)
  })

  it('is another store’s moment, and anything to a guide', async () => {
    const { token, guide } = await store()
    const { id } = (await make(token, draft([guide._id]))).body
    const other = await signInGuide(product, { role: 'manager' })
    expect(refusal(await product.get(`/moments/${id}`, { token: other.token }))).toEqual([
      404,
      'moment_not_found',
    ])
    expect(refusal(await act(other.token, id, 'cancel'))).toEqual([404, 'moment_not_found'])
    const plain = await signInGuide(product, { storeId: guide.storeId })
    expect((await make(plain.token, draft([guide._id]))).status).toBe(403)
  })
})
