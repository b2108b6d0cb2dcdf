import mongoose from 'mongoose'
import { decryptField, encryptField, fieldIndex, maskPhone } from '../../server/kernel/fieldCrypto'
import { forgetLimits } from '../support/limits'
import { person, signInShopper, type TestPerson } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const bind = async (token: string, code: string) => product.post('/me/phone', { token, body: { code } })
const phoneCode = (who: TestPerson) => product.sandbox.phoneCode(who.personId)
const shopper = async (overrides: { phone?: string } = {}) => {
  const who = await person(product, overrides)
  return { who, ...(await signInShopper(product, who)) }
}
const outcome = ({ status, body }: Awaited<ReturnType<typeof bind>>) => [status, body?.error?.code]

describe('binding a phone (ME-1, TR-2)', () => {
  it('shows the number masked and nowhere whole', async () => {
    const { who, token } = await shopper({ phone: '13812346021' })
    const { status, text, body } = await bind(token, await phoneCode(who))
    expect([status, body.phone]).toEqual([200, '138****6021'])
    const me = await product.get('/me', { token })
    expect(me.body.phone).toBe('138****6021')
    expect(text + me.text).not.toContain('13812346021')
  })

  it('may be repeated by the same member with a new code', async () => {
    const { who, token } = await shopper()
    await bind(token, await phoneCode(who))
    expect((await bind(token, await phoneCode(who))).status).toBe(200)
  })

  it('gives a number to exactly one of two members who ask at once', async () => {
    const phone = '13700001111'
    const both = [await shopper({ phone }), await shopper({ phone })]
    const codes = await Promise.all(both.map(({ who }) => phoneCode(who)))
    const answers = await Promise.all(both.map(({ token }, at) => bind(token, codes[at] ?? '')))
    expect(answers.map(outcome).sort()).toEqual([
      [200, undefined],
      [409, 'phone_of_other'],
    ])
    const shown = await Promise.all(both.map(({ token }) => product.get('/me', { token })))
    expect(shown.filter((it) => it.body.phone === '137****1111')).toHaveLength(1)
  })

  it('takes a code once', async () => {
    const { who, token } = await shopper()
    const code = await phoneCode(who)
    await bind(token, code)
    expect(outcome(await bind(token, code))).toEqual([422, 'phone_code_invalid'])
  })

  it('takes no login code', async () => {
    const { who, token } = await shopper()
    const code = await product.sandbox.loginCode(who.personId)
    expect(outcome(await bind(token, code))).toEqual([422, 'phone_code_invalid'])
  })

  it('takes no code older than five minutes', async () => {
    const { who, token } = await shopper()
    const code = await phoneCode(who)
    await product.sandbox.advance(301)
    expect(outcome(await bind(token, code))).toEqual([422, 'phone_code_invalid'])
  })

  it.each([
    ['answers 500', { http: 500 }],
    ['sends half an answer', { truncate: true }],
    ['counts too many calls (45009)', { errcode: 45009 }],
  ])('says to try again when WeChat %s, and binds nothing', async (_, given) => {
    const { who, token } = await shopper()
    const code = await phoneCode(who)
    await product.sandbox.post('/__sandbox/fault', { endpoint: '/wxa/business/getuserphonenumber', ...given })
    expect(outcome(await bind(token, code))).toEqual([503, 'platform_unavailable'])
    expect((await product.get('/me', { token })).body).not.toHaveProperty('phone')
  })

  it('goes on with a new token when WeChat revoked the old one', async () => {
    const { who, token } = await shopper()
    await bind(token, await phoneCode(who))
    await product.sandbox.post('/__sandbox/tokens/revoke', { platform: 'wechat' })
    expect((await bind(token, await phoneCode(who))).status).toBe(200)
  })
})

describe('personal data at rest (TR-2)', () => {
  it('stands nowhere in the database in the clear', async () => {
    const { who, token, member } = await shopper({ phone: '13566667777' })
    await bind(token, await phoneCode(who))
    const collections = await mongoose.connection.db!.listCollections().toArray()
    const all = await Promise.all(
      collections.map((it) => mongoose.connection.collection(it.name).find().toArray()),
    )
    const written = JSON.stringify(all)
    expect(written).toContain(member.id)
    for (const secret of [who.phone, who.openid, who.unionid]) expect(written).not.toContain(secret)
  })

  it('is read back as it was written, and never written the same twice', () => {
    const [one, other] = [encryptField('13800000000'), encryptField('13800000000')]
    expect([decryptField(one), decryptField(other)]).toEqual(['13800000000', '13800000000'])
    expect(one).not.toBe(other)
  })

  it('is not read when a single sign was changed', () => {
    const stored = encryptField('13800000000')
    const [id, nonce, body, tag] = stored.split('.') as [string, string, string, string]
    const changed = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1)
    for (const forged of [
      [id, changed(nonce), body, tag],
      [id, nonce, changed(body), tag],
      [id, nonce, body, changed(tag)],
      ['other', nonce, body, tag],
    ])
      expect(() => decryptField(forged.join('.'))).toThrow()
  })

  it('is found by an index that differs by kind', () => {
    expect(fieldIndex('phone', '138')).toBe(fieldIndex('phone', '138'))
    expect(fieldIndex('phone', '138')).not.toBe(fieldIndex('openid', '138'))
  })

  it('is masked also when a number is short or foreign', () => {
    expect([maskPhone('12345'), maskPhone('+85261234567')]).toEqual(['****', '+85****4567'])
  })
})
