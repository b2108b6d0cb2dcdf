import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { locationId } from '../inventory/inventory.contract'

export const transferId = id('tra')

/**
 * `suggested` 系统建议 → `requested` 待审批 → `approved` 待发出 (pieces are held) → `shipped` 在途 → `received` 已收货;
 * `cancelled` 已取消 as long as nothing was shipped.
 */
export const transferStatus = z.enum([
  'suggested',
  'requested',
  'approved',
  'shipped',
  'received',
  'cancelled',
])

const pieces = z.int().min(0).max(9999)
const onceEach = (lines: readonly { skuId: string }[]) =>
  new Set(lines.map((it) => it.skuId)).size === lines.length
const counted = z
  .array(z.object({ skuId, quantity: pieces }))
  .min(1)
  .max(50)
  .refine(onceEach, 'each SKU once')
  .optional()

export const transferView = z.object({
  id: transferId,
  status: transferStatus,
  statusText: z.string(),
  from: z.object({ id: locationId, name: z.string() }),
  to: z.object({ id: locationId, name: z.string() }),
  lines: z.array(
    z.object({
      skuId,
      name: z.string(),
      image: z.string(),
      optionText: z.string(),
      quantity: pieces,
      shipped: pieces.optional(),
      received: pieces.optional(),
      /** Left and not yet arrived. */
      inTransit: z.int(),
      /** Shipped less received, once received: lost on the way, or below zero found too many. */
      difference: z.int(),
    }),
  ),
  /** Pieces of all lines that left and have not yet arrived. */
  inTransit: z.int(),
  reason: z.string(),
  /** The order whose shopper waits for it (IN-4). */
  orderId: id('ord').optional(),
  /** The chain whose shoppers wait for it (GB-2). */
  chainId: id('chn').optional(),
  createdAt: instant,
  updatedAt: instant,
  history: z.array(z.object({ status: transferStatus, by: z.string(), at: instant })),
})

const ofTransfer = z.object({ transferId })

export const transfersContract = contract({
  tag: 'Transfers 调货',
  errors: {
    transfer_not_found: { status: 404, text: '没有找到这张调货单' },
    transfer_forbidden: { status: 403, text: '这一步要由另一家门店或店长来做' },
    transfer_closed: { status: 409, text: '这张调货单现在不能这样操作' },
    sku_not_found: { status: 404, text: '没有这个规格' },
    location_not_found: { status: 404, text: '没有这个门店或仓库' },
    location_forbidden: { status: 403, text: '只能查看本店的调货单' },
    same_location: { status: 422, text: '不能从本店调到本店' },
    quantity_invalid: { status: 422, text: '件数不对，请核对后再提交' },
    stock_insufficient: { status: 409, text: '调出方的可用库存不够' },
    stock_busy: { status: 503, text: '这件商品的库存正被频繁改动，请稍后再试' },
    key_reused: { status: 409, text: '这个提交编号已用于另一张调货单' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'POST /transfers': {
      summary: 'Ask another location for goods for the own store. The same key again is the same transfer',
      ids: ['IN-5', 'GU-5'],
      auth: ['guide', 'manager'],
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        from: locationId,
        lines: z
          .array(z.object({ skuId, quantity: pieces.min(1) }))
          .min(1)
          .max(50)
          .refine(onceEach, 'each SKU once'),
        reason: z.string().trim().min(2).max(80),
      }),
      response: transferView,
      errors: ['sku_not_found', 'location_not_found', 'same_location', 'key_reused'],
    },
    'GET /transfers': {
      summary: 'Transfers into or out of a location, newest first',
      ids: ['IN-5', 'GU-5'],
      auth: ['guide', 'manager', 'machine'],
      query: z.object({
        storeId: locationId,
        direction: z.enum(['in', 'out']).default('in'),
        status: transferStatus.optional(),
        ...page,
      }),
      response: z.object({ transfers: z.array(transferView), next: z.string().optional() }),
      errors: ['location_forbidden', 'cursor_invalid'],
    },
    'GET /transfers/:transferId': {
      summary: 'One transfer, for both ends of it',
      ids: ['IN-5'],
      auth: ['guide', 'manager', 'machine'],
      params: ofTransfer,
      response: transferView,
      errors: ['transfer_not_found', 'transfer_forbidden'],
    },
    'GET /stock/:skuId/:locationId/in-transit': {
      summary: 'Pieces of one SKU on the way to and from a location',
      ids: ['IN-5', 'IN-1'],
      auth: ['guide', 'manager', 'machine'],
      params: z.object({ skuId, locationId }),
      response: z.object({ incoming: z.int(), outgoing: z.int() }),
    },
    'POST /transfers/:transferId/approve': {
      summary:
        "The sender's manager agrees and the pieces are held; of a suggestion the receiver's manager too",
      ids: ['IN-5'],
      auth: ['manager', 'machine'],
      params: ofTransfer,
      response: transferView,
      errors: [
        'transfer_not_found',
        'transfer_forbidden',
        'transfer_closed',
        'stock_insufficient',
        'stock_busy',
      ],
    },
    'POST /transfers/:transferId/ship': {
      summary: 'Goods leave the sender: lines that are not named leave whole',
      ids: ['IN-5'],
      auth: ['manager', 'machine'],
      params: ofTransfer,
      body: z.object({ lines: counted }),
      response: transferView,
      errors: [
        'transfer_not_found',
        'transfer_forbidden',
        'transfer_closed',
        'quantity_invalid',
        'stock_insufficient',
        'stock_busy',
      ],
    },
    'POST /transfers/:transferId/receive': {
      summary: 'Goods arrive: lines that are not named arrived whole, fewer are recorded as a difference',
      ids: ['IN-5'],
      auth: ['guide', 'manager', 'machine'],
      params: ofTransfer,
      body: z.object({ lines: counted }),
      response: transferView,
      errors: [
        'transfer_not_found',
        'transfer_forbidden',
        'transfer_closed',
        'quantity_invalid',
        'stock_busy',
      ],
    },
    'POST /transfers/:transferId/cancel': {
      summary: 'Call a transfer off before it is shipped; held pieces are free again',
      ids: ['IN-5'],
      auth: ['guide', 'manager', 'machine'],
      params: ofTransfer,
      body: z.object({ reason: z.string().trim().min(2).max(80).default('不需要了') }),
      response: transferView,
      errors: ['transfer_not_found', 'transfer_forbidden', 'transfer_closed', 'stock_busy'],
    },
  },
})
