import { env } from '../../config/env'
import { noticesOf } from '../../server/features/notices/notices.service'
import type { Shop } from '../orders/support'

export const SEND = '/cgi-bin/message/subscribe/send'
export const templateOf = (kind: string) =>
  env.WX_TEMPLATES.find((it) => it.startsWith(`${kind}:`))?.split(':')[1] ?? ''

export type Buyer = Pick<Awaited<ReturnType<Shop['shopper']>>, 'who'>

/** What became of each message about an order: `pickup subscribe` → `refused 43101`. */
export const states = async (orderId: string) =>
  Object.fromEntries(
    (await noticesOf(orderId)).map((it) => [
      `${it.kind} ${it.channel}`,
      `${it.state}${it.code ? ` ${it.code}` : ''}`,
    ]),
  )

/** Consent, faults and what the phones show, of a shop with the sandbox. */
export const messagesOf = (shop: () => Pick<Shop, 'product'>) => ({
  /** What the phone shows, oldest first. */
  async shownTo({ who }: Buyer, kind: 'subscribe' | 'sms') {
    const { notices } = await shop().product.sandbox.get(`/__sandbox/notices?personId=${who.personId}`)
    return notices
      .filter((it) => it.kind === kind)
      .reverse()
      .map((it) => Object.fromEntries(it.lines as [string, string][]))
  },
  consent: ({ who }: Buyer, kind: string, accept = true) =>
    shop().product.sandbox.post('/__sandbox/subscribe', {
      personId: who.personId,
      templateId: templateOf(kind),
      accept,
    }),
  fault: (endpoint: string, more: object) =>
    shop().product.sandbox.post('/__sandbox/fault', { endpoint, times: 1, ...more }),
})
