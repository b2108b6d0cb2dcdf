import type { Api } from '../../../server/api'
import { STORES, metresBetween } from './fakeData'
import { inMinutes, nearby, refuse, skuOf, type Pieces, type Refusal, type Route } from './fakePrices'

type Address = Api['GET /addresses']['response']['addresses'][number]
type Cart = Api['GET /cart']['response']
type CartLine = Cart['lines'][number]

/** The bag and the addresses of one member, and stores for a basket. */
export const createBag = (pieces: Pieces) => {
  let addresses: Address[] = [
    {
      id: 'adr_1',
      name: '周予安',
      phone: '13800006217',
      province: '上海市',
      city: '上海市',
      district: '静安区',
      street: '愚园路 753 号 2 号楼 601',
      position: [121.441, 31.222],
      tag: '家',
      isDefault: true,
    },
  ]
  let bag: Pick<CartLine, 'key' | 'skuId' | 'quantity' | 'way' | 'store'>[] = []

  const cart = (): Cart => ({
    lines: bag.map((it) => {
      const goods = skuOf(it.skuId)
      const available = it.store ? pieces(it.skuId, it.store.id) : 0
      return {
        ...it,
        ...(goods ? { goods } : {}),
        ...(it.store
          ? {
              stock:
                available <= 0
                  ? { level: 'out' as const, available: 0, label: '缺货' }
                  : available <= 5
                    ? { level: 'low' as const, available, label: `仅剩 ${available} 件` }
                    : { level: 'inStock' as const, available, label: '有货' },
            }
          : {}),
      }
    }),
    pieces: bag.reduce((sum, it) => sum + it.quantity, 0),
  })

  const routes: Route[] = [
    [/^GET \/cart$/, (): Cart => cart()],
    [
      /^PUT \/cart\/lines$/,
      (_, _query, body): Cart | Refusal => {
        const { skuId, quantity, way, storeId } = JSON.parse(body) as NonNullable<
          Api['PUT /cart/lines']['body']
        >
        const store = STORES.find((it) => it.id === storeId)
        if (way === 'pickup' && !store) return refuse(422, 'store_required', '请先选择自提门店')
        const key = `${skuId}@${way}@${storeId ?? ''}`
        const line = {
          key,
          skuId,
          quantity,
          way,
          ...(store ? { store: { id: store.id, name: store.name } } : {}),
        }
        const at = bag.findIndex((it) => it.key === key)
        if (quantity === 0) bag = bag.filter((it) => it.key !== key)
        else if (at >= 0) bag = bag.map((it) => (it.key === key ? line : it))
        else bag = [line, ...bag]
        return cart()
      },
    ],
    [/^GET \/addresses$/, (): Api['GET /addresses']['response'] => ({ addresses })],
    [
      /^POST \/addresses$/,
      (_, _query, body): Address => {
        const stated = JSON.parse(body) as NonNullable<Api['POST /addresses']['body']>
        const added: Address = {
          tag: '',
          isDefault: addresses.length === 0,
          ...stated,
          id: `adr_${addresses.length + 1}`,
        }
        addresses = [...addresses, added]
        return added
      },
    ],
    [
      /^DELETE \/addresses\/(adr_\w+)$/,
      ([, id]) => {
        addresses = addresses.filter((it) => it.id !== id)
        return null
      },
    ],
    [
      /^POST \/baskets\/stores$/,
      (_, _query, body): Api['POST /baskets/stores']['response'] => {
        const { lines, lng, lat } = JSON.parse(body) as NonNullable<Api['POST /baskets/stores']['body']>
        const stores = STORES.slice(0, 5).map((it) => {
          const missing = lines
            .map(({ skuId, quantity }) => ({ skuId, wanted: quantity, available: pieces(skuId, it.id) }))
            .filter((line) => line.available < line.wanted)
          const distance = Math.round(metresBetween([lng, lat], it.position))
          const complete = missing.length === 0
          return {
            store: { ...nearby(it.id), distance },
            complete,
            missing,
            reason: complete ? `整单有货，距您 ${distance} 米` : `缺 ${missing.length} 种`,
          }
        })
        stores.sort((a, b) => Number(b.complete) - Number(a.complete) || a.store.distance - b.store.distance)
        const best = stores.find((it) => it.complete)
        return {
          stores,
          choice: best
            ? { way: 'pickup', locationIds: [best.store.id], reason: `${best.store.name}整单有货，离你最近` }
            : { way: 'delivery', locationIds: ['sto_xtd'], reason: '附近没有一家店有整单，送到家更快' },
          asOf: inMinutes(0),
        }
      },
    ],
  ]
  return {
    routes,
    addressOf: (id: string | undefined) => addresses.find((it) => it.id === id),
    takeOut: (skuIds: string[]): void => void (bag = bag.filter((it) => !skuIds.includes(it.skuId))),
  }
}
