import { randomUUID } from 'node:crypto'
import { breathe, chance, pick } from './client'
import type { Person } from './people'
import type { Platform } from './platform'
import { rareIds, shopIds } from './shelf'

/** What people were told, and nothing else. */
export interface Deeds {
  /** Order ids by the key they were placed under: one key, one order. */
  placed: Map<string, Set<string>>
  /** Ids the shopper saw paid. */
  paid: Set<string>
  /** How often a counter was told to hand goods over. */
  redeemed: Map<string, number>
  /** `order/key` of returns that were taken. */
  returned: Set<string>
  /** Ids whose cancelling was confirmed. */
  cancelled: Set<string>
}
export const newDeeds = (): Deeds => ({
  placed: new Map(),
  paid: new Set(),
  redeemed: new Map(),
  returned: new Set(),
  cancelled: new Set(),
})

interface Order {
  id: string
  status: string
  lines: { key: string; quantity: number; refundedQuantity: number }[]
}
export interface Scene {
  platform: Platform
  guides: readonly Person[]
  deeds: Deeds
  /** Returns in parts, whose second the platform takes only later. */
  partReturns: boolean
}

const wanted = () =>
  [...rareIds]
    .sort(() => Math.random() - 0.5)
    .slice(0, pick([1, 1, 2, 3]))
    .map((skuId) => ({ skuId, quantity: pick([1, 1, 2]) }))

/** Looks this often whether the payment is seen; then the shopper puts the phone away. */
const LOOKS = 25

/** The sheet of WeChat Pay on this phone: most confirm it. */
export async function payOnPhone(who: Person, platform: Platform, orderId: string): Promise<void> {
  const begun = await who.call(`/orders/${orderId}/pay`, {}, ['order_not_payable'])
  const { payment } = begun.body as { payment?: { package: string } }
  if (!payment) return
  const prepayId = payment.package.replace('prepay_id=', '')
  await platform.post('/__sandbox/pay', { prepayId, outcome: chance(0.9) ? 'success' : 'cancel' })
}

/** The order once its payment is seen, or as it is when the phone is put away. */
export async function untilSeen(who: Person, orderId: string): Promise<Order> {
  const look = async () => (await who.call(`/orders/${orderId}`)).body as Order
  let order = await look()
  for (let looks = 0; order.status === 'unpaid' && looks < LOOKS; looks++) {
    if (chance(0.2)) await who.call(`/orders/${orderId}/pay/check`, {})
    await breathe()
    order = await look()
  }
  return order
}

/** One purchase from the basket to whatever end this shopper wants, through every outage. */
export async function buy(who: Person, { platform, guides, deeds, partReturns }: Scene): Promise<void> {
  const storeId = pick(shopIds)
  const body = { key: randomUUID(), way: 'pickup', storeId, lines: wanted() }
  const ids = new Set<string>()
  deeds.placed.set(body.key, ids)
  const place = async () => {
    const answer = await who.call('/orders', body, ['out_of_stock'])
    if (answer.status === 200) ids.add((answer.body as Order).id)
  }
  // Now and then the button is tapped twice.
  await Promise.all(chance(0.1) ? [place(), place()] : [place()])
  const [id] = ids
  if (!id) return
  const path = `/orders/${id}`
  const cancel = async () => {
    const answer = await who.call(`${path}/cancel`, {}, ['order_not_cancellable'])
    if (answer.status === 200) deeds.cancelled.add(id)
  }

  if (chance(0.08)) return
  if (chance(0.08)) return cancel()
  const pay = () => payOnPhone(who, platform, id)
  // Two phones of one account, or a shopper who changes their mind while paying.
  await Promise.all([pay(), ...(chance(0.1) ? [pay()] : []), ...(chance(0.05) ? [cancel()] : [])])
  const order = await untilSeen(who, id)
  if (order.status !== 'paid') return order.status === 'unpaid' && chance(0.5) ? cancel() : undefined
  deeds.paid.add(id)

  if (chance(0.05)) return
  if (chance(0.12)) return cancel()
  const shown = await who.call(`${path}/pickup-code`, undefined, ['pickup_done', 'pickup_refunded'])
  const { digits: code } = shown.body as { digits?: string }
  if (!code) return
  const [guide, other, manager] = guides.filter((it) => it.storeId === storeId) as [Person, Person, Person]
  const redeem = async (by: Person) => {
    const answer = await by.call('/pickups/redeem', { code }, ['pickup_done', 'pickup_refunded'])
    if (answer.status === 200) deeds.redeemed.set(id, (deeds.redeemed.get(id) ?? 0) + 1)
  }
  await Promise.all([
    redeem(guide),
    ...(chance(0.2) ? [redeem(other)] : []),
    ...(chance(0.1) ? [cancel()] : []),
  ])

  if (chance(0.1)) {
    // The wrong bag: a manager takes it back, and most come again.
    await manager.call(`${path}/redemption/undo`, { reason: '拿错了袋子' }, ['undo_too_late'])
    if (chance(0.7)) await redeem(other)
    else if (chance(0.5)) return cancel()
  }

  if (!chance(0.35)) return
  const giveBack = async (by: Person, lines: { key: string; quantity: number }[]) => {
    const asked = { key: randomUUID(), lines, reason: '不合适' }
    const send = async () => {
      const refusals = ['return_not_possible', 'return_too_many']
      const answer = await by.call(`${path}/returns`, asked, refusals)
      if (answer.status === 200) deeds.returned.add(`${id}/${asked.key}`)
    }
    await Promise.all(chance(0.2) ? [send(), send()] : [send()])
  }
  const all = order.lines.map(({ key, quantity }) => ({ key, quantity }))
  const part = [{ key: pick(all).key, quantity: 1 }]
  const by = pick(guides)
  await giveBack(by, chance(0.5) ? all : part)
  if (partReturns && chance(0.5)) await giveBack(by, part)
}
