import type { z } from 'zod'
import { skuOf } from '../catalog/catalog.service'
import {
  groupText,
  linesText,
  maskedName,
  namedLines,
  viewChain,
  type Standing,
} from '../chains/chains.service'
import { facesOf } from '../members/members.service'
import { chainOrderResults, isOnItsWay, ordersOfChain, type OrderDoc } from '../orders/orders.service'
import { momentText } from '../sourcing/sourcing.service'
import { findLocation } from '../stores/stores.service'
import { transferText } from '../transfers/transfers.service'
import type { chainDeskContract } from './chainDesk.contract'

type Routes = (typeof chainDeskContract)['routes']
type DeskView = z.input<Routes['POST /staff/chains']['response']>
type Shown = z.input<Routes['GET /staff/chains/:chainId']['response']>
type Entry = Shown['entries'][number]

const NONE = { unpaidOrders: 0, unpaidPieces: 0, collected: 0 }

/** Chains as the staff of their store see them. */
export async function viewDesk(standings: readonly Standing[]): Promise<DeskView[]> {
  const results = await chainOrderResults(standings.map((it) => it.chain._id))
  return Promise.all(
    standings.map(async (standing) => {
      const { chain, list } = standing
      const entries = list?.entries ?? []
      const { unpaidOrders, unpaidPieces, collected } = results.get(chain._id) ?? NONE
      return {
        ...(await viewChain(standing)),
        ...(list ? { listState: list.state } : {}),
        ...(chain.chat ? { chat: chain.chat } : {}),
        source: { id: chain.sourceId, name: (await findLocation(chain.sourceId))?.name ?? '' },
        createdBy: chain.createdBy,
        createdAt: chain.createdAt.toISOString(),
        sums: {
          orders: entries.length,
          amount: entries.reduce((sum, it) => sum + it.total, 0),
          unpaidOrders,
          unpaidPieces,
          collected,
        },
        actions: actionsOf(list?.state),
      }
    }),
  )
}

const actionsOf = (state: DeskView['listState']): DeskView['actions'] => {
  if (state === 'open') return ['close', 'callOff']
  return state === 'closing' ? ['callOff'] : []
}

const stateWords: Readonly<Record<Entry['state'], string>> = {
  unpaid: '未付',
  joined: '已付',
  onTheWay: '待到店',
  ready: '待取',
  collected: '已取',
  refunded: '已退',
}
function stateOf(order: OrderDoc): Entry['state'] {
  switch (order.status) {
    case 'unpaid':
      return 'unpaid'
    case 'paid':
      return isOnItsWay(order) ? 'onTheWay' : 'ready'
    case 'completed':
    case 'shipped':
      return 'collected'
    case 'closed':
    case 'refunded':
      return 'refunded'
    default:
      return 'joined'
  }
}

async function entriesOf(orders: readonly OrderDoc[]): Promise<Entry[]> {
  const faces = await facesOf(orders.map((it) => it.memberId))
  const entries = await Promise.all(
    orders.map(async (order) => {
      const face = faces.get(order.memberId)
      const lines = await namedLines(order.lines)
      const state = stateOf(order)
      return {
        orderId: order._id,
        ...(order.chain?.no === undefined ? {} : { no: order.chain.no }),
        memberName: face?.nickname ?? '',
        ...(face?.avatar ? { avatar: face.avatar } : {}),
        lines,
        text: linesText(lines),
        ...(order.remark ? { remark: order.remark } : {}),
        pieces: lines.reduce((sum, it) => sum + it.quantity, 0),
        total: order.amounts.total,
        state,
        stateText: stateWords[state],
        at: (order.payment?.paidAt ?? order.createdAt).toISOString(),
      }
    }),
  )
  const rank = ({ state, no = 0 }: Entry) => (state === 'unpaid' ? Infinity : no)
  return entries.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)))
}

const stands = ({ state }: Entry): boolean => state !== 'unpaid' && state !== 'refunded'

/** Pieces on the list by SKU, and those collected. */
const totalsOf = (standing: Standing, entries: readonly Entry[]): Promise<Shown['totals']> =>
  Promise.all(
    standing.chain.lines.map(async ({ skuId }) => {
      const sku = await skuOf(skuId)
      const pieces = (some: readonly Entry[]) =>
        some
          .flatMap((it) => it.lines)
          .filter((it) => it.skuId === skuId)
          .reduce((sum, it) => sum + it.quantity, 0)
      return {
        skuId,
        name: sku?.name ?? '',
        optionText: sku?.optionText ?? '',
        image: sku?.image ?? '',
        paid: pieces(entries.filter(stands)),
        collected: pieces(entries.filter((it) => it.state === 'collected')),
      }
    }),
  )

async function deliveryOf({ chain, delivery }: Standing): Promise<Pick<Shown, 'delivery'>> {
  if (!delivery) return {}
  const { lines, history } = delivery
  const sum = (of: 'quantity' | 'shipped' | 'received') => lines.reduce((all, it) => all + (it[of] ?? 0), 0)
  const when = (status: string) => history.find((it) => it.status === status)?.at.toISOString()
  const [shippedAt, receivedAt] = [when('shipped'), when('received')]
  return {
    delivery: {
      transferId: delivery._id,
      status: delivery.status,
      statusText: transferText(delivery.status),
      fromName: (await findLocation(delivery.from))?.name ?? '',
      pieces: sum('quantity'),
      shipped: sum('shipped'),
      expectedAt: chain.arrivesAt.toISOString(),
      ...(shippedAt ? { shippedAt } : {}),
      ...(receivedAt ? { receivedAt, received: sum('received') } : {}),
    },
  }
}

/** One chain with who joined, what is needed in all, the text for the group and how far its delivery is (GB-2). */
export async function viewDeskWhole(standing: Standing): Promise<Shown> {
  const { chain } = standing
  const [desk] = await viewDesk([standing])
  if (!desk) throw new Error(`chain ${chain._id} has no view`)
  const entries = await entriesOf(await ordersOfChain(chain._id))
  return {
    ...desk,
    entries,
    totals: await totalsOf(standing, entries),
    text: groupText({
      title: chain.title,
      goods: desk.lines,
      until: momentText(chain.until),
      arrives: momentText(chain.arrivesAt),
      storeName: desk.store.name,
      entries: entries
        .filter(stands)
        .flatMap(({ no, memberName, text }) =>
          no === undefined ? [] : [{ no, name: maskedName(memberName), text }],
        ),
    }),
    ...(await deliveryOf(standing)),
  }
}
