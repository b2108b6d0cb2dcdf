import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { findAllotments, type Allotment } from '../allotments/allotments.service'
import { skuOf } from '../catalog/catalog.service'
import {
  labelOf,
  limitText,
  lookAtGates,
  phaseAt,
  phaseText,
  remindedOf,
  saleOf,
  soldOutText,
  type FlashItemDoc,
  type FlashOutcome,
  type FlashSaleDoc,
  type GateLook,
  type Sale,
  type Session,
} from '../flashSales/flashSales.service'
import type { flashItem, sessionView } from '../flashSales/flashSales.shapes.contract'
import { pageOfOrders, type OrderDoc } from '../orders/orders.service'

type ItemView = z.input<typeof flashItem>
type SessionView = z.input<typeof sessionView>
export interface Opening {
  plan: FlashSaleDoc
  session: Session
}

const ORDERS = 100

/** What is known of items at this moment, and of what one member has of them. */
interface Known {
  stocks: Map<string, Allotment>
  looks: Map<string, GateLook>
  orders: OrderDoc[]
  reminded: Set<string>
}

const KEPT_MS = 1000
const kept = new Map<string, { stocks: Promise<Allotment[]>; until: number }>()

/** The stock of items as it was at most a second ago, for its places; what is left is what the gates say. */
function stocksOf(ids: readonly string[]): Promise<Allotment[]> {
  const key = ids.join()
  const held = kept.get(key)
  if (held && held.until > Date.now()) return held.stocks
  if (kept.size > 200) kept.clear()
  const stocks = findAllotments(ids).then((it) => it)
  kept.set(key, { stocks, until: Date.now() + KEPT_MS })
  stocks.catch(() => kept.delete(key))
  return stocks
}

/** A member's orders of these items; nothing is asked where the gates know that there are none. */
async function ordersOf(ids: readonly string[], looks: Known['looks'], memberId: string | undefined) {
  if (!memberId) return []
  const had = ids.filter((it) => looks.get(it)?.taken !== 0)
  if (!had.length) return []
  const page = await pageOfOrders({ memberId, allotmentId: { $in: had } }, { limit: ORDERS })
  return page?.orders ?? []
}

async function know(sales: readonly Sale[], memberId: string | undefined): Promise<Known> {
  const ids = sales.map((it) => it.stockId)
  const at = now()
  const coming = new Set(sales.filter((it) => it.session.from > at).map((it) => it.session.id))
  const looks = await lookAtGates(ids, memberId)
  const [stocks, orders, reminded] = await Promise.all([
    stocksOf(ids),
    ordersOf(ids, looks, memberId),
    memberId && coming.size ? remindedOf(memberId, [...coming]) : new Set<string>(),
  ])
  return { stocks: new Map(stocks.map((it) => [it._id, it])), looks, orders, reminded }
}

/** What a member got of an item, with the reason (SO-2). */
function mineOf(
  { session, item, stockId }: Sale,
  { looks, orders, reminded }: Known,
  left: number,
): ItemView['mine'] {
  const at = now()
  const own = orders.filter((it) => it.allotmentId === stockId && it.status !== 'closed')
  const taken = own.reduce((sum, it) => sum + it.lines.reduce((all, line) => all + line.quantity, 0), 0)
  const unpaid = own.find((it) => it.status === 'unpaid')
  const { said, unpaid: open = 0 } = looks.get(stockId) ?? {}
  const phase = phaseAt(session, at)
  const isGone = phase === 'running' && left < 1
  const tell = (): [FlashOutcome, string] => {
    if (unpaid) return ['won', '抢到了，15 分钟内付款']
    if (taken) return ['won', taken >= item.perMember ? `抢到了，${limitText(item.perMember)}` : '抢到了']
    if (phase === 'over') return [said ?? 'none', said === 'soldOut' ? '这一场没抢到，已抢光' : '已结束']
    if (isGone) return [said === 'limit' ? 'limit' : said ? 'soldOut' : 'none', soldOutText(open)]
    if (said === 'limit') return ['limit', limitText(item.perMember)]
    // What was gone has come back: an order was not paid.
    if (said === 'soldOut') return ['none', '有人没付款，又放出来了']
    return ['none', phase === 'coming' ? `${labelOf(session.from, at)} 开抢` : '马上抢']
  }
  const [outcome, text] = tell()
  const orderId = (unpaid ?? own[0])?._id
  return {
    outcome,
    text,
    taken,
    ...(orderId ? { orderId } : {}),
    isReminded: reminded.has(`${session.id}/${item.skuId}`),
  }
}

async function viewItem(sale: Sale, known: Known): Promise<ItemView[]> {
  const { item, stockId } = sale
  const sku = await skuOf(item.skuId)
  if (!sku) return []
  const stock = known.stocks.get(stockId)
  // Until its pieces are set apart it is what is planned.
  const places = stock?.places ?? item.places.map((it) => ({ ...it, left: it.quota }))
  const quota = places.reduce((sum, it) => sum + it.quota, 0)
  const left = known.looks.get(stockId)?.left ?? places.reduce((sum, it) => sum + it.left, 0)
  const isStore = (it: { locationId: string }) => it.locationId.startsWith('sto_')
  return [
    {
      skuId: item.skuId,
      spuId: sku.spuId,
      name: sku.name,
      image: sku.image,
      optionText: sku.optionText,
      price: sku.price,
      flashPrice: Math.min(item.price, sku.price),
      quota,
      left,
      unpaid: Math.min(quota - left, known.looks.get(stockId)?.unpaid ?? 0),
      takenPercent: quota ? Math.floor(((quota - left) * 100) / quota) : 100,
      perMember: item.perMember,
      storeIds: places.filter(isStore).map((it) => it.locationId),
      isSent: places.some((it) => !isStore(it)),
      mine: mineOf(sale, known, left),
    },
  ]
}

/** A session without its goods. */
export function viewBare({ plan, session }: Opening): Omit<SessionView, 'items'> {
  const at = now()
  const isEnded = plan.status === 'ended'
  const phase = isEnded ? 'over' : phaseAt(session, at)
  return {
    id: session.id,
    flashSaleId: plan._id,
    title: plan.title,
    label: labelOf(session.from, at),
    from: session.from.toISOString(),
    until: session.until.toISOString(),
    phase,
    phaseText: phaseText(phase),
    isPaused: plan.status === 'paused',
  }
}

/** Sessions as one member, or anybody, sees them; with `wants` only goods it takes. */
export async function viewSessions(
  openings: readonly Opening[],
  memberId: string | undefined,
  wants: (item: FlashItemDoc) => boolean = () => true,
): Promise<SessionView[]> {
  const salesOf = ({ plan, session }: Opening) =>
    plan.items.filter(wants).map((item) => saleOf(plan, session, item))
  const known = await know(openings.flatMap(salesOf), memberId)
  return Promise.all(
    openings.map(async (it) => ({
      ...viewBare(it),
      items: (await Promise.all(salesOf(it).map((sale) => viewItem(sale, known)))).flat(),
    })),
  )
}
