import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { storeId } from '../stores/stores.contract'

/** Pieces that can be promised (safety stock is kept apart): at or below it a location runs low. */
const threshold = z.int().min(0).max(100_000)

const alert = z.object({
  skuId,
  name: z.string(),
  image: z.string(),
  optionText: z.string(),
  available: z.int(),
  threshold,
  /** Whether staff set the threshold, or the speed of sale did. */
  isOwn: z.boolean(),
  /** Pieces on the way to the store. */
  incoming: z.int(),
  raisedAt: instant,
})

export const alertsContract = contract({
  tag: 'Alerts 低库存预警',
  errors: {
    location_forbidden: { status: 403, text: '只能查看和设置本店的预警' },
    sku_not_found: { status: 404, text: '没有这个规格' },
    stock_busy: { status: 503, text: '这件商品的库存正被频繁改动，请稍后再试' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /stores/:storeId/alerts': {
      summary: 'What runs low in a store, latest first; an alert closes by itself when goods are there again',
      ids: ['IN-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      query: z.object(page),
      response: z.object({ alerts: z.array(alert), next: z.string().optional() }),
      errors: ['location_forbidden', 'cursor_invalid'],
    },
    'PUT /stores/:storeId/thresholds/:skuId': {
      summary: "The store's own threshold of a SKU; without one it follows the speed of sale again",
      ids: ['IN-5'],
      auth: 'manager',
      params: z.object({ storeId, skuId }),
      body: z.object({ threshold: threshold.optional() }),
      response: z.object({ skuId, threshold, isOwn: z.boolean() }),
      errors: ['location_forbidden', 'sku_not_found', 'stock_busy'],
    },
  },
})
