import { build } from '../support/build'
import { enrol, signInGuide, signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { buildCoupon } from '../coupons/support'
import { codesOf, draftOf, refusedBy } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const { live, path, put, synced, wayOf } = codesOf(() => product)
const create = (token: string, body: object) => product.post('/console/channel-codes', { token, body })
const read = (token: string, id: string, part = '') => product.get(path(id, part), { token })
const step = (token: string, id: string, name: string) => product.post(path(id, `/${name}`), { token })

describe('channel codes at the console (OP-2, GU-6b)', () => {
  it('are made as drafts, taken into use, paused, resumed, ended and copied', async () => {
    const { token } = await signInOperator(product)
    const guide = await build.guide()
    await enrol(product, guide)
    const made = await create(token, draftOf([guide._id]))
    expect(made.body).toMatchObject({
      ...draftOf([guide._id]),
      status: 'draft',
      statusText: '草稿',
      actions: ['change', 'schedule', 'copy'],
      onDuty: [{ guideId: guide._id, name: guide.name }],
      wecom: { state: 'none', text: '启用后生成二维码' },
      results: { friends: 0, today: 0, lost: 0, greeted: 0, missed: 0 },
    })
    const { id } = made.body
    expect(refusedBy(await step(token, id, 'pause'))).toEqual([409, 'channel_code_step_refused'])
    expect((await step(token, id, 'schedule')).body.wecom.state).toBe('making')
    await synced()
    expect((await read(token, id)).body.wecom).toEqual({ state: 'ready', text: '可以下载打印' })
    expect((await step(token, id, 'pause')).body.statusText).toBe('已暂停')
    expect((await step(token, id, 'resume')).body.status).toBe('live')
    expect((await step(token, id, 'end')).body).toMatchObject({ status: 'ended', actions: ['copy'] })
    await synced()
    expect(await wayOf(id)).toBeUndefined()
    const copied = await step(token, id, 'copy')
    expect(copied.body).toMatchObject({ title: '收银台台卡 副本', status: 'draft' })
    const all = (await product.get('/console/channel-codes?q=台卡', { token })).body.codes
    expect(all.map((it: { id: string }) => it.id)).toEqual(expect.arrayContaining([id, copied.body.id]))
    const ended = (await product.get('/console/channel-codes?status=ended', { token })).body.codes
    expect(ended.map((it: { status: string }) => it.status)).toEqual(ended.map(() => 'ended'))
  })

  it('have a picture to print once they are made', async () => {
    const { id, head } = await live()
    const picture = await fetch(`${product.origin}/api${path(id, '/qr')}`, {
      headers: { authorization: `Bearer ${head}` },
    })
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
    const guide = await build.guide()
    const draft = await create(head, draftOf([guide._id]))
    expect(refusedBy(await read(head, draft.body.id, '/qr'))).toEqual([409, 'channel_code_no_picture'])
  })

  it('are changed on the version they were read at, and not once they ended', async () => {
    const { id, head, guide, look } = await live()
    const before = await look()
    const other = await build.guide()
    await enrol(product, other)
    const body = { ...draftOf([guide._id, other._id], { title: '门口易拉宝' }), version: before.version }
    const after = await put(id, { token: head, body })
    expect(after.body).toMatchObject({ title: '门口易拉宝', version: before.version + 1 })
    expect(refusedBy(await put(id, { token: head, body }))).toEqual([409, 'channel_code_changed'])
    await synced()
    expect(await wayOf(id)).toMatchObject({ remark: '门口易拉宝', user: [guide.userid, other.userid] })
    await step(head, id, 'end')
    const { version } = await look()
    expect(refusedBy(await put(id, { token: head, body: { ...body, version } }))).toEqual([
      409,
      'channel_code_locked',
    ])
  })

  it('are changed once when two change them at once', async () => {
    const { id, head, guide, look } = await live()
    const { version } = await look()
    const body = (nth: number) => ({ ...draftOf([guide._id], { title: `第 ${nth} 版` }), version })
    const tries = await Promise.all([1, 2, 3, 4].map((nth) => put(id, { token: head, body: body(nth) })))
    expect(tries.map((it) => it.status).sort()).toEqual([200, 409, 409, 409])
  })

  it('are refused in the operator’s words', async () => {
    const { token } = await signInOperator(product)
    const guide = await build.guide()
    const gone = await build.guide({ active: false })
    const [notGiven, ended] = [
      await buildCoupon({ title: '页面券' }),
      await buildCoupon({ title: '旧券', ways: ['guide'], status: 'ended' }),
    ]
    const withCoupon = (couponId: string) =>
      draftOf([guide._id], { welcome: { text: '', attachments: [{ kind: 'coupon', couponId }] } })
    const why = async (body: object) => (await create(token, body)).body.error
    expect(await why(draftOf([guide._id], { welcome: { text: '', attachments: [] } }))).toMatchObject({
      code: 'channel_code_invalid',
      details: { at: 'welcome', text: '写一句欢迎语，或者附上一张卡片' },
    })
    expect((await why(draftOf([gone._id]))).details).toEqual({ at: 'duty', text: '有导购已离职，请换一位' })
    expect((await why(withCoupon(notGiven._id))).details.text).toBe(
      '「页面券」没有开导购发放，不能放进欢迎语',
    )
    expect((await why(withCoupon(ended._id))).details.text).toBe('「旧券」已经结束')
    const page = { kind: 'page', title: 'x', page: 'https://evil.test' }
    const bad = await create(token, draftOf([guide._id], { welcome: { text: 'a', attachments: [page] } }))
    expect(refusedBy(bad)).toEqual([400, 'request_invalid'])
  })
})

describe('who may do what with channel codes (OP-6)', () => {
  it('a store decides for its own guides, sees codes that lead to them, and nothing else', async () => {
    const { token: head } = await signInOperator(product)
    const { guide: manager } = await signInGuide(product, { role: 'manager' })
    const own = await build.guide({ storeId: manager.storeId })
    const far = await build.guide()
    for (const it of [own, far]) await enrol(product, it)
    const { token } = await signInOperator(product, { role: 'store', storeId: manager.storeId })
    const mine = await create(token, draftOf([own._id]))
    expect(mine.status).toBe(200)
    expect(refusedBy(await create(token, draftOf([own._id, far._id])))).toEqual([
      403,
      'channel_code_out_of_reach',
    ])
    const shared = await create(head, draftOf([own._id, far._id]))
    const theirs = await create(head, draftOf([far._id]))
    const seen = await read(token, shared.body.id)
    expect(seen.body.actions).toEqual([])
    expect(refusedBy(await step(token, shared.body.id, 'schedule'))).toEqual([
      403,
      'channel_code_out_of_reach',
    ])
    expect(refusedBy(await read(token, theirs.body.id))).toEqual([404, 'channel_code_not_found'])
    expect(refusedBy(await read(token, theirs.body.id, '/results'))).toEqual([404, 'channel_code_not_found'])
    const listed = (await product.get('/console/channel-codes', { token })).body.codes
    expect(listed.map((it: { id: string }) => it.id).sort()).toEqual([mine.body.id, shared.body.id].sort())
  })

  it('a region decides for all of its stores', async () => {
    const { _id: one } = await build.store({ province: '浙江', city: '杭州' })
    const { _id: two } = await build.store({ province: '浙江', city: '宁波' })
    const guides = [await build.guide({ storeId: one }), await build.guide({ storeId: two })]
    const { token } = await signInOperator(product, { role: 'region', region: '浙江', provinces: ['浙江'] })
    const made = await create(token, draftOf(guides.map((it) => it._id)))
    expect(made.body).toMatchObject({ storeText: '2 家门店', actions: ['change', 'schedule', 'copy'] })
    const found = (await product.get('/console/guides', { token })).body
    expect(found.guides.map((it: { id: string }) => it.id).sort()).toEqual(guides.map((it) => it._id).sort())
  })
})

it('the console finds guides by name and store, and names some by id (OP-2)', async () => {
  const { token } = await signInOperator(product)
  const guide = await build.guide({ name: '独一无二' })
  const of = async (query: string) =>
    (await product.get(`/console/guides?${query}`, { token })).body.guides.map((it: { id: string }) => it.id)
  expect(await of(`q=${encodeURIComponent('独一')}`)).toEqual([guide._id])
  expect(await of(`storeId=${guide.storeId}`)).toEqual([guide._id])
  expect(await of(`ids=${guide._id}`)).toEqual([guide._id])
})
