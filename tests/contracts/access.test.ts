import { freshAddress } from './ownAddresses'
import { person, signInGuide, signInOperator, signInShopper } from '../support/people'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { isPublic, kinds, namedBy, routes, send, type Kind } from './routes'
import { validParts } from './values'

let product: TestProduct
let tokens: Record<Kind, string>
beforeAll(async () => {
  product = await startProduct()
  tokens = {
    member: (await signInShopper(product, await person(product))).token,
    guide: (await signInGuide(product)).token,
    manager: (await signInGuide(product, { role: 'manager' })).token,
    operator: (await signInOperator(product)).token,
    machine: MACHINE,
  }
})
afterAll(() => product?.stop())

const guarded = routes.filter((it) => !isPublic(it))
const foreign = guarded.flatMap((it) =>
  kinds.filter((kind) => !namedBy(it).includes(kind)).map((kind) => ({ ...it, kind })),
)

describe('who may call what, from the contracts (OP-6, TR-2)', () => {
  it.each(guarded)('$key asks a caller without a token to sign in', async (it) => {
    const { status, body } = await send(product, it, validParts(it))
    expect([status, body.error.code]).toEqual([401, 'sign_in_required'])
  })

  it.each(foreign)('$key refuses a $kind', async ({ kind, ...it }) => {
    const { status, body } = await send(product, it, validParts(it), tokens[kind])
    expect([status, body.error.code]).toEqual([403, 'not_allowed'])
  })

  it.each(
    guarded.flatMap((it) =>
      kinds.filter((kind) => namedBy(it).includes(kind)).map((kind) => ({ ...it, kind })),
    ),
  )('$key lets in a $kind', async ({ kind, ...it }) => {
    if (it.key === 'DELETE /session') return expect(namedBy(it)).not.toContain('machine')
    const { status, body } = await send(product, it, validParts(it), tokens[kind])
    expect(['sign_in_required', 'not_allowed', 'internal_error']).not.toContain(body?.error?.code ?? status)
  })

  it.each([
    '',
    'Bearer',
    'Basic c29tZTpib2R5',
    'Bearer two words',
    `Bearer ${'x'.repeat(3000)}`,
    'Bearer undefined',
  ])('takes "%s" for no session at all', async (authorization) => {
    const { status, body } = await product.get('/me', { headers: { authorization, ...freshAddress() } })
    expect([status, body.error.code]).toEqual([401, 'sign_in_required'])
  })

  it('asks for the session before it looks at the input', async () => {
    const { status } = await product.patch('/me', { body: { nickname: 7 }, headers: freshAddress() })
    expect(status).toBe(401)
  })
})
