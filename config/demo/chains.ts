import { findChain, insertChain, openChain, type ChainDoc } from '../../server/features/chains/chains.service'
import { settleGathered } from '../../server/features/orders/orders.gathering'
import { takeTransaction } from '../../server/features/orders/orders.payment'
import { joinChain, ordersOfChain, previewJoin } from '../../server/features/orders/orders.service'
import { addDays, instantOf } from './days'
import { buildFlashSale } from './flashSales'
import { buildGroupBuys } from './groupBuys'
import { buildPresales } from './presales'
import { ALWAYS } from './stock'
import type { DemoChain, DemoMember } from './types'

const WAREHOUSE = 'whs_c01'
const LIVE_STORE = 'sto_0001'
const NEXT_STORE = 'sto_0002'
const QUOTA = 40
const LEAST_PRICE = 2900
/** Pieces of each line the joiners take, first to join first. */
const JOINED: readonly (readonly number[])[] = [[2], [1, 1], [1], [0, 2], [3], [1, 0, 1]]

/** About 8 折, ending in 9 角. */
const chainPriceOf = (price: number): number => Math.max(100, Math.round((price * 8) / 1000) * 100 - 10)

/** Goods that lie in the warehouse in numbers and that no other campaign sets apart, each of another category. */
function goodsOf(chain: DemoChain) {
  const warehouse = chain.locations.find((it) => it.id === WAREHOUSE)
  const stocked = new Set(
    (warehouse ? [...chain.stockOf(warehouse)] : [])
      .filter((it) => it.onHand - it.safety >= 2 * QUOTA + 4)
      .map((it) => it.skuId),
  )
  const others = new Set([
    ...buildFlashSale(chain).items.map((it) => it.skuId),
    ...buildPresales(chain).map((it) => it.skuId),
    ...buildGroupBuys(chain).flatMap((it) => it.skus.map((sku) => sku.skuId)),
  ])
  const categories = new Set<string>()
  return [...chain.products]
    .sort((a, b) => b.soldCount - a.soldCount)
    .flatMap(({ name, categoryId, skus }) => {
      const sku = skus.find((it) => it.price >= LEAST_PRICE && stocked.has(it.id))
      if (!sku || ALWAYS.has(name) || categories.has(categoryId) || skus.some((it) => others.has(it.id)))
        return []
      categories.add(categoryId)
      return [{ skuId: sku.id, chainPrice: chainPriceOf(sku.price), quota: QUOTA }]
    })
}

/** A chain that runs in the group of a store, and one that its operator is still writing (GB-2). */
export function buildChains(chain: DemoChain): ChainDoc[] {
  const goods = goodsOf(chain)
  const on = (days: number, minutes: number) => new Date(instantOf(addDays(chain.day, days), minutes))
  const store = chain.locations.find((it) => it.id === LIVE_STORE)
  const leader = chain.guides.find((it) => it.storeId === LIVE_STORE && it.role === 'guide')
  const id = (nth: number) => `chn_${chain.day.replaceAll('-', '')}_${nth}`
  const common = { sourceId: WAREHOUSE, perMember: 6, version: 1 }
  const made: ChainDoc[] = [
    {
      ...common,
      _id: id(1),
      title: '周末囤货接龙',
      note: '仓库统一送到店，到了会发通知，凭取货码来拿，不用排队。',
      lines: goods.slice(0, 3),
      storeId: LIVE_STORE,
      from: on(-1, 600),
      until: on(3, 20 * 60),
      arrivesAt: on(5, 10 * 60),
      ...(leader ? { leaderId: leader.id } : {}),
      chat: { id: 'wrHedianQiuwei', name: `${store?.name ?? ''} · 秋味尝鲜群` },
      status: 'scheduled',
      createdAt: on(-1, 590),
      createdBy: leader?.name ?? '',
      updatedAt: on(-1, 590),
    },
    {
      ...common,
      _id: id(2),
      title: '下周茶点接龙',
      lines: goods.slice(3, 5),
      storeId: NEXT_STORE,
      from: on(6, 600),
      until: on(8, 20 * 60),
      arrivesAt: on(10, 10 * 60),
      status: 'draft',
      createdAt: on(-1, 1000),
      createdBy: '何静',
      updatedAt: on(-1, 1000),
    },
  ]
  return made.filter((it) => it.lines.length)
}

/** A member joins and has paid, as the platform would tell. */
async function join(
  { _id: chainId, lines }: ChainDoc,
  { id: memberId, openid }: DemoMember,
  wish: readonly number[],
) {
  const wanted = lines.flatMap(({ skuId }, at) => (wish[at] ? [{ skuId, quantity: wish[at] }] : []))
  if (!wanted.length) return
  const { amounts } = await previewJoin(chainId, memberId, { lines: wanted })
  const order = await joinChain({ memberId, openid }, chainId, {
    key: 'demo-joined',
    lines: wanted,
    expectedTotal: amounts.total,
  })
  await takeTransaction({ outTradeNo: order.id, state: 'SUCCESS', amount: amounts.total })
  await settleGathered(order.id)
}

/** The chains with their pieces set apart and who joined; those that stand stay as they are. */
export async function loadChains(chain: DemoChain): Promise<number> {
  const made = buildChains(chain)
  const people = chain.members.filter((it) => it.homeStoreId === LIVE_STORE)
  for (const it of made) {
    if (await findChain(it._id)) continue
    if (it.status !== 'draft' && (await openChain(it)) !== 'open') continue
    await insertChain(it)
    if (it.status === 'draft') continue
    for (const [at, wish] of JOINED.entries()) {
      const member = people[at]
      if (member) await join(it, member, wish)
    }
  }
  return made.length
}

/** What joiners paid as the demo tells it: no platform has heard of it yet. */
export async function demoPayments(chain: DemoChain) {
  const live = buildChains(chain).filter((it) => it.status !== 'draft')
  const orders = (await Promise.all(live.map((it) => ordersOfChain(it._id)))).flat()
  return orders.flatMap(({ _id: outTradeNo, openid, amounts, payment }) =>
    payment && !payment.transactionId
      ? [{ outTradeNo, openid, total: amounts.paid, paidAt: payment.paidAt.toISOString() }]
      : [],
  )
}
