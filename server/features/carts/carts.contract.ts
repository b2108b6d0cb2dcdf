import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { shownStock } from '../inventory/inventory.contract'
import { storeId } from '../stores/stores.contract'

/** How a line's goods are to reach the shopper; which kind of delivery is chosen at checkout. */
export const cartWay = z.enum(['pickup', 'delivery'])

export const cartLine = z.object({
  /** Names the line in this cart: one per SKU, way and store. */
  key: z.string(),
  skuId,
  quantity: z.int(),
  way: cartWay,
  /** Of pickup, and of goods scanned in a shop (ST-5). */
  store: z.object({ id: storeId, name: z.string() }).optional(),
  /** A guide put it there; `isKept` once its shopper said so or changed it. */
  by: z
    .object({
      cartId: id('gct'),
      guideName: z.string(),
      words: z.string().optional(),
      isKept: z.boolean(),
    })
    .optional(),
  /** Absent when the SKU is no longer sold. */
  goods: z
    .object({ spuId, name: z.string(), image: z.string(), optionText: z.string(), price: fen })
    .optional(),
  /** In the line's store, live; absent when it has none. */
  stock: shownStock.optional(),
})
export const cart = z.object({
  /** Newest first. */
  lines: z.array(cartLine),
  /** Pieces of all lines. */
  pieces: z.int(),
})

export const cartsContract = contract({
  tag: 'Carts 购物车',
  errors: {
    sku_not_found: { status: 404, text: '这件商品已下架' },
    store_not_found: { status: 404, text: '没有找到这家门店' },
    store_required: { status: 422, text: '请先选择自提门店' },
    way_not_offered: { status: 422, text: '这家门店不支持自提' },
    cart_full: { status: 409, text: '购物车最多放 100 种商品，请先结算或移除一些' },
    cart_busy: { status: 503, text: '购物车正在改动，请稍后再试' },
  },
  routes: {
    'GET /cart': {
      summary: "The shopper's cart with today's prices and live stock in each line's store",
      ids: ['OR-1', 'CA-2'],
      auth: 'member',
      response: cart,
    },
    'PUT /cart/lines': {
      summary: 'Set how many pieces of a SKU are to come by one way from one store; 0 removes the line',
      ids: ['OR-1'],
      auth: 'member',
      body: z.object({
        skuId,
        quantity: z.int().min(0).max(99),
        way: cartWay,
        storeId: storeId.optional(),
      }),
      response: cart,
      errors: [
        'sku_not_found',
        'store_not_found',
        'store_required',
        'way_not_offered',
        'cart_full',
        'cart_busy',
      ],
    },
    'DELETE /cart': {
      summary: 'Empty the cart',
      ids: ['OR-1'],
      auth: 'member',
    },
  },
})
