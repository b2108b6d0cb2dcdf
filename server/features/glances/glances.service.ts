import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { factsForStaff } from '../appointments/appointments.service'
import { lookedAt } from '../behaviours/behaviours.service'
import { cartOf } from '../carts/carts.service'
import { skuOf } from '../catalog/catalog.service'
import { expiringSoon } from '../coupons/coupons.service'
import { customerInChat } from '../customers/customers.service'
import { openForCustomer } from '../followUps/followUps.service'
import { readLiveGrid } from '../inventory/inventory.service'
import { memberForStaff } from '../members/members.service'
import { openOrdersOf, waitsInStore, type OrderDoc } from '../orders/orders.service'
import { findLocation } from '../stores/stores.service'
import type { glancesContract } from './glances.contract'
import { isPressing, urgentOf, type Facts, type OrderFacts } from './glances.rules'

type Route = (typeof glancesContract)['routes']['GET /customers/:externalUserId/glance']
type Glance = z.input<Route['response']>

const DAY_MS = 86_400_000
const VIEWED_DAYS = 7
const VIEWED_SHOWN = 6
const COUPON_DAYS = 7

async function orderFacts(order: OrderDoc): Promise<OrderFacts> {
  const { status, lines, amounts, payBy, storeId, presale, refunds } = order
  const store = storeId ? await findLocation(storeId) : undefined
  const pieces = lines.reduce((sum, it) => sum + it.quantity, 0)
  const balanceUntil =
    status === 'deposited' && presale?.dueAt && presale.balanceUntil > now()
      ? presale.balanceUntil
      : undefined
  return {
    status,
    goods: `${lines[0]?.name ?? '订单'}${pieces > 1 ? ` 等 ${pieces} 件` : ''}`,
    amount: amounts.total,
    payBy,
    storeName: store?.name ?? '门店',
    ...(waitsInStore(order) ? { pickupUntil: order.pickup.expiresAt } : {}),
    ...(balanceUntil ? { balanceUntil } : {}),
    refunding: refunds
      .filter((it) => it.state === 'requested' || it.state === 'abnormal')
      .reduce((sum, it) => sum + it.amount, 0),
  }
}

/** What of a member's bag and looks is to be shown, with its pieces in the guide's store: one read of stock for both. */
async function goodsOf(memberId: string, mayShowViews: boolean, storeId: string, at: Date) {
  const [bag, looks] = await Promise.all([
    cartOf(memberId),
    mayShowViews ? lookedAt(memberId, new Date(at.getTime() - VIEWED_DAYS * DAY_MS)) : undefined,
  ])
  const oldest = bag
    .filter((it) => it.by?.isKept !== false)
    .sort((a, b) => a.changedAt.getTime() - b.changedAt.getTime())[0]
  const shown = looks?.slice(0, VIEWED_SHOWN) ?? []
  const skuIds = [...new Set([...(oldest ? [oldest.skuId] : []), ...shown.map((it) => it.skuId)])]
  const stock = skuIds.length ? (await readLiveGrid(skuIds, [storeId])).get(storeId) : undefined
  const here = (skuId: string) => Math.max(0, stock?.get(skuId) ?? 0)
  const first = oldest && (await skuOf(oldest.skuId))
  const cart: Facts['cart'] =
    oldest && first
      ? { name: first.name, since: oldest.changedAt, here: here(oldest.skuId), more: bag.length - 1 }
      : undefined
  const goods = await Promise.all(
    shown.map(async ({ skuId, times, lastAt }) => {
      const sku = await skuOf(skuId)
      if (!sku) return []
      const { spuId, name, image, price } = sku
      return [{ skuId, spuId, name, image, price, times, lastAt: lastAt.toISOString(), here: here(skuId) }]
    }),
  )
  const viewed = looks && { times: looks.reduce((sum, it) => sum + it.times, 0), goods: goods.flat() }
  return { cart, viewed }
}

/**
 * What presses with the customer in the open chat (GU-1), what of their coupons ends soon, and what they looked at where
 * they agreed to that (CD-1).
 * @throws the refusals of the chat
 */
export async function glance(externalUserId: string, caller: CallerOf<Route>): Promise<Glance> {
  const { memberId } = await customerInChat(externalUserId, caller)
  const at = now()
  const open = openForCustomer(externalUserId, caller)
  if (!memberId) {
    const facts = { followUps: await open, orders: [], appointments: [], coupons: [] }
    return { urgent: urgentsOf(facts, at), coupons: [], asOf: at.toISOString() }
  }
  const member = memberForStaff(memberId)
  const [followUps, orders, { coming }, coupons, { cart, viewed }, { birthday } = {}] = await Promise.all([
    open,
    openOrdersOf(memberId),
    factsForStaff(memberId),
    expiringSoon(memberId, new Date(at.getTime() + COUPON_DAYS * DAY_MS)),
    member.then((it) => goodsOf(memberId, it?.consents.personalised === true, caller.storeId, at)),
    member,
  ])
  const facts: Facts = {
    followUps,
    orders: await Promise.all(orders.map(orderFacts)),
    appointments: coming.map((it) => ({
      start: new Date(it.start),
      service: it.service.name,
      storeName: it.store.name,
      statusText: it.statusText,
    })),
    coupons,
    cart,
    birthday,
  }
  return {
    urgent: urgentsOf(facts, at),
    coupons: coupons.map(({ expiresAt, ...it }) => ({ ...it, expiresAt: expiresAt.toISOString() })),
    ...(viewed ? { viewed } : {}),
    asOf: at.toISOString(),
  }
}

const urgentsOf = (facts: Facts, at: Date): Glance['urgent'] =>
  urgentOf(facts, at).map(({ at: when, ...it }) => ({
    ...it,
    ...(when ? { at: when.toISOString() } : {}),
    isPressing: isPressing({ ...it, ...(when ? { at: when } : {}) }, at),
  }))
