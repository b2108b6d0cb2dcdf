import { reaches } from '../../server/features/operators/operators.service'
import { build } from '../support/build'
import { enrol, oauthCode, signInGuide, signInOperator } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
afterAll(() => product?.stop())

const me = async (token: string) => (await product.get('/operators/me', { token })).body
const signIn = async (userid: string) => {
  const { status, body } = await product.post('/operators/session', {
    body: { code: await oauthCode(product, userid) },
  })
  return { status, body }
}

describe('signing in at the console (OP-6)', () => {
  it('headquarters answers for every store', async () => {
    const { operator, token } = await signInOperator(product)
    expect(await me(token)).toEqual({
      id: operator._id,
      name: operator.name,
      role: 'headquarters',
      scopeText: '总部 · 全部门店',
    })
  })

  it('a region answers for the stores of its provinces, and for no other', async () => {
    const [first, second] = [
      await build.store({ province: '浙江省' }),
      await build.store({ province: '江苏省' }),
    ]
    const outside = await build.store({ province: '四川省' })
    const { token } = await signInOperator(product, {
      role: 'region',
      region: '华东',
      provinces: ['浙江省', '江苏省'],
    })
    const body = await me(token)
    expect([...body.storeIds].sort()).toEqual([first._id, second._id].sort())
    expect(body.scopeText).toBe('华东 · 2 家门店')
    expect(reaches(body, [first._id, second._id])).toBe(true)
    expect(reaches(body, [first._id, outside._id])).toBe(false)
    expect(reaches(body, undefined)).toBe(false)
    expect(reaches(body, [])).toBe(false)
  })

  it("a store's manager signs in with the own account and answers for that store", async () => {
    const store = await build.store()
    const { guide } = await signInGuide(product, { role: 'manager', storeId: store._id })
    const { status, body } = await signIn(guide.userid)
    expect([status, body.operator.role, body.operator.storeIds]).toEqual([200, 'store', [store._id]])
    expect((await me(body.token)).scopeText).toBe(store.name)
  })

  it('a guide, a stranger and a closed account are not let in', async () => {
    const { guide } = await signInGuide(product)
    const closed = await build.operator({ active: false })
    await enrol(product, closed)
    for (const userid of [guide.userid, closed.userid]) {
      const { status, body } = await signIn(userid)
      expect([status, body.error.code]).toEqual([403, 'not_an_operator'])
    }
    const { status, body } = await product.post('/operators/session', { body: { code: 'forged' } })
    expect([status, body.error.code]).toEqual([401, 'oauth_code_invalid'])
  })

  it('a closed account is refused although its session lives on, and signing out ends the session', async () => {
    const { operator, token } = await signInOperator(product)
    await build.operator({ ...operator, active: false })
    const refused = await product.get('/operators/me', { token })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'not_an_operator'])
    expect((await product.call('DELETE', '/session', { token })).status).toBe(204)
    expect((await product.get('/operators/me', { token })).status).toBe(401)
  })
})
