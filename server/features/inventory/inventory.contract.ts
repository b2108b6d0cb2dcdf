import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, flag, instant, lngLat } from '../../kernel/shapes'
import { productCard, skuId } from '../catalog/catalog.contract'
import { nearbyStore, storeId } from '../stores/stores.contract'

export const locationId = z.string().regex(/^(sto|whs)_[A-Za-z0-9_-]{1,40}$/)
export const quantity = z.int().min(0).max(1_000_000)

/** 有货 / 仅剩N件 / 缺货, judged from `available`. */
export const stockLevel = z.enum(['inStock', 'low', 'out'])

export const ledgerKind = z.enum([
  'receipt',
  'sale',
  'reservation',
  'release',
  'return',
  'transferOut',
  'transferIn',
  'count',
  'adjustment',
])

export const stockRecord = z.object({
  skuId,
  locationId,
  onHand: z.int(),
  reserved: z.int(),
  safety: z.int(),
  available: z.int(),
  version: z.int(),
  updatedAt: instant,
})

/** One line of an outside feed or of a store's count. */
export const stockChange = z.object({
  /** Chosen by the sender; the same key again changes nothing and answers as the first time. */
  key: z.string().min(1).max(80),
  skuId: skuId.optional(),
  barcode: z.string().max(14).optional(),
  locationId,
  kind: z.enum(['receipt', 'sale', 'return', 'count', 'adjustment']),
  /** Pieces: the counted total for `count`, signed for `adjustment`, else a positive number. */
  quantity: z.int().min(-1_000_000).max(1_000_000),
  reason: z.string().max(80).optional(),
  at: instant.optional(),
})

export const rowResult = z.object({
  row: z.int(),
  key: z.string().optional(),
  outcome: z.enum(['applied', 'repeated', 'refused']),
  code: z.string().optional(),
  message: z.string().optional(),
})
const feedResult = z.object({
  applied: z.int(),
  repeated: z.int(),
  refused: z.int(),
  rows: z.array(rowResult),
})

/** How much can be promised, and the words for it. */
export const shownStock = z.object({
  level: stockLevel,
  available: z.int(),
  /** e.g. `有货`, `仅剩 3 件`, `缺货` */
  label: z.string(),
})
/** A location as staff of a store see it: metres from there. */
const staffStock = shownStock.extend({
  id: locationId,
  name: z.string(),
  phone: z.string(),
  distance: z.int(),
})
const storeStock = shownStock.extend({ store: nearbyStore })

export const inventoryContract = contract({
  tag: 'Inventory 库存',
  errors: {
    store_not_found: { status: 404, text: '没有找到这家门店' },
    sku_not_found: { status: 404, text: '没有这个规格' },
    location_not_found: { status: 404, text: '没有这个门店或仓库' },
    stock_insufficient: { status: 409, text: '库存不够' },
    quantity_invalid: { status: 422, text: '数量不对' },
    stock_busy: { status: 503, text: '这件商品的库存正被频繁改动，请稍后再试' },
    key_reused: { status: 409, text: '这个流水号已用于另一笔变动' },
    csv_invalid: { status: 422, text: 'CSV 文件读不懂，请检查表头和编码' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
    location_forbidden: { status: 403, text: '不能改别家门店的库存' },
  },
  routes: {
    'GET /stock/nearby': {
      summary: 'One SKU in the stores near a point (or of a city): live, nearest first',
      ids: ['ST-3'],
      auth: 'public',
      query: z.object({
        skuId,
        lng: lngLat.lng,
        lat: lngLat.lat,
        limit: z.coerce.number().int().min(1).max(50).default(20),
        onlyAvailable: flag.default(false),
      }),
      response: z.object({
        skuId,
        stores: z.array(storeStock),
        /** When this was read, and from where: `live` is Redis, `store` is MongoDB (after a cache loss). */
        asOf: instant,
        source: z.enum(['live', 'store']),
      }),
      prepared: true,
      errors: ['sku_not_found'],
    },
    'GET /stock/levels': {
      summary: 'Several SKUs in one store: live, for goods lists',
      ids: ['ST-3'],
      auth: 'public',
      query: z.object({
        storeId,
        skuIds: z
          .string()
          .max(3000)
          .transform((it) => it.split(','))
          .pipe(z.array(skuId).min(1).max(60)),
      }),
      response: z.object({
        levels: z.array(z.object({ skuId, level: stockLevel, available: z.int(), label: z.string() })),
        asOf: instant,
      }),
      errors: ['store_not_found'],
    },
    'GET /stores/:storeId/stock': {
      summary: "A store's goods with live stock; search by words, filter by category",
      ids: ['ST-3'],
      auth: 'public',
      params: z.object({ storeId }),
      query: z.object({
        q: z.string().trim().max(60).optional(),
        category: z.string().max(60).optional(),
        limit: z.coerce.number().int().min(1).max(50).default(20),
        cursor: z.string().max(200).optional(),
      }),
      response: z.object({
        items: z.array(
          z.object({ product: productCard, level: stockLevel, available: z.int(), label: z.string() }),
        ),
        total: z.int(),
        next: z.string().optional(),
        asOf: instant,
      }),
      errors: ['store_not_found', 'cursor_invalid'],
    },
    'GET /staff/stock/:skuId': {
      summary: 'One SKU for staff of a store: live in the own store, the stores around it and the warehouses',
      ids: ['GU-5', 'ST-3', 'IN-5'],
      auth: ['guide', 'manager'],
      params: z.object({ skuId }),
      response: z.object({
        skuId,
        name: z.string(),
        image: z.string(),
        optionText: z.string(),
        price: fen,
        own: staffStock,
        /** Nearest first. */
        stores: z.array(staffStock),
        warehouses: z.array(staffStock),
        asOf: instant,
      }),
      errors: ['sku_not_found', 'store_not_found'],
    },
    'GET /stock/:skuId/:locationId': {
      summary: 'The stock document of one SKU in one location',
      ids: ['IN-1'],
      auth: ['machine', 'guide', 'manager'],
      params: z.object({ skuId, locationId }),
      response: stockRecord,
      errors: ['sku_not_found', 'location_not_found'],
    },
    'GET /stock/:skuId/:locationId/ledger': {
      summary: 'The ledger of one SKU in one location, newest first',
      ids: ['IN-2'],
      auth: ['machine', 'manager'],
      params: z.object({ skuId, locationId }),
      query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
      response: z.object({
        entries: z.array(
          z.object({
            id: z.string(),
            key: z.string(),
            kind: ledgerKind,
            quantity: z.int(),
            onHandAfter: z.int(),
            reason: z.string().optional(),
            source: z.string(),
            at: instant,
          }),
        ),
      }),
    },
    'POST /stock/changes': {
      summary: 'Stock changes from a POS or ERP: safe to repeat, answered line by line',
      ids: ['IN-2', 'IN-6', 'ST-3'],
      auth: 'machine',
      body: z.object({ changes: z.array(stockChange).min(1).max(500) }),
      response: feedResult,
      errors: ['stock_busy'],
    },
    'POST /stock/changes/csv': {
      summary: 'The same as CSV (UTF-8): key,skuId,barcode,locationId,kind,quantity,reason',
      ids: ['IN-6'],
      auth: 'machine',
      rawBody: { bytes: 5_000_000, types: ['text/csv', 'text/plain'] },
      response: feedResult,
      errors: ['csv_invalid', 'stock_busy'],
    },
    'POST /stores/:storeId/stock/changes': {
      summary: 'Count (盘点) or adjustment by staff of that store, with a reason',
      ids: ['IN-6'],
      auth: 'manager',
      params: z.object({ storeId }),
      body: z.object({
        key: z.string().min(1).max(80),
        skuId,
        kind: z.enum(['count', 'adjustment']),
        quantity: z.int().min(-100_000).max(100_000),
        reason: z.string().trim().min(2).max(80),
      }),
      response: stockRecord,
      errors: [
        'location_forbidden',
        'stock_insufficient',
        'quantity_invalid',
        'key_reused',
        'sku_not_found',
        'location_not_found',
        'stock_busy',
      ],
    },
  },
})
