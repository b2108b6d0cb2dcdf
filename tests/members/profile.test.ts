import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { person, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const shopper = async () => signInShopper(product, await person(product))
const change = (token: string, body: unknown) => product.patch('/me', { token, body })

describe('changing the profile (ME-1, TR-2)', () => {
  it('takes a nickname without the spaces around it', async () => {
    const { token } = await shopper()
    expect((await change(token, { nickname: '  小满 ' })).body.nickname).toBe('小满')
    expect((await product.get('/me', { token })).body.nickname).toBe('小满')
  })

  it.each(['', '   ', '名'.repeat(21)])('refuses the nickname "%s"', async (nickname) => {
    const { token, member } = await shopper()
    expect((await change(token, { nickname })).body.error.code).toBe('request_invalid')
    expect((await product.get('/me', { token })).body.nickname).toBe(member.nickname)
  })

  it('changes one consent and leaves the others', async () => {
    const { token } = await shopper()
    await change(token, { consents: { massMessage: true } })
    const { body } = await change(token, { consents: { phone: true } })
    expect(body.consents).toEqual({ personalised: false, massMessage: true, phone: true })
  })

  it('takes a consent back', async () => {
    const { token } = await shopper()
    await change(token, { consents: { personalised: true } })
    expect((await change(token, { consents: { personalised: false } })).body.consents.personalised).toBe(
      false,
    )
  })

  it('takes a store of the chain as home store', async () => {
    const store = await build.store()
    const { token } = await shopper()
    expect((await change(token, { homeStoreId: store._id })).body.homeStoreId).toBe(store._id)
  })

  it.each(['a store nobody knows', 'a warehouse'])('refuses %s as home store', async (what) => {
    const place = await build.store(what === 'a warehouse' ? { kind: 'regional', _id: 'sto_w1' } : {})
    const homeStoreId = what === 'a warehouse' ? place._id : 'sto_unknown'
    const { status, body } = await change((await shopper()).token, { homeStoreId })
    expect([status, body.error.code]).toEqual([404, 'store_not_found'])
  })

  it.each(['tier', 'points', 'phone', 'id', 'guideId', '$set'])(
    'refuses to change %s, and with it the whole request',
    async (field) => {
      const { token, member } = await shopper()
      const { status, body } = await change(token, { nickname: '新名', [field]: 'gold' })
      expect([status, body.error.code]).toEqual([400, 'request_invalid'])
      expect((await product.get('/me', { token })).body).toEqual(member)
    },
  )

  it('answers an empty change with the profile as it is', async () => {
    const { token, member } = await shopper()
    expect((await change(token, {})).body).toEqual(member)
  })

  it('keeps two changes of different fields that come at once', async () => {
    const { token } = await shopper()
    await Promise.all([change(token, { nickname: '同时' }), change(token, { consents: { phone: true } })])
    expect((await product.get('/me', { token })).body).toMatchObject({
      nickname: '同时',
      consents: { phone: true },
    })
  })
})
