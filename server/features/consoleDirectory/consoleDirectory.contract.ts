import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { guideId } from '../guides/guides.contract'
import { locationId } from '../inventory/inventory.contract'
import { storeId } from '../stores/stores.contract'

/** At most 100 ids in a query string, with commas between them. */
const listOf = (prefix: string) =>
  z
    .string()
    .max(4800)
    .regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,40}(,${prefix}_[A-Za-z0-9_-]{1,40}){0,99}$`))

const store = z.object({
  id: storeId,
  code: z.string(),
  name: z.string(),
  city: z.string(),
  district: z.string(),
})

export const choosableSku = z.object({
  skuId,
  spuId,
  name: z.string(),
  /** e.g. `墨绿 L`; empty for a product without options. */
  optionText: z.string(),
  image: z.string(),
  price: fen,
})

export const consoleDirectoryContract = contract({
  tag: 'Console directory 可选的门店与商品',
  errors: {},
  routes: {
    'GET /console/stores': {
      summary: 'The stores an operator may decide for, by words or city, or some of them by id',
      ids: ['OP-2', 'OP-6'],
      auth: ['operator', 'machine'],
      query: z.object({
        q: z.string().trim().max(40).optional(),
        city: z.string().max(20).optional(),
        /** Named whether or not they are within reach. */
        ids: listOf('sto').optional(),
        limit: z.coerce.number().int().min(1).max(500).default(50),
        offset: z.coerce.number().int().min(0).max(20_000).default(0),
      }),
      response: z.object({
        stores: z.array(store),
        total: z.int(),
        /** Cities with stores within reach, most stores first. */
        cities: z.array(z.object({ name: z.string(), stores: z.int() })),
        /** For who decides for the whole chain. */
        warehouses: z.array(z.object({ id: locationId, name: z.string() })),
      }),
    },
    'GET /console/guides': {
      summary: 'Who works in the stores an operator may decide for, by words or store, or some of them by id',
      ids: ['OP-2', 'OP-6', 'GU-6b'],
      auth: ['operator', 'machine'],
      query: z.object({
        q: z.string().trim().max(40).optional(),
        storeId: storeId.optional(),
        /** Named whether or not they are within reach. */
        ids: listOf('gui').optional(),
        limit: z.coerce.number().int().min(1).max(200).default(100),
      }),
      response: z.object({
        guides: z.array(
          z.object({
            id: guideId,
            name: z.string(),
            role: z.enum(['guide', 'manager']),
            storeName: z.string(),
            avatar: z.string().optional(),
          }),
        ),
        total: z.int(),
      }),
    },
    'GET /console/skus': {
      summary: 'SKUs of the products that fit some words, or some SKUs by id',
      ids: ['OP-2', 'CA-1'],
      auth: ['operator', 'machine'],
      query: z.object({
        q: z.string().trim().max(60).optional(),
        ids: listOf('sku').optional(),
        /** Products looked through. */
        limit: z.coerce.number().int().min(1).max(50).default(12),
      }),
      response: z.object({ skus: z.array(choosableSku), total: z.int() }),
    },
  },
})
