import mongoose from 'mongoose'
import { addressOf, maskAddress } from '../../server/features/addresses/addresses.service'
import { forgetLimits } from '../support/limits'
import { person, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const stated = {
  name: '林小满',
  phone: '13912346021',
  province: '上海市',
  city: '上海市',
  district: '黄浦区',
  street: '南京东路 1 号 2 幢 301 室',
  position: [121.4737, 31.2304],
  tag: '家',
}
interface Address {
  id: string
  isDefault: boolean
}

async function shopper() {
  const { token, member } = await signInShopper(product, await person(product))
  const list = async (): Promise<Address[]> => (await product.get('/addresses', { token })).body.addresses
  return {
    memberId: member.id,
    list,
    add: (overrides: object = {}) => product.post('/addresses', { token, body: { ...stated, ...overrides } }),
    change: (id: string, body: object) => product.patch(`/addresses/${id}`, { token, body }),
    remove: (id: string) => product.call('DELETE', `/addresses/${id}`, { token }),
    defaults: async () => (await list()).filter((it) => it.isDefault).map((it) => it.id),
  }
}

describe('delivery addresses of a member (OR-1)', () => {
  it('are kept and shown in full to their member', async () => {
    const me = await shopper()
    expect(await me.list()).toEqual([])
    const { status, body } = await me.add()
    expect(status).toBe(200)
    expect(body).toEqual({ ...stated, id: expect.stringMatching(/^adr_/), isDefault: true })
    expect(await me.list()).toEqual([body])
    expect(await addressOf(me.memberId, body.id)).toEqual(body)
  })
  it('come with the default first, then the newest; a new default ends the one before', async () => {
    const me = await shopper()
    const [a, b, c] = [(await me.add()).body.id, (await me.add()).body.id, (await me.add()).body.id]
    expect((await me.list()).map((it) => it.id)).toEqual([a, c, b])
    expect((await me.change(b, { isDefault: true })).body.isDefault).toBe(true)
    expect(await me.defaults()).toEqual([b])
    const d = (await me.add({ isDefault: true })).body.id
    expect(await me.defaults()).toEqual([d])
    expect((await me.remove(d)).status).toBe(204)
    expect(await me.defaults()).toEqual([c])
    expect((await me.change(c, { isDefault: false })).body.isDefault).toBe(false)
    expect(await me.defaults()).toEqual([])
  })
  it('change in parts', async () => {
    const me = await shopper()
    const { id } = (await me.add()).body
    const { body } = await me.change(id, { phone: '18800001111', tag: '' })
    expect(body).toEqual({ ...stated, id, isDefault: true, phone: '18800001111', tag: '' })
    expect((await me.change(id, {})).body).toEqual(body)
  })
  it('are at most 20, however many come at once, with one default', async () => {
    const me = await shopper()
    const answers = await Promise.all(Array.from({ length: 24 }, () => me.add({ isDefault: true })))
    const codes = answers.filter((it) => it.status !== 200).map((it) => it.body.error.code)
    expect(codes).toEqual(Array(4).fill('addresses_full'))
    expect(await me.list()).toHaveLength(20)
    expect(await me.defaults()).toHaveLength(1)
  })
  it('of somebody else are not found', async () => {
    const [me, other] = [await shopper(), await shopper()]
    const { id } = (await me.add()).body
    for (const answer of [await other.change(id, { name: '他人' }), await other.remove(id)])
      expect([answer.status, answer.body.error.code]).toEqual([404, 'address_not_found'])
    expect(await addressOf(other.memberId, id)).toBeUndefined()
    expect(await other.list()).toEqual([])
    expect((await me.list())[0]).toMatchObject({ id, name: stated.name })
  })
  it('that were removed are not found', async () => {
    const me = await shopper()
    const { id } = (await me.add()).body
    await me.remove(id)
    expect((await me.remove(id)).body.error.code).toBe('address_not_found')
    expect((await me.change(id, { tag: '家' })).body.error.code).toBe('address_not_found')
  })
  it.each([
    ['a foreign number', { phone: '02100000000' }],
    ['no name', { name: '  ' }],
    ['no point', { position: [121] }],
    ['a point off the globe', { position: [181, 31] }],
  ])('are refused with %s', async (_, part) => {
    const { status, body } = await (await shopper()).add(part)
    expect([status, body.error.code]).toEqual([400, 'request_invalid'])
  })
})

describe('personal parts of an address (TR-2)', () => {
  it('do not stand in the database', async () => {
    const me = await shopper()
    await me.add()
    const stored = await mongoose.connection
      .collection<{ _id: string }>('addressBooks')
      .findOne({ _id: me.memberId })
    const text = JSON.stringify(stored)
    expect(text).toContain('黄浦区')
    for (const secret of [stated.name, stated.phone, '南京东路', '121.4737'])
      expect(text).not.toContain(secret)
  })
  it('are masked for staff as far as delivering allows', async () => {
    const me = await shopper()
    const { body } = await me.add()
    expect(maskAddress(body)).toEqual({ ...body, name: '林**', phone: '139****6021' })
  })
})
