import type { Outgoing } from '../../../miniapp/src/api/client'
import { createBooking } from './fakeBooking'
import { createBuying } from './fakeBuying'
import { createCoupons } from './fakeCoupons'
import { createGroups } from './fakeGroups'
import { createEvents } from './fakeEvents'
import { createFlash } from './fakeFlash'
import { createFriends } from './fakeFriends'
import { STORES, summaryOf } from './fakeData'
import { isRefusal, type Route } from './fakePrices'
import type { Said } from './taro'

/** The shop of the contracts without a network: answers calls of the pages, and remembers them. */
export const memoryShop = () => {
  const stock = new Map<string, number>()
  const pieces = (skuId: string, storeId: string): number => stock.get(`${skuId}@${storeId}`) ?? 9
  const buying = createBuying(pieces)
  const coupons = createCoupons()
  const booking = createBooking()
  const groups = createGroups(buying)
  const flash = createFlash(buying)
  const events = createEvents()
  const friends = createFriends()
  const calls: { key: string; body: unknown }[] = []
  const broken: { on?: RegExp; said?: Said | 'offline'; times?: number } = {}
  const routes: Route[] = [
    [
      /^GET \/stores\/(sto_\w+)$/,
      ([, id]) => {
        const store = STORES.find((it) => it.id === id)
        return store && { ...store, ...summaryOf(store, new URLSearchParams()) }
      },
    ],
    ...coupons.routes,
    ...booking.routes,
    ...groups.routes,
    ...flash.routes,
    ...events.routes,
    ...friends.routes,
    ...buying.routes,
  ]
  const refusal = (status: number, code: string, message: string): Said => ({
    status,
    body: { error: { code, message, requestId: 'req_test' } },
  })
  const answer = ({ method, url, body }: Outgoing): Said | 'offline' => {
    const { pathname, searchParams } = new URL(url)
    const key = `${method} ${pathname.replace(/^\/api/, '')}`
    calls.push({ key, body })
    if (broken.on?.test(key) && broken.said && (broken.times ?? 1) > 0) {
      broken.times = (broken.times ?? 1) - 1
      return broken.said
    }
    for (const [pattern, work] of routes) {
      const match = pattern.exec(key)
      if (!match) continue
      const found = work(match, searchParams, JSON.stringify(body ?? {}))
      if (isRefusal(found)) return refusal(found.refuse.status, found.refuse.code, found.refuse.text)
      return found === undefined
        ? refusal(404, 'order_not_found', '没有找到这张订单')
        : { status: 200, body: found }
    }
    return refusal(404, 'route_unknown', '没有这个地址')
  }
  return {
    ...buying,
    coupons,
    booking,
    groups,
    flash,
    events,
    friends,
    answer,
    calls,
    bodiesOf: (key: string) => calls.filter((it) => it.key === key).map((it) => it.body),
    setStock: (skuId: string, storeId: string, available: number) =>
      void stock.set(`${skuId}@${storeId}`, available),
    /** The next calls that match are answered so, as often as said. */
    next: (on: RegExp, said: Said | 'offline', times = 1) => void Object.assign(broken, { on, said, times }),
    refusal,
  }
}
