import type { Answer, Client } from './client'
import type { Platform } from './platform'
import { guides } from './shelf'

/** Somebody signed in, who signs in again when the session is gone (an emptied Redis forgets it). */
export interface Person {
  storeId?: string
  /**
   * GET, or POST with a body, until it is answered. Every answer but 200 and the refusals a person may get here is
   * noted as wrong.
   */
  call(path: string, body?: unknown, refusals?: readonly string[]): Promise<Answer>
}

function personOf(
  client: Client,
  from: () => string,
  signIn: () => Promise<string>,
  storeId?: string,
): Person {
  let token: string | undefined
  let renewing: Promise<string> | undefined
  const renew = () => (renewing ??= signIn().finally(() => (renewing = undefined)))
  return {
    ...(storeId ? { storeId } : {}),
    async call(path, body, refusals = []) {
      token ??= await renew()
      const answer = await client.insist(
        path,
        { body, token, from: from() },
        async () => (token = await renew()),
      )
      if (answer.status !== 200 && !refusals.includes(answer.code))
        client.wrong.push(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer
    },
  }
}

/** A code signs in once: an answer that was lost asks for a new one. */
async function signedIn(client: Client, path: string, from: string, code: () => Promise<string>) {
  for (;;) {
    const answer = await client.insist(path, { body: { code: await code() }, from })
    const { token } = answer.body as { token?: string }
    if (token) return token
    if (!answer.code.endsWith('code_invalid'))
      throw new Error(`${path} answered ${answer.status} ${answer.code}`)
  }
}

/** Shoppers with WeChat on a phone, known to the sandbox. */
export const makeShoppers = (client: Client, platform: Platform, count: number): Promise<Person[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const personId = `per_fault${at}`
      const person = {
        personId,
        name: `顾客${at}`,
        phone: `139${String(20_000_000 + at)}`,
        openid: `openid_fault${at}`,
        unionid: `unionid_fault${at}`,
        position: [121.47, 31.23],
        followers: [],
      }
      await platform.post('/__sandbox/people', { person })
      const from = `10.1.${Math.floor(at / 250)}.${at % 250}`
      return personOf(
        client,
        () => from,
        () => signedIn(client, '/session', from, () => platform.loginCode(personId)),
      )
    }),
  )

let calls = 0
/** Staff calls count by address; here a few of them redeem for many counters, so each call has one of its own. */
const counter = (): string => `10.3.${(calls >> 8) & 255}.${(calls += 1) & 255}`

export const makeGuides = (client: Client, platform: Platform): Promise<Person[]> =>
  Promise.all(
    guides.map(async ({ userid, name, storeId }, at) => {
      await platform.post('/__sandbox/people', { guide: { userid, name, storeName: '', role: 'guide' } })
      const from = `10.2.0.${at}`
      const signIn = () => signedIn(client, '/wecom/session', from, () => platform.oauthCode(userid))
      return personOf(client, counter, signIn, storeId)
    }),
  )
