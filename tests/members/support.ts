import { next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { person, signInShopper, type TestPerson } from '../support/people'
import type { TestProduct } from '../support/product'

/** A shopper with a WeChat of their own, signed in. */
export async function shopperOf(product: TestProduct, overrides: { phone?: string; unionid?: string } = {}) {
  await forgetLimits()
  const who = await person(product, overrides)
  const { token, member } = await signInShopper(product, who)
  return { who, token, memberId: member.id }
}
export type Shopper = Awaited<ReturnType<typeof shopperOf>>

/** A phone number that nobody has yet. */
export const freshPhone = (): string => `137${String(20_000_000 + next())}`

export const bindPhone = async (product: TestProduct, { who, token }: { who: TestPerson; token: string }) =>
  product.post('/me/phone', { token, body: { code: await product.sandbox.phoneCode(who.personId) } })

/** Two shoppers with one number, the first of whom has bound it: the second is asked whether they are one. */
export async function asked(product: TestProduct) {
  const phone = freshPhone()
  const first = await shopperOf(product, { phone })
  await bindPhone(product, first)
  const second = await shopperOf(product, { phone })
  const { status, body } = await bindPhone(product, second)
  if (status !== 409) throw new Error(`binding the same phone answered ${status}`)
  const ticket = String(body.error.details.ticket)
  const confirm = (token = second.token) => product.post('/me/merges', { token, body: { ticket } })
  return { phone, first, second, ticket, confirm }
}
