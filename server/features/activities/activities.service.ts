import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { listServices } from '../appointments/appointments.service'
import { skuOf } from '../catalog/catalog.service'
import { couponCentre, momentWords, yuan } from '../coupons/coupons.service'
import { sessionsTo } from '../flashSales/flashSales.service'
import { hall } from '../groupBuys/groupBuys.service'
import { eventsForStaff } from '../storeEvents/storeEvents.service'
import type { activity } from './activities.shapes.contract'

const OF_EACH = 5
const AHEAD_MS = 24 * 3600_000

export type Activity = z.output<typeof activity>
/** With the page of the mini-program it is on: path and query, as `query` is told. */
export type Offered = Activity & { page: string; query: Record<string, string> }

async function flashSales(): Promise<Offered[]> {
  const sessions = await sessionsTo(new Date(now().getTime() + AHEAD_MS))
  const shown = sessions.slice(0, OF_EACH).map(async ({ plan, session }): Promise<Offered[]> => {
    const [item] = plan.items
    const sku = item && (await skuOf(item.skuId))
    if (!sku) return []
    const isOn = session.from <= now()
    const when = isOn ? '正在抢' : `${momentWords(session.from)} 开抢`
    const what = `${sku.name} ${yuan(item.price)}`
    return [
      {
        kind: 'flashSale',
        id: session.id,
        title: plan.title,
        isOn,
        text: `${when} · ${what}`,
        image: sku.image,
        page: 'pages/flash/sale/index',
        query: { session: session.id },
        words: `${when}：${what}`,
      },
    ]
  })
  return (await Promise.all(shown)).flat()
}

async function groupBuys(storeId: string): Promise<Offered[]> {
  const { groupBuys: running } = await hall({ storeId })
  return running.slice(0, OF_EACH).map((it) => ({
    kind: 'groupBuy',
    id: it.id,
    title: it.name,
    isOn: true,
    text: `${it.size} 人团 ${yuan(it.groupPrice)} · 还有 ${it.left} 件`,
    image: it.image,
    page: 'pages/group/offer/index',
    query: { id: it.id },
    words: `${it.size} 人成团 ${yuan(it.groupPrice)}：${it.name}`,
  }))
}

async function events(storeId: string): Promise<Offered[]> {
  const { events: own } = await eventsForStaff(storeId, { storeId, guideId: '' })
  const at = now().toISOString()
  return own
    .filter((it) => it.end > at)
    .slice(0, OF_EACH)
    .map((it) => ({
      kind: 'event',
      id: it.id,
      title: it.title,
      isOn: it.start <= at,
      text: `${momentWords(new Date(it.start))} · 还有 ${Math.max(0, it.quota - it.seated)} 个位子`,
      image: it.image,
      page: 'pages/event/detail/index',
      query: { id: it.id },
      words: `${it.kindText} · ${it.title}`,
    }))
}

async function coupons(storeId: string): Promise<Offered[]> {
  const { offers } = await couponCentre(undefined, storeId)
  return offers
    .filter((it) => it.mine.state === 'claimable' && (!it.storeIds || it.storeIds.includes(storeId)))
    .slice(0, OF_EACH)
    .map((it) => ({
      kind: 'coupon',
      id: it.couponId,
      title: it.title,
      isOn: true,
      text: `${it.big} ${it.small} · 已领 ${it.claimedPercent}%`,
      image: '',
      page: 'pages/coupon/centre/index',
      query: {},
      words: `领券：${it.title}，${it.big} ${it.small}`,
    }))
}

async function services(storeId: string): Promise<Offered[]> {
  const { services: offered } = await listServices(storeId)
  return offered.slice(0, OF_EACH).map((it) => ({
    kind: 'service',
    id: it.id,
    title: it.name,
    isOn: true,
    text: `${it.minutes} 分钟 · 预约到店`,
    image: '',
    page: 'pages/booking/book/index',
    query: { storeId, serviceId: it.id },
    words: `约一次${it.name}，${it.minutes} 分钟`,
  }))
}

const SOURCES: Record<Activity['kind'], (storeId: string) => Promise<Offered[]>> = {
  flashSale: flashSales,
  groupBuy: groupBuys,
  event: events,
  coupon: coupons,
  service: services,
}

/** What a store's staff can put into a chat now (GU-3, GU-7), what begins or ends soonest first within each kind. */
export const activitiesOf = async (storeId: string): Promise<Offered[]> =>
  (await Promise.all(Object.values(SOURCES).map((of) => of(storeId)))).flat()

/** One of them; undefined when it is not on there, or no longer. */
export const findActivity = async (
  storeId: string,
  { kind, id }: Pick<Activity, 'kind' | 'id'>,
): Promise<Offered | undefined> => (await SOURCES[kind](storeId)).find((it) => it.id === id)
