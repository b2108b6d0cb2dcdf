import mongoose from 'mongoose'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import { addDays, shanghai } from '../../server/kernel/shanghai'
import { importGuides } from '../../server/features/guides/guides.service'
import { person, signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'
import { allDay, nearestOf } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const { store, ready, live, forgetCodes, at, ask, wayOf, delivered, sandbox } = nearestOf(() => product)
beforeEach(() => forgetCodes())
afterEach(() => resetClock())

/** Closed today and tomorrow, so that no midnight falls into a test. */
const closedNow = () => {
  const { date } = shanghai(new Date())
  return [date, addDays(date, 1)].map((it) => ({ date: it, closed: true, reason: '盘点中' }))
}
const picture = (path: string) => fetch(`${product.origin}${path}`)
const shown = (codeId: string) => product.post('/nearest-guide/shown', { body: { codeId } })
const passedOf = async () =>
  (await ask()).body.passed.map((it: { store: { id: string }; standing: string }) => [
    it.store.id,
    it.standing,
  ])

describe('the chain’s one code (GU-6b)', () => {
  it('leads to the nearest open store with a guide, and says why nearer ones were passed over', async () => {
    const bare = await store(100)
    const shut = await ready(200, { exceptions: closedNow() })
    const left = await ready(300)
    await importGuides([{ ...left.guide, active: false }])
    const near = await ready(400)
    const far = await ready(900)
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(body.led).toMatchObject({
      store: { id: near._id, name: near.name, distance: 400 },
      standing: 'ready',
      text: '营业中，24 小时营业',
      guides: [{ name: near.guide.name }],
      codeId: near.code.id,
    })
    expect(await passedOf()).toEqual([
      [bare._id, 'noCode'],
      [shut._id, 'closed'],
      [left._id, 'nobody'],
    ])
    expect(body.passed[1].text).toMatch(/^盘点中，\S+ 00:00 开门$/)
    expect(body.others.map((it: { store: { id: string } }) => it.store.id)).toEqual([far._id])
    expect(body.next).toBeUndefined()
    const image = await picture(body.led.picture)
    expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  it('says which store opens next where none is open, and what cannot be', async () => {
    const shut = await ready(100, { exceptions: closedNow() })
    const never = await ready(50, { hours: [] })
    const { body } = await ask()
    expect(body.led).toBeUndefined()
    expect(body.next.store.id).toBe(shut._id)
    expect(new Date(body.next.opensAt).getTime()).toBeGreaterThan(Date.now())
    const chosen = (await ask({ storeId: never._id })).body
    expect([chosen.led, chosen.next]).toEqual([undefined, undefined])
    expect(chosen.passed[0]).toMatchObject({ standing: 'closed', text: '已打烊，近期不营业' })
  })

  it('looks further while everything near cannot be led to', async () => {
    for (let nth = 0; nth < 31; nth += 1) await store(10 + nth)
    const far = await ready(20_000)
    expect((await ask()).body.led.store.id).toBe(far._id)
  })

  it('follows the hours as time goes on', async () => {
    const { weekday, minute } = shanghai(new Date())
    const two = (value: number) => String(value).padStart(2, '0')
    const clock = (it: number) => `${two(Math.floor(it / 60))}:${two(it % 60)}`
    // Opens within the next two hours, perhaps tomorrow.
    const opens = minute + 90
    const day = opens < 1440 ? weekday : (weekday % 7) + 1
    const hours = [{ days: [day], open: clock(opens % 1440), close: clock((opens % 1440) + 60) }]
    const it = await ready(100, { hours })
    expect((await ask()).body.next.store.id).toBe(it._id)
    advanceClock(2 * 3_600_000)
    expect((await ask()).body.led.store.id).toBe(it._id)
  })

  it('lists the stores of a city, or found by words, to choose one where nobody says where they are', async () => {
    const one = await ready(100, { name: '天山店', city: '喀什' })
    const bare = await store(200, { name: '老城店', city: '喀什' })
    const listed = (await ask({ city: '喀什' })).body
    expect(listed.led).toBeUndefined()
    expect(listed.others.map((it: { store: { id: string } }) => it.store.id).sort()).toEqual(
      [one._id, bare._id].sort(),
    )
    const found = (await ask({ q: '老城店' })).body.others
    expect(found).toMatchObject([{ store: { id: bare._id }, standing: 'noCode' }])
    const chosen = (await ask({ storeId: one._id })).body
    expect(chosen.led).toMatchObject({ codeId: one.code.id, store: { name: '天山店' } })
    expect(chosen.led.store.distance).toBeUndefined()
    expect((await ask({ ...at, storeId: one._id })).body.led.store.distance).toBe(100)
  })

  it.each([
    ['a place', {}, 422, 'place_missing'],
    ['a whole place', { lng: '121' }, 422, 'place_missing'],
    ['a city of ours', { city: '不存在' }, 404, 'city_not_found'],
    ['a store of ours', { storeId: 'sto_nowhere' }, 404, 'store_not_found'],
    ['a point on earth', { lng: '181', lat: '31' }, 400, 'request_invalid'],
  ])('is refused in words without %s', async (_, query, status, code) => {
    const answer = await ask(query)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it('takes the newest of a store’s codes, and none that is paused', async () => {
    const it = await ready(100)
    expect((await ask()).body.led.codeId).toBe(it.code.id)
    const newer = await live({ duty: { kind: 'store', storeId: it._id } })
    expect((await ask()).body.led.codeId).toBe(newer.id)
    await newer.step('pause')
    expect((await ask()).body.led.codeId).toBe(it.code.id)
    await it.code.step('pause')
    expect((await ask({ storeId: it._id })).body.passed).toMatchObject([{ standing: 'noCode' }])
    expect((await product.post('/nearest-guide/shown', { body: { codeId: it.code.id } })).status).toBe(404)
    const gone = await picture(`/api/nearest-guide/codes/${it.code.id}/qr`)
    expect([gone.status, (await gone.json()).error.code]).toEqual([404, 'guide_code_not_in_use'])
    await it.code.step('resume')
    expect((await ask()).body.led.codeId).toBe(it.code.id)
  })

  it('says so while the picture cannot be had', async () => {
    const it = await ready(100)
    const of = { _id: it.code.id as never }
    const gone = { qrCode: `${product.sandbox.url}/wework/qr/gone` }
    await mongoose.connection.collection('channelCodes').updateOne(of, { $set: gone })
    const answer = await picture(`/api/nearest-guide/codes/${it.code.id}/qr`)
    expect([answer.status, (await answer.json()).error.code]).toEqual([503, 'platform_unavailable'])
  })
})

describe('what comes of the chain’s one code (OP-4)', () => {
  const results = async (token: string) => (await product.get('/console/nearest-guide', { token })).body
  const lineOf = (body: { stores: { storeId: string }[] }, storeId: string) =>
    body.stores.find((it) => it.storeId === storeId)

  it('counts each time a code was shown, also at once, and who became a friend by it', async () => {
    const it = await ready(100)
    const { token } = await signInOperator(product)
    const before = await results(token)
    const told = await Promise.all(Array.from({ length: 20 }, () => shown(it.code.id)))
    expect(new Set(told.map((one) => one.status))).toEqual(new Set([204]))
    const way = await wayOf(it.code.id)
    await sandbox(`contact-ways/${way?.config_id}/scan`, { personId: (await person(product)).personId })
    await delivered()
    const after = await results(token)
    expect(lineOf(after, it._id)).toMatchObject({ shown: 20, friends: 1, standing: 'ready', name: it.name })
    expect(after.shown).toEqual({ total: before.shown.total + 20, today: before.shown.today + 20 })
    expect(after.friends).toEqual({ total: before.friends.total + 1, today: before.friends.today + 1 })
    expect(after.days).toHaveLength(14)
    expect(after.days.at(-1)).toMatchObject(
      after.days.at(-1).shown >= 20 ? { friends: after.friends.today } : {},
    )
  })

  it('is shown of one’s own stores alone', async () => {
    const own = await ready(100)
    const other = await ready(200)
    for (const it of [own, other]) await shown(it.code.id)
    const { token } = await signInOperator(product, { role: 'store', storeId: own._id })
    const body = await results(token)
    expect(body).toMatchObject({ covered: 1, total: 1, shown: { total: 1 } })
    expect(body.stores).toMatchObject([{ storeId: own._id, shown: 1 }])
    expect(lineOf(body, other._id)).toBeUndefined()
  })

  it('has one picture for the whole chain, which says so where WeChat is away', async () => {
    const { token } = await signInOperator(product)
    const get = () =>
      fetch(`${product.origin}/api/console/nearest-guide/qr`, {
        headers: { authorization: `Bearer ${token}` },
      })
    const drawn = await get()
    expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png'])
    const { wxacodes } = await product.sandbox.get('/__sandbox/state')
    expect((wxacodes as object[]).at(-1)).toMatchObject({ scene: 'n=1', page: 'pages/home/index' })
    await sandbox('fault', { endpoint: '/wxa/getwxacodeunlimit', errcode: 45009 })
    const refused = await get()
    expect([refused.status, (await refused.json()).error.code]).toEqual([503, 'platform_unavailable'])
  })
})

it('a store open day and night is ready at any hour', async () => {
  const it = await ready(100, { hours: allDay })
  for (const hours of [0, 7, 13]) {
    advanceClock(hours * 3_600_000)
    expect((await ask()).body.led.store.id).toBe(it._id)
  }
})
