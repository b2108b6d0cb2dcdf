import { setTimeout as sleep } from 'node:timers/promises'

export interface Call {
  body?: unknown
  token?: string | undefined
  /** Whence it is called: what the product counts calls by. */
  from?: string
}
export interface Answer {
  status: number
  /** Of a refusal. */
  code: string
  body: unknown
}

export const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T
export const chance = (share: number): boolean => Math.random() < share
/** What a client does before it sends the same again. */
export const breathe = (): Promise<void> => sleep(100 + Math.random() * 200)

const PATIENCE_MS = 15_000
const TRIES = 400

/** Calls as a client that lives through outages: it believes what was acknowledged, and sends the rest again. */
export function createClient(api: string) {
  const client = {
    /** Answers that no fault explains. */
    wrong: [] as string[],
    /** Sends that had to be repeated because no answer came. */
    repeats: 0,

    /** One request: GET, or POST with a body. Undefined when it shows that something is away. */
    async ask(path: string, { body, token, from }: Call = {}): Promise<Answer | undefined> {
      const answer = await fetch(api + path, {
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(from ? { 'x-forwarded-for': from } : {}),
        },
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch(() => undefined)
      const text = await answer?.text().catch(() => undefined)
      if (!answer || text === undefined || answer.status === 503) return undefined
      if (answer.status >= 500) {
        client.wrong.push(`${path}: ${answer.status} ${text}`)
        return undefined
      }
      const said = text ? (JSON.parse(text) as { error?: { code: string } }) : {}
      return { status: answer.status, code: said.error?.code ?? '', body: said }
    },

    /** The same until it is answered; `renew` gives a new token when the old one is forgotten. */
    async insist(path: string, call: Call = {}, renew?: () => Promise<string>): Promise<Answer> {
      for (let tries = 0; tries < TRIES; tries++) {
        const answer = await client.ask(path, call)
        if (answer?.status === 401 && renew) call.token = await renew()
        else if (answer && answer.status !== 429) return answer
        client.repeats++
        await breathe()
      }
      client.wrong.push(`${path}: no answer`)
      return { status: 0, code: 'no_answer', body: {} }
    },
  }
  return client
}
export type Client = ReturnType<typeof createClient>
