import { z } from 'zod'
import { call } from './wecomApi'

/** Customers from one member to another (platform-apis §3.10). */

/** Who gives and who takes, by userid; `hasLeft`: who gives has left the corp. */
export interface Giving {
  from: string
  to: string
  hasLeft: boolean
}
const api = (name: string, hasLeft: boolean) =>
  `/cgi-bin/externalcontact/${hasLeft ? 'resigned/' : ''}${name}`

/**
 * Starts handing customers over, at most 100; each is taken over after a day unless they refuse.
 * @param message said to them by the taker then, at most 200 characters; nothing is said for who has left
 * @returns the code of each: 0 under way, 40096 unknown, 40099 the taker has too many, 40100 and 40129 under way already,
 * 40128 twice in 90 days, 40131 no customer of who gives, 40143 banned
 * @throws PlatformError 40097 has not left, 40098 not real-name, 40130 the same member, 41054 not activated, 60111 unknown
 * or left, 60011 out of range, 84074 without the customer-contact function
 */
export async function startHandover(
  { from, to, hasLeft }: Giving,
  externalUserIds: readonly string[],
  message: string,
): Promise<Map<string, number>> {
  const shape = {
    customer: z.array(z.object({ external_userid: z.string(), errcode: z.number() })).default([]),
  }
  const body = {
    handover_userid: from,
    takeover_userid: to,
    external_userid: externalUserIds,
    ...(message && !hasLeft ? { transfer_success_msg: message } : {}),
  }
  const { customer } = await call(api('transfer_customer', hasLeft), {}, shape, body)
  return new Map(customer.map((it) => [it.external_userid, it.errcode]))
}

/** 1 taken over, 2 waiting, 3 refused, 4 the taker has too many, 5 no record. */
export interface HandoverResult {
  status: number
  takenAt?: Date
}

/** What became of the customers between two members, over every page, by external_userid. */
export async function handoverResults({ from, to, hasLeft }: Giving): Promise<Map<string, HandoverResult>> {
  const shape = {
    customer: z
      .array(
        z.object({ external_userid: z.string(), status: z.number(), takeover_time: z.number().default(0) }),
      )
      .default([]),
    next_cursor: z.string().default(''),
  }
  const found = new Map<string, HandoverResult>()
  for (let cursor = ''; ;) {
    const body = { handover_userid: from, takeover_userid: to, ...(cursor ? { cursor } : {}) }
    const page = await call(api('transfer_result', hasLeft), {}, shape, body)
    for (const { external_userid, status, takeover_time } of page.customer)
      found.set(external_userid, {
        status,
        ...(takeover_time ? { takenAt: new Date(takeover_time * 1000) } : {}),
      })
    cursor = page.next_cursor
    if (!cursor) return found
  }
}

/** Customers of members who left and nobody took over, over every page. */
export async function unassignedCustomers(): Promise<
  { from: string; externalUserId: string; leftAt: Date }[]
> {
  const shape = {
    info: z
      .array(
        z.object({ handover_userid: z.string(), external_userid: z.string(), dimission_time: z.number() }),
      )
      .default([]),
    is_last: z.boolean().default(true),
    next_cursor: z.string().default(''),
  }
  const found = []
  for (let cursor = ''; ;) {
    const body = { page_size: 1000, ...(cursor ? { cursor } : {}) }
    const page = await call('/cgi-bin/externalcontact/get_unassigned_list', {}, shape, body)
    found.push(
      ...page.info.map((it) => ({
        from: it.handover_userid,
        externalUserId: it.external_userid,
        leftAt: new Date(it.dimission_time * 1000),
      })),
    )
    cursor = page.next_cursor
    if (page.is_last || !cursor) return found
  }
}
