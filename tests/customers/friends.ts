import { build, next } from '../support/build'
import { befriend, person, signInGuide } from '../support/people'
import type { Reply, TestProduct } from '../support/product'

/** A guide's look at a customer, and what makes the customers of these tests. */
export function customersOf(product: () => TestProduct) {
  const sandbox = (path: string, body: object) => product().sandbox.post(`/__sandbox/${path}`, body)
  const view = (token: string, id: string, headers: Record<string, string> = {}) =>
    product().get(`/customers/${id}`, { token, headers })
  /** Waits until every event of WeCom arrived and was handled. */
  const delivered = async () => {
    await product().sandbox.core.callbacks.settled()
    await product().settled()
  }
  /** A signed-in guide with one WeCom friend, whose event was handled. */
  async function friends(overrides: Parameters<typeof signInGuide>[1] = {}) {
    const staff = await signInGuide(product(), overrides)
    const externalUserId = `wm_customer_${next()}`
    const customer = await person(product(), { externalUserId })
    await befriend(product(), customer.personId, staff.guide.userid)
    await delivered()
    return { ...staff, customer, externalUserId }
  }
  return { sandbox, view, delivered, friends }
}

export const outcome = ({ status, body }: Reply) => [status, body?.error?.code]

/** A member another channel knows by this unionid. */
export const memberOf = (unionid: string, overrides: Parameters<typeof build.member>[0] = {}) =>
  build.member({ identities: [{ provider: 'unionid', subject: unionid }], ...overrides })
