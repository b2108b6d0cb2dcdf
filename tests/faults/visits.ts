import { setTimeout as sleep } from 'node:timers/promises'
import { createClient, pick, type Client } from './client'
import { makeGuides, makeShoppers, type Person } from './people'
import { platformOf } from './platform'
import { strike, type Outcome, type Run } from './rounds'
import { MACHINE_KEY } from './stock.burst'
import { comeIn, newVisitDeeds, type Coupon, type VisitScene } from './visits.shopper'
import { assessVisits } from './visits.verify'

const SHOPPERS = 20
const DAY = 86_400_000
/** Hours of the day people want: few, so that they meet. */
const HOURS = [11, 12, 13]

/** Puts a coupon on offer as an operator does. */
async function offerCoupon(client: Client, total: number, perPerson: number): Promise<Coupon> {
  const day = (days: number) => new Date(Date.now() + days * DAY).toISOString()
  const body = {
    title: '故障测试券',
    benefit: { kind: 'amountOff', threshold: 0, off: 100 },
    scope: { channels: ['online', 'store'] },
    audience: { newOnly: false },
    claim: { from: day(-1), until: day(7) },
    ways: ['page'],
    validity: { kind: 'days', days: 7 },
    quota: { total, perPerson },
    stacking: { member: true, coupons: true },
  }
  const made = await client.insist('/console/coupons', { token: MACHINE_KEY, body })
  const { id } = made.body as { id: string }
  const path = `/console/coupons/${id}/schedule`
  const { status, code } = await client.insist(path, { token: MACHINE_KEY, body: {} })
  // Refused where the answer to the first asking was lost.
  if (status !== 200 && code !== 'coupon_step_refused') client.wrong.push(`${path}: ${status} ${code}`)
  return { id, total, perPerson }
}

/** Full hours of one day (Asia/Shanghai), another day each round. */
const startsOf = (round: number): string[] => {
  const date = new Date(Date.now() + 8 * 3600_000 + (2 + (round % 20)) * DAY).toISOString().slice(0, 10)
  return HOURS.map((hour) => new Date(`${date}T${hour}:00:00+08:00`).toISOString())
}

function startVisits(shoppers: readonly Person[], scene: VisitScene): () => Promise<void> {
  let running = true
  const work = shoppers.map(async (it, at) => {
    while (running) await comeIn(it, at, scene)
  })
  return async () => {
    running = false
    await Promise.all(work)
  }
}

/** The visitor's story (CO-2, CO-3, AP-1): few coupons and few places, while parts die in turn. */
export async function visitStory({ chain, rounds, calm, say }: Run): Promise<Outcome> {
  const client = createClient(chain.addresses.api)
  const platform = platformOf(chain.addresses)
  const [shoppers, guides] = [
    await makeShoppers(client, platform, SHOPPERS),
    await makeGuides(client, platform),
  ]
  const deeds = newVisitDeeds()
  const coupons: Coupon[] = []
  let slowestBackMs = 0
  for (let round = 0; round < rounds; round++) {
    const fresh = [
      await offerCoupon(client, pick([9, 14, 21]), 2),
      await offerCoupon(client, pick([5, 8, 12]), 1),
    ]
    coupons.push(...fresh)
    const stop = startVisits(shoppers, { guides, deeds, coupons: fresh, starts: startsOf(round) })
    await sleep(calm)
    const { kind, backMs } = await strike(chain, round)
    slowestBackMs = Math.max(slowestBackMs, backMs)
    await sleep(calm)
    await stop()
    say(
      `visits round ${round + 1}: ${kind.padEnd(13)} back in ${String(backMs).padStart(6)} ms, ` +
        `${deeds.claimed.size} copies asked for, ${deeds.redeemed.size} redeemed, ${deeds.booked.size} booked`,
    )
  }
  const { counts, damage } = await assessVisits(chain, deeds, coupons, shoppers, (it) => say(`  ${it}`))
  const { wrong, repeats } = client
  for (const it of wrong.slice(0, 10)) say(`wrong answer: ${it}`)
  return {
    figures: { rounds, ...counts, ...damage, wrongAnswers: wrong.length, repeats, slowestBackMs },
    isClean: counts.redeemed > 0 && !wrong.length && Object.values(damage).every((it) => it === 0),
  }
}
