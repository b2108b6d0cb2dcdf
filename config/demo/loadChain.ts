import { importAttributions } from '../../server/features/attributions/attributions.service'
import { importChannelCodes } from '../../server/features/channelCodes/channelCodes.service'
import { importCatalog } from '../../server/features/catalog/catalog.service'
import { makeCodes } from '../../server/features/couponCodes/couponCodes.service'
import { importCoupons, importGrants, type CouponDoc } from '../../server/features/coupons/coupons.service'
import { importContacts } from '../../server/features/customers/customers.service'
import { importFollowUps } from '../../server/features/followUps/followUps.service'
import { importGuides } from '../../server/features/guides/guides.service'
import { importOpeningStock } from '../../server/features/inventory/inventory.service'
import { importMembers } from '../../server/features/members/members.service'
import { importOperators } from '../../server/features/operators/operators.service'
import { importLocations } from '../../server/features/stores/stores.service'
import { findPresale, offerPresale } from '../../server/features/presales/presales.service'
import { importVisits } from '../../server/features/visits/visits.service'
import { loadAppointments } from './appointments'
import { buildAttributions } from './attributions'
import { buildChannelCodes } from './channelCodes'
import { buildPresales } from './presales'
import { demoOperators } from './operators'
import { buildCoupons, buildGrants } from './coupons'
import { buildFollowUps } from './followUps'
import { loadFlashSale } from './flashSales'
import { loadChains } from './chains'
import { loadGroupBuys } from './groupBuys'
import { loadMoments } from './moments'
import { importExercises } from '../../server/features/exercises/exercises.service'
import { importContents } from '../../server/features/contents/contents.service'
import { importOutfits } from '../../server/features/outfits/outfits.service'
import { importScripts } from '../../server/features/scripts/scripts.service'
import { buildExercises } from './exercises'
import { buildContents } from './contents'
import { buildOutfits } from './outfits'
import { buildScripts } from './scripts'
import { loadReferrals } from './referrals'
import { loadEvents } from './storeEvents'
import { loadTrade } from './trade'
import type { DemoChain, DemoMember } from './types'
import { followersOf, world } from './world'

const STOCK_BATCH = 2000
const STOCK_LANES = 3

/** A location as it is imported. */
export const locationRow = ({ id, ...it }: DemoChain['locations'][number]) => ({
  _id: id,
  ...('hours' in it ? it : { ...it, hours: [], exceptions: [], services: [], art: 'jas' }),
})

async function loadCatalog(chain: DemoChain): Promise<void> {
  await importCatalog({
    categories: chain.categories.map(({ id, parentId, ...it }) => ({
      _id: id,
      ...it,
      ...(parentId ? { parentId } : {}),
    })),
    products: chain.products.map(({ id, onSaleAt, ...it }) => ({
      _id: id,
      ...it,
      onSaleAt: new Date(onSaleAt),
    })),
    reviews: reviewRows(chain),
  })
}

function reviewRows(chain: DemoChain) {
  const options = new Map(
    chain.products.flatMap((it) => it.skus.map((sku) => [sku.id, sku.options] as const)),
  )
  return chain.reviews.map((it) => ({
    _id: it.id,
    spuId: it.productId,
    skuId: it.skuId,
    author: it.nickname,
    avatar: it.avatar,
    rating: it.rating,
    text: it.text,
    images: it.images,
    option: Object.values(options.get(it.skuId) ?? {}).join(' '),
    at: new Date(it.at),
  }))
}

/** Opening stock of every location, a few batches side by side. */
async function loadStock(chain: DemoChain): Promise<number> {
  const rows = (function* () {
    for (const location of chain.locations)
      for (const it of chain.stockOf(location)) yield { ...it, locationId: location.id }
  })()
  let total = 0
  const lane = async () => {
    for (;;) {
      const batch = []
      for (let next = rows.next(); !next.done; next = rows.next())
        if (batch.push(next.value) === STOCK_BATCH) break
      if (!batch.length) return
      await importOpeningStock(batch)
      total += batch.length
    }
  }
  await Promise.all(Array.from({ length: STOCK_LANES }, lane))
  return total
}

/** A member as they are imported. */
export function memberRow({ id, visits: _, openid, unionid, externalUserId, ...it }: DemoMember) {
  return {
    _id: id,
    nickname: it.nickname,
    name: it.name,
    avatar: it.avatar,
    phone: it.phone,
    gender: it.gender,
    tier: it.tier,
    points: it.points,
    homeStoreId: it.homeStoreId,
    consents: it.consents,
    joinedAt: new Date(it.joinedAt),
    // What guides set is on the contact, as in WeCom.
    tags: it.tags.filter((tag) => tag.by === 'rule').map((tag) => ({ ...tag, at: new Date(tag.at) })),
    ...(it.birthday ? { birthday: it.birthday } : {}),
    ...(it.guideId ? { guideId: it.guideId } : {}),
    identities: [
      { provider: 'openid' as const, subject: openid },
      { provider: 'unionid' as const, subject: unionid },
      { provider: 'phone' as const, subject: it.phone },
      ...(externalUserId ? [{ provider: 'external' as const, subject: externalUserId }] : []),
    ],
  }
}

/** Contacts as WeCom would have told us of them, so that the first look at a customer needs no call. */
function contactRows(chain: DemoChain, askedAt: Date) {
  const stores = new Map(chain.locations.map((it) => [it.id, it.name]))
  return chain.members.flatMap((it) => {
    if (!it.externalUserId || !it.guideId) return []
    const setBy = (name: string) => it.tags.find((tag) => tag.name === name)
    const followers = followersOf(it, chain, stores.get(it.homeStoreId) ?? '').map((one) => ({
      userid: one.userid,
      remark: one.remark,
      since: new Date(one.createtime * 1000),
      tags: one.tags.map((tag) => {
        const { by = 'wecom', at = it.joinedAt } = setBy(tag.tag_name) ?? {}
        return {
          name: tag.tag_name,
          group: tag.group_name,
          tagId: tag.tag_id,
          by: by === 'rule' ? 'wecom' : by,
          at: new Date(at),
        }
      }),
    }))
    return [
      {
        _id: it.externalUserId,
        name: it.nickname,
        avatar: it.avatar,
        memberId: it.id,
        followers,
        askedAt,
      },
    ]
  })
}

async function loadPeople(chain: DemoChain): Promise<void> {
  await importScripts(buildScripts(new Date()))
  await importGuides(chain.guides.map(({ id, phone: _, ...it }) => ({ _id: id, ...it, active: true })))
  await importOperators(demoOperators.map(({ id, ...it }) => ({ _id: id, ...it, active: true })))
  await importMembers(chain.members.map(memberRow))
  await importVisits(
    chain.members.flatMap(({ id, visits }) =>
      visits.map(({ id: _id, at, ...it }) => ({ _id, ...it, memberId: id, at: new Date(at) })),
    ),
  )
  await importContacts(contactRows(chain, new Date()))
  await importFollowUps(buildFollowUps(chain))
  await importAttributions(buildAttributions(chain))
  await importExercises(buildExercises(chain))
  await importOutfits(buildOutfits(chain))
  await importContents(buildContents(chain))
}

/** Presales through the service, as their pieces are set apart from the stock; those that stand stay as they are. */
async function loadPresales(chain: DemoChain): Promise<number> {
  const wanted = buildPresales(chain)
  for (const it of wanted) if (!(await findPresale(it.id))) await offerPresale(it)
  return wanted.length
}

/** Two batches of codes for the first coupon that is out: one for cards at the till, one for a partner. */
async function makeDemoCodes(coupons: readonly CouponDoc[]) {
  const live = coupons.find((it) => it.status === 'live' && it.benefit.kind !== 'experience')
  if (!live) return
  await makeCodes(live._id, { key: 'demo-cards', count: 40 }, { kind: 'machine', name: 'demo' })
  await makeCodes(
    live._id,
    { key: 'demo-partner', count: 20, until: live.claim.until.toISOString() },
    { kind: 'machine', name: 'demo' },
  )
}

async function loadCoupons(chain: DemoChain) {
  const coupons = buildCoupons(chain)
  await importCoupons(coupons)
  await importGrants(buildGrants(chain, coupons))
  await makeDemoCodes(coupons)
  const given = coupons.find((it) => it.ways.includes('guide') && it.status === 'live')?._id
  await importChannelCodes(buildChannelCodes(chain, given))
  return coupons
}

/** Loads everything of a chain into the connected database; `say` hears how far it is. */
export async function loadChain(chain: DemoChain, say: (line: string) => void = () => {}): Promise<void> {
  await importLocations(chain.locations.map(locationRow))
  await loadCatalog(chain)
  say(`${chain.locations.length} locations, ${chain.products.length} products`)
  await loadPeople(chain)
  say(`${chain.guides.length} guides, ${chain.members.length} members`)
  say(`${await loadStock(chain)} stock rows, ${await loadPresales(chain)} presales`)
  const coupons = await loadCoupons(chain)
  const given = (way: 'event' | 'referral') => coupons.find((it) => it.ways.includes(way))?._id
  say(`${coupons.length} coupons, ${await loadEvents(chain, given('event'))} events`)
  await loadReferrals(chain, given('referral'))
  say(
    `${await loadFlashSale(chain)} goods in flash sales of each day, ${await loadGroupBuys(chain)} group buys, ${await loadChains(chain)} chains`,
  )
  await loadTrade(chain)
  say('transfers, alerts, things to put by, purchases of a till')
  say(`${await loadMoments(chain, world(chain).moments)} moments`)
  const { services, booked } = await loadAppointments(chain)
  say(`${services} services to book, ${booked} appointments`)
}
