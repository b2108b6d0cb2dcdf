import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { withDb } from './books'
import { chance, createClient, pick, type Client } from './client'
import { age, settle } from './orders.settle'
import { assessOrders, type OrderDamage } from './orders.verify'
import { makeGuides, makeShoppers, type Person } from './people'
import { platformOf } from './platform'
import { strike, type Outcome, type Run } from './rounds'
import { RARE, rareIds, shopIds } from './shelf'
import { buy, newDeeds, type Scene } from './shopper'
import { MACHINE_KEY } from './stock.burst'

const SHOPPERS = 20
/** In every such round the platform tells nobody a second time, and refunds of one order have to wait: asking helps. */
const SILENT_EVERY = 4

/** How this round's notifications go wrong: a few of each kind, so that most still arrive. */
export const troubles = () => ({
  duplicate: pick([0, 10, -1]),
  late: pick([0, 5, 15]),
  lateMs: pick([200, 1500, 4000]),
  reorder: pick([0, 5, 15]),
  drop: pick([0, 3, 8]),
  forge: pick([0, 5, 20]),
  stale: pick([0, 5]),
  probe: pick([0, 5]),
  speed: 30,
})

/** The shop gets a few more of everything. */
async function refill(client: Client, there: Map<string, number>): Promise<void> {
  const changes = rareIds.flatMap((skuId) =>
    shopIds.map((locationId) => ({
      key: randomUUID(),
      skuId,
      locationId,
      kind: 'receipt',
      quantity: 6 + pick([0, 4, 8]),
    })),
  )
  const { status } = await client.insist('/stock/changes', { token: MACHINE_KEY, body: { changes } })
  if (status !== 200) client.wrong.push(`refill: ${status}`)
  for (const { skuId, locationId, quantity } of changes) {
    const id = `${skuId}@${locationId}`
    there.set(id, (there.get(id) ?? RARE) + quantity)
  }
}

function startBuying(shoppers: readonly Person[], scene: Scene): () => Promise<void> {
  let running = true
  const work = shoppers.map(async (it) => {
    while (running) await buy(it, scene)
  })
  return async () => {
    running = false
    await Promise.all(work)
  }
}

const worst = (a: OrderDamage | undefined, b: OrderDamage): OrderDamage =>
  a
    ? (Object.fromEntries(
        Object.entries(b).map(([name, value]) => [name, Math.max(value, a[name as keyof OrderDamage])]),
      ) as unknown as OrderDamage)
    : b

/** One round: a burst with a fault in it, then the end of everything that was begun. */
async function playRound(
  { chain, calm }: Run,
  round: number,
  shoppers: readonly Person[],
  scene: Scene,
): Promise<{ kind: string; backMs: number }> {
  const { platform } = scene
  const isSilent = round % SILENT_EVERY === SILENT_EVERY - 1
  await platform.post('/__sandbox/pay/settings', {
    doubt: pick([0, 3]),
    silent: pick([0, 3]),
    refundDelayMs: pick([1, 300, 1500]),
    refundGapSeconds: isSilent ? 5 : 0,
  })
  await platform.post('/__sandbox/pay/notify', troubles())
  const stop = startBuying(shoppers, { ...scene, partReturns: isSilent })
  await sleep(calm)
  const struck = strike(chain, round)
  // Everything unpaid is overdue at once, while people are paying it.
  const overdue = chance(0.5) ? withDb(chain, age).catch(() => undefined) : undefined
  const { kind, backMs } = await struck
  await overdue
  await sleep(calm)
  await stop()
  await withDb(chain, (db) => settle(db, platform, !isSilent))
  return { kind, backMs }
}

/** The shopper's story (OR-1 to OR-6, IN-3): many buy few pieces while parts die in turn and the platform misbehaves. */
export async function orderStory(run: Run): Promise<Outcome> {
  const { chain, rounds, say } = run
  const client = createClient(chain.addresses.api)
  const platform = platformOf(chain.addresses)
  const shoppers = await makeShoppers(client, platform, SHOPPERS)
  const guides = await makeGuides(client, platform)
  const deeds = newDeeds()
  const there = new Map<string, number>()
  let [slowestBackMs, said] = [0, 0]
  let figures: Record<string, number> = {}
  let worstYet: OrderDamage | undefined
  for (let round = 0; round < rounds; round++) {
    await refill(client, there)
    const scene = { platform, guides, deeds, partReturns: false }
    const { kind, backMs } = await playRound(run, round, shoppers, scene)
    slowestBackMs = Math.max(slowestBackMs, backMs)
    const { damage, counts } = await assessOrders(chain, platform, deeds, there, (it) => say(`  ${it}`))
    worstYet = worst(worstYet, damage)
    figures = { ...counts }
    const bad = Object.entries({ ...damage, wrongAnswers: client.wrong.length - said }).filter(([, it]) => it)
    for (const it of client.wrong.slice(said, said + 5)) say(`  wrong answer: ${it}`)
    said = client.wrong.length
    say(
      `orders round ${round + 1}: ${kind.padEnd(13)} back in ${String(backMs).padStart(6)} ms, ` +
        `${counts.orders} orders, ${counts.paid} paid, ${counts.handedOver} handed over, ${counts.refunds} refunds: ` +
        (bad.length ? bad.map(([name, it]) => `${name} ${it}`).join(', ') : 'nothing lost or doubled'),
    )
  }
  const { wrong, repeats } = client
  const damage = worstYet ?? ({} as OrderDamage)
  return {
    figures: { rounds, ...figures, ...damage, wrongAnswers: wrong.length, repeats, slowestBackMs },
    isClean: (figures.handedOver ?? 0) > 0 && !wrong.length && Object.values(damage).every((it) => it === 0),
  }
}
