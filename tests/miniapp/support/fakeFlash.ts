import type { Api } from '../../../server/api'
import type { createBuying } from './fakeBuying'
import { PRODUCTS, STORES } from './fakeData'
import { inMinutes, refuse, skuOf, type Route } from './fakePrices'

export type Session = Api['GET /flash-sales']['response']['sessions'][number]
export type FlashItem = Session['items'][number]
type Placed = NonNullable<Api['POST /flash-sales/sessions/:sessionId/orders']['body']>

/** An item of a session, unless told otherwise half gone. */
export const flashItemOf = (at = 0, more: Partial<FlashItem> = {}): FlashItem => {
  const card = PRODUCTS[at]!
  const sku = skuOf(card.skuId)
  return {
    skuId: card.skuId,
    spuId: card.id,
    name: card.name,
    image: card.image,
    optionText: sku?.optionText ?? '',
    price: card.price,
    flashPrice: Math.round(card.price * 0.6),
    quota: 50,
    left: 16,
    unpaid: 2,
    takenPercent: 68,
    perMember: 1,
    storeIds: STORES.slice(0, 3).map((it) => it.id),
    isSent: true,
    mine: { outcome: 'none', text: '', taken: 0, isReminded: false },
    ...more,
  }
}
/** A session that runs for another hour, unless told otherwise. */
export const sessionOf = (more: Partial<Session> = {}): Session => ({
  id: 'fss_1',
  flashSaleId: 'fls_1',
  title: '今日限时',
  label: '10:00',
  from: inMinutes(-60),
  until: inMinutes(60),
  phase: 'running',
  phaseText: '疯抢中',
  isPaused: false,
  items: [flashItemOf(0), flashItemOf(1), flashItemOf(2)],
  ...more,
})

/** Flash sales and what the member got of them, in memory. */
export const createFlash = (buying: ReturnType<typeof createBuying>) => {
  const sessions = new Map<string, Session>()
  /** What the next askings are answered with, one after the other; none: the piece is won. */
  const refusals: { status: number; code: string; text: string }[] = []
  const find = (id: string, skuId: string): FlashItem | undefined =>
    sessions.get(id)?.items.find((it) => it.skuId === skuId)
  /** Changes an item, as other shoppers would. */
  const change = (id: string, skuId: string, by: Partial<FlashItem>): void => {
    const session = sessions.get(id)
    if (!session) return
    const items = session.items.map((it) => (it.skuId === skuId ? { ...it, ...by } : it))
    sessions.set(id, { ...session, items })
  }
  const remind = (id: string, skuId: string, isReminded: boolean) => {
    const item = find(id, skuId)
    if (!item) return undefined
    change(id, skuId, { mine: { ...item.mine, isReminded } })
    return { isReminded }
  }

  const routes: Route[] = [
    [
      /^GET \/flash-sales$/,
      (): Api['GET /flash-sales']['response'] => ({ sessions: [...sessions.values()] }),
    ],
    [/^GET \/flash-sales\/sessions\/(fss_\w+)$/, ([, id = '']) => sessions.get(id)],
    [
      /^GET \/flash-sales\/products\/(spu_\w+)$/,
      ([, spuId = '']): Api['GET /flash-sales/products/:spuId']['response'] => {
        const session = [...sessions.values()].find((it) => it.items.some((item) => item.spuId === spuId))
        if (!session) return { items: [] }
        const { items, ...rest } = session
        return { session: rest, items: items.filter((it) => it.spuId === spuId) }
      },
    ],
    [
      /^PUT \/flash-sales\/sessions\/(fss_\w+)\/reminders\/(sku_\w+)$/,
      ([, id = '', sku = '']) => remind(id, sku, true),
    ],
    [
      /^DELETE \/flash-sales\/sessions\/(fss_\w+)\/reminders\/(sku_\w+)$/,
      ([, id = '', sku = '']) => remind(id, sku, false),
    ],
    [
      /^POST \/flash-sales\/sessions\/(fss_\w+)\/preview$/,
      (
        [, id = ''],
        _query,
        body,
      ): Api['POST /flash-sales/sessions/:sessionId/preview']['response'] | undefined => {
        const { skuId, quantity = 1, way } = JSON.parse(body) as Placed
        const item = find(id, skuId)
        if (!item) return undefined
        const goods = item.price * quantity
        const off = (item.price - item.flashPrice) * quantity
        const { spuId, name, image, optionText, price, perMember } = item
        return {
          line: {
            key: 'l1',
            skuId,
            spuId,
            name,
            image,
            optionText,
            quantity,
            unitPrice: price,
            discounts: [{ promotionId: 'fls_1', name: '秒杀价', amount: off }],
            total: goods - off,
            isAvailable: true,
            available: item.left,
          },
          amounts: { goods, discount: off, deliveryFee: 0, total: goods - off },
          deliveryDiscounts: [],
          fulfilment: way === 'pickup' ? '静安寺店自提' : '华东仓发货',
          perMember,
        }
      },
    ],
    [
      /^POST \/flash-sales\/sessions\/(fss_\w+)\/orders$/,
      ([, id = ''], _query, body) => {
        const refused = refusals.shift()
        if (refused) return refuse(refused.status, refused.code, refused.text)
        const { skuId, quantity = 1, way, storeId, addressId, key } = JSON.parse(body) as Placed
        const order = buying.place({
          lines: [{ skuId, quantity }],
          way,
          ...(storeId ? { storeId } : {}),
          ...(addressId ? { addressId } : {}),
          key,
        })
        if ('refuse' in order) return order
        change(id, skuId, {
          mine: {
            outcome: 'won',
            text: '抢到了，15 分钟内付款',
            taken: quantity,
            orderId: order.id,
            isReminded: false,
          },
        })
        return order
      },
    ],
  ]
  return { routes, sessions, change, refusals }
}
