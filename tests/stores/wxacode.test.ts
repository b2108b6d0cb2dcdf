import { build } from '../support/build'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
let token: string
let storeId: string
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
  const store = await build.store()
  storeId = store._id
  token = (await signInGuide(product, { storeId })).token
})
afterAll(() => product?.stop())

const fault = (it: object) =>
  product.sandbox.post('/__sandbox/fault', { endpoint: '/wxa/getwxacodeunlimit', ...it })

describe("a store's mini-program code (ST-5)", () => {
  it('is a PNG made by WeChat for that store', async () => {
    const answer = await fetch(`${product.origin}/api/stores/${storeId}/wxacode`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.headers.get('content-type')).toBe('image/png')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  })
  it('is not drawn for a store that does not exist', async () => {
    const { status, body } = await product.get('/stores/sto_nowhere/wxacode', { token })
    expect([status, body.error.code]).toEqual([404, 'store_not_found'])
  })
  it.each([
    ['is out of order', { http: 502 }],
    ['breaks off', { drop: true }],
    ['refuses', { errcode: 45009 }],
  ])('is refused in words while WeChat %s', async (_, how) => {
    await fault(how)
    const { status, body } = await product.get(`/stores/${storeId}/wxacode`, { token })
    expect([status, body.error.code]).toEqual([503, 'platform_unavailable'])
  })
  it('is not for shoppers', async () => {
    expect((await product.get(`/stores/${storeId}/wxacode`)).status).toBe(401)
  })
})
