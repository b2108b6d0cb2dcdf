import { z } from 'zod'
import { PlatformUnavailable, send } from '../http'
import { call } from './wecomApi'

/** Live codes 联系我 (platform-apis §3.6). */

const api = (name: string) => `/cgi-bin/externalcontact/${name}`

export interface ContactWay {
  /** What the event of who scans it carries, at most 30 signs. */
  state: string
  /** How WeCom's own lists show it, at most 30 signs. */
  remark: string
  /** Members it leads to, 1 to 100. */
  userids: readonly string[]
}

const bodyOf = ({ state, remark, userids }: ContactWay) => ({
  remark,
  state,
  skip_verify: true,
  user: userids,
})

/**
 * Makes a QR code of some members.
 * @throws PlatformError 41041 too many members, 41054 one is not activated, 60111 or 60011 unknown or out of range,
 * 84074 without the customer-contact function, 41045 too many codes, 40058 a field is not as it must be
 */
export async function addContactWay(way: ContactWay): Promise<{ configId: string; qrCode: string }> {
  // Of several members from the start: a code of one can never have two.
  const body = { type: 2, scene: 2, ...bodyOf(way) }
  const it = await call(
    api('add_contact_way'),
    {},
    { config_id: z.string(), qr_code: z.string().default('') },
    body,
  )
  return { configId: it.config_id, qrCode: it.qr_code }
}

/** Changes whom it leads to and how it is called. @throws PlatformError as `addContactWay`, 41044 no such code */
export async function updateContactWay(configId: string, way: ContactWay): Promise<void> {
  await call(api('update_contact_way'), {}, {}, { config_id: configId, ...bodyOf(way) })
}

/** Nobody can scan it any more. @throws PlatformError 41044 no such code */
export async function removeContactWay(configId: string): Promise<void> {
  await call(api('del_contact_way'), {}, {}, { config_id: configId })
}

/** What a code is like at WeCom. @throws PlatformError 41044 no such code */
export async function getContactWay(
  configId: string,
): Promise<{ state: string; userids: string[]; qrCode: string }> {
  const shape = {
    contact_way: z.object({
      state: z.string().default(''),
      user: z.array(z.string()).default([]),
      qr_code: z.string().default(''),
    }),
  }
  const { contact_way: it } = await call(api('get_contact_way'), {}, shape, { config_id: configId })
  return { state: it.state, userids: it.user, qrCode: it.qr_code }
}

/** Ids of the codes made since an instant, over every page. */
export async function contactWaysSince(since: Date): Promise<string[]> {
  const shape = {
    contact_way: z.array(z.object({ config_id: z.string() })).default([]),
    next_cursor: z.string().default(''),
  }
  const start_time = Math.floor(since.getTime() / 1000)
  const found: string[] = []
  for (let cursor = ''; ;) {
    const page = await call(api('list_contact_way'), {}, shape, {
      start_time,
      limit: 1000,
      ...(cursor ? { cursor } : {}),
    })
    found.push(...page.contact_way.map((it) => it.config_id))
    cursor = page.next_cursor
    if (!cursor) return found
  }
}

/** The code's picture. @throws PlatformUnavailable */
export async function contactWayPicture(qrCode: string): Promise<Buffer> {
  const { origin, pathname, search } = new URL(qrCode)
  const answer = await send({ method: 'GET', base: origin, path: `${pathname}${search}`, query: {} })
  if (!answer.ok) throw new PlatformUnavailable(`picture of a live code: HTTP ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}
