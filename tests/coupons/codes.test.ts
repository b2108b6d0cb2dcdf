import { advanceClock, now, resetClock } from '../../server/kernel/clock'
import { findGrant } from '../../server/features/coupons/coupons.grants.model'
import { resultsOf } from '../../server/features/coupons/coupons.service'
import { memberSession } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { buildCoupon, couponsOf, members } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterEach(() => resetClock())
afterAll(() => product?.stop())

const make = async (couponId: string, count: number, key = 'batch-first') =>
  product.post(`/console/coupons/${couponId}/codes`, { token: MACHINE, body: { key, count } })
const enter = (token: string, code: string) => product.post('/me/coupons/exchange', { token, body: { code } })
const claimedOf = async (couponId: string) => (await resultsOf([couponId])).get(couponId)?.claimed
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body?.error?.code,
]

describe('codes of a coupon (CO-2 兑换码)', () => {
  it('are made as many as asked, once for a key however often and side by side it is asked', async () => {
    const coupon = await buildCoupon()
    const answers = await Promise.all([1, 2, 3].map(() => make(coupon._id, 30)))
    const again = await make(coupon._id, 30)
    expect(answers.map((it) => it.status)).toEqual([200, 200, 200])
    expect(new Set(again.body.codes).size).toBe(30)
    expect(again.body.codes[0]).toMatch(/^([2-9A-Z]{4}-){2}[2-9A-Z]{4}$/)
    await make(coupon._id, 5, 'batch-second')
    const { body } = await product.get(`/console/coupons/${coupon._id}/codes?limit=20`, { token: MACHINE })
    expect([body.total, body.used, body.codes.length]).toEqual([35, 0, 20])
    const rest = await product.get(`/console/coupons/${coupon._id}/codes?limit=20&cursor=${body.next}`, {
      token: MACHINE,
    })
    expect(rest.body.codes).toHaveLength(15)
  })

  it('gives a coupon to who enters it, however it is typed, and the same one again', async () => {
    const coupon = await buildCoupon()
    const [code = ''] = (await make(coupon._id, 1)).body.codes as string[]
    const [first, second] = await members(2)
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `
    const { status, body } = await enter(first?.token ?? '', typed)
    expect([status, body.state, body.way]).toEqual([200, 'usable', 'code'])
    expect((await enter(first?.token ?? '', code)).body.id).toBe(body.id)
    expect(codeOf(await enter(second?.token ?? '', code))).toEqual([409, 'code_used'])
    expect(codeOf(await enter(second?.token ?? '', 'ABCD-EFGH-2345'))).toEqual([404, 'code_not_found'])
    const { body: listed } = await product.get(`/console/coupons/${coupon._id}/codes`, { token: MACHINE })
    expect([listed.used, listed.codes[0].isUsed]).toEqual([1, true])
  })

  it('entered by 30 people at once gives one coupon', async () => {
    const coupon = await buildCoupon()
    const [code = ''] = (await make(coupon._id, 1)).body.codes as string[]
    const people = await members(30)
    const answers = await Promise.all(people.map(({ token }) => enter(token, code)))
    expect(answers.filter((it) => it.status === 200)).toHaveLength(1)
    expect(answers.filter((it) => codeOf(it)[1] === 'code_used')).toHaveLength(29)
    expect(await claimedOf(coupon._id)).toBe(1)
  })

  it('entered many times by one person on many devices gives one coupon', async () => {
    const coupon = await buildCoupon({ quota: { total: 10, perPerson: 5 } })
    const [code = ''] = (await make(coupon._id, 1)).body.codes as string[]
    const { token } = await memberSession()
    const answers = await Promise.all(Array.from({ length: 12 }, () => enter(token, code)))
    const had = answers.filter((it) => it.status === 200).map((it) => it.body.id as string)
    expect(answers.filter((it) => it.status >= 500)).toEqual([])
    expect(new Set(had).size).toBe(1)
    expect(await claimedOf(coupon._id)).toBe(1)
    expect((await findGrant(had[0] ?? ''))?.way).toBe('code')
  })

  it('a refusal by quota or limit leaves the code to be used', async () => {
    const coupon = await buildCoupon({ quota: { total: 5, perPerson: 1 } })
    const codes = (await make(coupon._id, 2)).body.codes as string[]
    const [first, second] = await members(2)
    expect((await enter(first?.token ?? '', codes[0] ?? '')).status).toBe(200)
    expect(codeOf(await enter(first?.token ?? '', codes[1] ?? ''))).toEqual([409, 'coupon_limit_reached'])
    expect((await enter(second?.token ?? '', codes[1] ?? '')).status).toBe(200)
    const bought = await buildCoupon({
      benefit: { kind: 'experience', price: 990, service: '护肤体验' },
      ways: ['order'],
    })
    expect(codeOf(await make(bought._id, 1))).toEqual([422, 'coupon_not_by_code'])
    expect((await couponsOf(product).wallet(second?.token ?? '')).counts.usable).toBe(1)
  })

  it('a batch is listed with what came of it; taken back, its unused codes give nothing, side by side with who enters one', async () => {
    const coupon = await buildCoupon()
    const until = new Date(now().getTime() + 86_400_000).toISOString()
    const { body: made } = await product.post(`/console/coupons/${coupon._id}/codes`, {
      token: MACHINE,
      body: { key: 'batch-to-end', count: 6, until },
    })
    const people = await members(7)
    const at = `/console/coupons/${coupon._id}/code-batches`
    const [answers] = await Promise.all([
      Promise.all(made.codes.map((code: string, nth: number) => enter(people[nth]?.token ?? '', code))),
      product.post(`${at}/${made.batchId}/void`, { token: MACHINE }),
    ])
    const had = answers.filter((it) => it.status === 200).length
    const refused = answers.filter((it) => codeOf(it)[1] === 'code_void').length
    const { body } = await product.get(at, { token: MACHINE })
    expect([had + refused, body.batches]).toEqual([
      6,
      [{ id: made.batchId, count: 6, used: had, voided: refused, until, createdAt: expect.any(String) }],
    ])
    expect(await claimedOf(coupon._id)).toBe(had)
    const whole = await product.get(`${at}/${made.batchId}`, { token: MACHINE })
    expect(whole.body.codes.map((it: { code: string }) => it.code)).toEqual(made.codes)
    expect(codeOf(await product.get(`${at}/${'0'.repeat(24)}`, { token: MACHINE }))[1]).toBe(
      'code_batch_not_found',
    )
  })

  it('a code gives nothing after its end', async () => {
    const coupon = await buildCoupon()
    const body = { key: 'batch-short', count: 2, until: new Date(now().getTime() + 600_000).toISOString() }
    const made = await product.post(`/console/coupons/${coupon._id}/codes`, { token: MACHINE, body })
    const [first, second] = await members(2)
    expect((await enter(first?.token ?? '', made.body.codes[0])).status).toBe(200)
    advanceClock(600_000)
    expect(codeOf(await enter(second?.token ?? '', made.body.codes[1]))).toEqual([409, 'code_expired'])
    const late = await product.post(`/console/coupons/${coupon._id}/codes`, {
      token: MACHINE,
      body: { ...body, key: 'batch-too-late' },
    })
    expect(codeOf(late)).toEqual([422, 'code_until_past'])
  })
})
