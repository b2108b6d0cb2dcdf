import type { Api } from '../../../server/api'
import { PRODUCTS, STORES, detailOf, summaryOf } from './fakeData'

export type Preview = Api['POST /checkout/preview']['response']
export type Wanted = NonNullable<Api['POST /checkout/preview']['body']>
export type Route = [RegExp, (match: RegExpExecArray, query: URLSearchParams, body: string) => unknown]
export interface Refusal {
  refuse: { status: number; code: string; text: string }
}
export const isRefusal = (it: unknown): it is Refusal =>
  typeof it === 'object' && it !== null && 'refuse' in it
export const refuse = (status: number, code: string, text: string): Refusal => ({
  refuse: { status, code, text },
})

export const skuOf = (skuId: string) => {
  const card = PRODUCTS.find((it) => skuId.startsWith(it.skuId.slice(0, -1)))
  const sku = card && detailOf(card.id)?.skus.find((it) => it.id === skuId)
  return card && sku
    ? {
        spuId: card.id,
        name: card.name,
        image: card.image,
        optionText: Object.values(sku.options).join(' · '),
        price: sku.price,
      }
    : undefined
}
export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()
export const nearby = (storeId: string) => {
  const { id, name, art, open, services, ...rest } = summaryOf(
    STORES.find((it) => it.id === storeId) ?? STORES[0]!,
    new URLSearchParams(),
  )
  void rest
  return { id, name, art, open, services: services.filter((it) => it === 'pickup' || it === 'delivery') }
}

/** 金卡 9 折, to the fen; delivery 600 fen, free for gold members. */
/** What the fake shop offers where a store lacks something. */
const ALTERNATIVES: Preview['alternatives'] = [
  {
    kind: 'transfer',
    location: { id: 'whs_east', name: '华东仓' },
    distance: 24_000,
    expectedAt: '2026-11-25T12:00:00.000Z',
    reason: '「华东仓」有货，距门店 24.0 公里，预计 11月25日 20:00 前到店',
  },
  {
    kind: 'store',
    location: { id: 'sto_zsp', name: '中山公园店' },
    distance: 1900,
    reason: '「中山公园店」整单有货，距这家店 1.9 公里，付款后就能取',
  },
  {
    kind: 'delivery',
    location: { id: 'whs_east', name: '华东仓' },
    distance: 24_000,
    reason: '附近门店凑不齐，由「华东仓」发货',
  },
]

export const previewOf = (
  { lines, way, storeId, addressId, transferFrom }: Wanted,
  pieces: Pieces,
): Preview => {
  const priced = lines.map(({ skuId, quantity }, at) => {
    const { price, ...goods } = skuOf(skuId) ?? {
      price: 0,
      spuId: 'spu_none',
      name: '',
      image: '',
      optionText: '',
    }
    const off = price * quantity - Math.round((price * quantity * 9) / 10)
    const here = storeId ? pieces(skuId, storeId) : 20
    const available = transferFrom && here < quantity ? 30 : here
    return {
      key: `l${at + 1}`,
      skuId,
      ...goods,
      quantity,
      unitPrice: price,
      discounts: [{ promotionId: 'member-gold', name: '金卡会员 9 折', amount: off }],
      total: price * quantity - off,
      isAvailable: available >= quantity,
      available,
    }
  })
  const goods = priced.reduce((sum, it) => sum + it.unitPrice * it.quantity, 0)
  const total = priced.reduce((sum, it) => sum + it.total, 0)
  const isPickup = way === 'pickup' || way === 'counter'
  const short = priced.some((it) => !it.isAvailable)
  const problem = isPickup
    ? storeId === undefined
      ? { code: 'store_required', text: '请先选择自提门店' }
      : short && { code: 'out_of_stock', text: '有商品刚刚被买走了，请调整数量或换一家门店' }
    : addressId === undefined && { code: 'address_required', text: '请先选择收货地址' }
  return {
    lines: priced,
    alternatives: problem && problem.code === 'out_of_stock' ? ALTERNATIVES : [],
    amounts: { goods, discount: goods - total, deliveryFee: 0, total },
    deliveryDiscounts: isPickup ? [] : [{ promotionId: 'shipping-gold', name: '金卡会员免邮', amount: 600 }],
    ...(problem
      ? { problem }
      : {
          fulfilment: {
            locationIds: [storeId ?? 'sto_jas'],
            text: transferFrom
              ? '从「华东仓」调货，预计 11月25日 20:00 前到静安寺店，到店通知来取'
              : isPickup
                ? `${nearby(storeId ?? '').name}现货`
                : '静安寺店发货，距你 1.1km',
          },
        }),
  }
}
export type Pieces = (skuId: string, storeId: string) => number
