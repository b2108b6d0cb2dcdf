import { setThreshold } from '../../server/features/alerts/alerts.service'
import { takePosOrders } from '../../server/features/posOrders/posOrders.service'
import { approve, receive, requestTransfer, ship } from '../../server/features/transfers/transfers.service'
import { makeWish } from '../../server/features/wishes/wishes.service'
import { addDays, instantOf } from './days'
import { randomOf } from './random'
import type { DemoChain, DemoGuide, DemoMember, DemoSku } from './types'

const STORE = 'sto_0001'
const NEIGHBOUR = 'sto_0002'
const ERP = { kind: 'machine', name: 'demo-erp' } as const
const TILL = 'demo-till'

const staffOf = ({ id, userid, storeId, role }: DemoGuide) => ({ kind: role, guideId: id, userid, storeId })
const managerOf = (guide: DemoGuide) => ({ ...staffOf(guide), kind: 'manager' as const })

/** SKUs of which a place has at least so many pieces, and that the other end sells too where that is wanted. */
function plenty(chain: DemoChain, locationId: string, least: number): string[] {
  const location = chain.locations.find((it) => it.id === locationId)
  if (!location) return []
  return [...chain.stockOf(location)]
    .filter(({ onHand, safety }) => onHand - safety >= least)
    .map(({ skuId }) => skuId)
}

/** Transfers into and out of the first store in every state, asked for and moved on by those who may. */
async function loadTransfers(chain: DemoChain, zhou: DemoGuide, manager: DemoGuide, qian: DemoGuide) {
  const random = randomOf(chain.seed, 'trade/transfers')
  const warehouse = chain.locations.find((it) => it.kind !== 'store')
  const [near, own, central] = [
    random.sample(plenty(chain, NEIGHBOUR, 5), 2),
    random.sample(plenty(chain, STORE, 8), 3),
    random.sample(plenty(chain, warehouse?.id ?? '', 40), 3),
  ]
  const ask = async (
    by: DemoGuide,
    from: string,
    skuId: string | undefined,
    quantity: number,
    reason: string,
  ) => {
    if (!skuId) return undefined
    const key = `demo-${chain.day}-${from}-${skuId}`.slice(0, 64)
    return requestTransfer({ key, from, lines: [{ skuId, quantity }], reason }, staffOf(by))
  }
  const from = warehouse?.id ?? ''
  await ask(zhou, NEIGHBOUR, near[0], 2, '顾客等着要')
  const arriving = await ask(zhou, from, central[0], 12, '本店卖完了')
  const arrived = await ask(zhou, from, central[1], 8, '活动备货')
  await ask(zhou, from, central[2], 6, '活动备货')
  await ask(qian, STORE, own[0], 1, '顾客等着要')
  const agreed = await ask(qian, STORE, own[1], 2, '本店卖完了')
  const leaving = await ask(qian, STORE, own[2], 1, '顾客等着要')
  for (const it of [arriving, arrived]) {
    if (it?.status !== 'requested') continue
    await approve(it.id, ERP)
    await ship(it.id, undefined, ERP)
  }
  if (arrived?.status === 'requested') await receive(arrived.id, undefined, staffOf(zhou))
  for (const it of [agreed, leaving]) if (it?.status === 'requested') await approve(it.id, managerOf(manager))
  if (leaving?.status === 'requested') await ship(leaving.id, undefined, managerOf(manager))
}

/** Thresholds above what is there: the first store's alerts. */
async function loadAlerts(chain: DemoChain, manager: DemoGuide) {
  const random = randomOf(chain.seed, 'trade/alerts')
  const location = chain.locations.find((it) => it.id === STORE)
  if (!location) return
  const few = [...chain.stockOf(location)].filter(({ onHand }) => onHand <= 3)
  for (const { skuId, onHand } of random.sample(few, 5))
    await setThreshold({ storeId: STORE, skuId }, onHand + random.int(1, 4), managerOf(manager))
}

/** What members asked the first store to put by; the worker makes the tasks. */
async function loadWishes(chain: DemoChain, members: DemoMember[]) {
  const random = randomOf(chain.seed, 'trade/wishes')
  const skus = random.sample(plenty(chain, STORE, 2), 3)
  for (const [at, skuId] of skus.entries()) {
    const member = members[at]
    if (member)
      await makeWish(
        { skuId, storeId: STORE, kind: 'hold' },
        { kind: 'member', memberId: member.id, openid: member.openid },
      )
  }
}

/** The till's purchases of the last days. */
async function loadTill(chain: DemoChain, members: DemoMember[]) {
  const random = randomOf(chain.seed, 'trade/till')
  const skus = new Map<string, DemoSku>(chain.products.flatMap((it) => it.skus).map((it) => [it.id, it]))
  const shelf = plenty(chain, STORE, 6).filter((it) => skus.has(it))
  const orders = Array.from({ length: 8 }, (_, at) => {
    const lines = random.sample(shelf, random.int(1, 2)).map((skuId) => {
      const unitPrice = skus.get(skuId)?.price ?? 0
      return { skuId, quantity: 1, unitPrice, discount: 0, total: unitPrice }
    })
    const member = members[at % 5]
    return {
      key: `demo-${chain.day}-${at}`,
      storeId: STORE,
      ...(member && at !== 3 ? { memberId: member.id } : {}),
      lines,
      total: lines.reduce((sum, it) => sum + it.total, 0),
      at: instantOf(addDays(chain.day, -1 - Math.floor(at / 2)), random.int(11 * 60, 20 * 60)),
    }
  })
  await takePosOrders(orders, TILL)
}

/**
 * Work for the first guide's desk: transfers in every state, alerts, things to put by, purchases of the till. Through the
 * services, so that every book is kept; the same again changes nothing.
 */
export async function loadTrade(chain: DemoChain): Promise<void> {
  const at = (storeId: string, role: DemoGuide['role']) =>
    chain.guides.find((it) => it.storeId === storeId && it.role === role)
  const [zhou, manager, qian] = [at(STORE, 'guide'), at(STORE, 'manager'), at(NEIGHBOUR, 'guide')]
  if (!zhou || !manager || !qian) return
  const members = chain.members.filter((it) => it.guideId === zhou.id)
  await loadTransfers(chain, zhou, manager, qian)
  await loadAlerts(chain, manager)
  await loadWishes(chain, members)
  await loadTill(chain, members)
}
