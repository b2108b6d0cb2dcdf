import { PlatformError } from '../../server/integrations/http'
import { build, next } from '../support/build'
import { befriend, enrol, person } from '../support/people'
import type { TestProduct } from '../support/product'

/** The first bytes of a picture are enough for the platforms. */
export const PNG = Buffer.from('89504e470d0a1a0a00000000', 'hex')

/** The code a call was refused with, 0 where it was not. */
export const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 0,
    (error: unknown) => (error instanceof PlatformError ? error.code : String(error)),
  )

/** The sandbox's corp: its switches, its API without our client, and its people. */
export function corpOf(product: () => TestProduct) {
  const sandbox = (path: string, body: object) => product().sandbox.post(`/__sandbox/${path}`, body)
  return {
    sandbox,
    raw: async (name: string, body: object) =>
      product().sandbox.post(
        `/cgi-bin/externalcontact/${name}?access_token=${await product().sandbox.wecomToken()}`,
        body,
      ),
    /** The userid of a new member. */
    member: async () => {
      const guide = await build.guide()
      await enrol(product(), guide)
      return guide.userid
    },
    /** A new friend of a member. */
    customer: async (userid: string) => {
      const externalUserId = `wm_corp_${next()}`
      const { personId } = await person(product(), { externalUserId })
      await befriend(product(), personId, userid)
      return { externalUserId, personId }
    },
  }
}
