import { setTimeout as sleep } from 'node:timers/promises'
import { shanghai } from '../../server/kernel/shanghai'
import { withDb } from './books'
import { ageCampaigns } from './campaigns.settle'
import { newCampaignDeeds } from './campaigns.order'
import { comeForMore, PRICE, type Campaigns, type CampaignScene } from './campaigns.shopper'
import { assessCampaigns } from './campaigns.verify'
import { endChains, openChains, startEnding, type Desk } from './chains'
import { lookAtChain, type OpenChain } from './chains.shopper'
import { chance, createClient, pick, type Client } from './client'
import { troubles } from './orders'
import { makeGuides, makeShoppers, type Person } from './people'
import { platformOf } from './platform'
import { strike, type Outcome, type Run } from './rounds'
import { campaignSkuIds, shopIds } from './shelf'
import { MACHINE_KEY } from './stock.burst'

const SHOPPERS = 20
const MINUTE = 60_000
const LOOKS = 200
/** A team needs two to come and pay: use around a fault is never shorter, ms. */
const LEAST_CALM = 3000
const PAUSE_MS = 250

const [teamSku, ...flashSkus] = campaignSkuIds as [string, ...string[]]
const [storeId, otherStoreId] = shopIds as [string, string]
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * MINUTE).toISOString()

/** Makes a campaign as an operator does and schedules it. @returns its id */
async function schedule(client: Client, path: string, body: object): Promise<string> {
  const made = await client.insist(path, { token: MACHINE_KEY, body })
  const { id } = made.body as { id?: string }
  if (!id) throw new Error(`${path} answered ${made.status} ${JSON.stringify(made.body)}`)
  const step = `${path}/${id}/schedule`
  const { status, code } = await client.insist(step, { token: MACHINE_KEY, body: {} })
  // Refused where the answer to the first asking was lost.
  if (status !== 200 && !code.endsWith('step_refused')) client.wrong.push(`${step}: ${status} ${code}`)
  return id
}

const offerGroupBuy = async (client: Client) => ({
  skuId: teamSku,
  storeId,
  id: await schedule(client, '/console/group-buys', {
    title: '故障测试双人团',
    spuId: teamSku.replace('sku_', 'spu_'),
    skus: [{ skuId: teamSku, groupPrice: PRICE }],
    ...{ size: 2, hours: 1, perMember: 3, ways: ['pickup'], pickupAt: 'leaderStore' },
    ...{ from: inMinutes(-5), until: inMinutes(180) },
    places: [{ skuId: teamSku, locationId: storeId, quota: pick([7, 10, 13]) }],
  }),
})

/** A flash sale of one session, which has just begun. */
const offerFlashSale = (client: Client): Promise<string> => {
  const { date, minute } = shanghai(new Date())
  const part = (of: number) => String(of).padStart(2, '0')
  return schedule(client, '/console/flash-sales', {
    title: '故障测试秒杀',
    days: { from: date, until: date },
    times: [`${part(Math.floor(minute / 60))}:${part(minute % 60)}`],
    minutes: 180,
    withMember: false,
    items: flashSkus.map((skuId) => ({
      skuId,
      price: PRICE,
      perMember: 1,
      places: [{ locationId: otherStoreId, quota: pick([4, 7]) }],
    })),
  })
}

const offerEvent = async (client: Client) => ({
  storeId,
  id: await schedule(client, '/console/store-events', {
    ...{ kind: 'tasting', title: '故障测试品鉴会', summary: '边坏边喝', detail: [], image: '/media/f.webp' },
    ...{ storeId, start: inMinutes(90), end: inMinutes(180), signUpFrom: inMinutes(-5) },
    ...{ signUpUntil: inMinutes(80), cancelUntil: inMinutes(80) },
    ...{ quota: pick([5, 8]), line: 4, audience: { newOnly: false }, photoPoints: 0 },
  }),
})

interface Sessions {
  sessions: { id: string; flashSaleId: string; phase: string; items: { left: number }[] }[]
}
/** Nobody comes before the session of a flash sale lets somebody in. */
async function untilOpen(who: Person, flashSaleId: string): Promise<Campaigns['flash']> {
  for (let looks = 0; looks < LOOKS; looks++) {
    const { sessions } = (await who.call('/flash-sales')).body as Sessions
    const found = sessions.find((it) => it.flashSaleId === flashSaleId)
    if (found?.phase === 'running' && found.items.every((it) => it.left > 0))
      return { sessionId: found.id, items: flashSkus.map((skuId) => ({ skuId, storeId: otherStoreId })) }
    await sleep(PAUSE_MS)
  }
  throw new Error(`no session of ${flashSaleId} opened`)
}

function startComing(shoppers: readonly Person[], scene: CampaignScene): () => Promise<void> {
  let running = true
  const work = shoppers.map(async (it, at) => {
    while (running) await comeForMore(it, at, scene)
  })
  return async () => {
    running = false
    await Promise.all(work)
  }
}

/**
 * The campaigns' story (GB-1, GB-2, SO-2, AP-2): teams, flash sales, events and chains with few places, while parts die in
 * turn. The chains of a round are closed, brought and shared out in the next one, those of the last when all is over.
 */
export async function campaignStory({ chain, rounds, calm: asked, say }: Run): Promise<Outcome> {
  const calm = Math.max(asked, LEAST_CALM)
  const client = createClient(chain.addresses.api)
  const platform = platformOf(chain.addresses)
  const shoppers = await makeShoppers(client, platform, SHOPPERS)
  const guides = await makeGuides(client, platform)
  const deeds = newCampaignDeeds()
  const nobody = () => new Map(shoppers.map((it) => [it, new Set<string>()]))
  const [waiting, joined] = [nobody(), nobody()]
  const desk: Desk = { guide: guides.find((it) => it.storeId === storeId) as Desk['guide'], client }
  const chains: OpenChain[] = []
  let slowestBackMs = 0
  for (let round = 0; round < rounds; round++) {
    const campaigns = {
      groupBuy: await offerGroupBuy(client),
      flash: await untilOpen(shoppers[0] as Person, await offerFlashSale(client)),
      event: await offerEvent(client),
    }
    const stopEnding = startEnding([...chains], desk)
    chains.push(...(await openChains(desk)))
    await platform.post('/__sandbox/pay/notify', troubles())
    const scene = { ...campaigns, chains: chains.filter((it) => !it.isDone) }
    const stop = startComing(shoppers, { ...scene, platform, guides, deeds, waiting, joined })
    await sleep(calm)
    const struck = strike(chain, round)
    // Now and then what waits is overdue at once: teams unfilled, orders unpaid.
    const overdue = chance(0.5) ? withDb(chain, ageCampaigns).catch(() => undefined) : undefined
    const { kind, backMs } = await struck
    await overdue
    slowestBackMs = Math.max(slowestBackMs, backMs)
    await sleep(calm)
    await Promise.all([stop(), stopEnding()])
    say(
      `campaigns round ${round + 1}: ${kind.padEnd(13)} back in ${String(backMs).padStart(6)} ms, ` +
        `${deeds.paid.size} paid, ${deeds.redeemed.size} handed over, ${deeds.checkedIn.size} let in`,
    )
  }
  await endChains(chain, chains, desk)
  const scene = { platform, guides, deeds, waiting: joined }
  await Promise.all(shoppers.map((it) => lookAtChain(it, scene)))
  const { counts, damage } = await assessCampaigns(chain, platform, deeds, (it) => say(`  ${it}`))
  const { wrong, repeats } = client
  for (const it of wrong.slice(0, 10)) say(`wrong answer: ${it}`)
  return {
    figures: { rounds, ...counts, ...damage, wrongAnswers: wrong.length, repeats, slowestBackMs },
    isClean: counts.paid > 0 && !wrong.length && Object.values(damage).every((it) => it === 0),
  }
}
