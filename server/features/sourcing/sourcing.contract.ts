import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { locationId } from '../inventory/inventory.contract'
import { nearbyStore } from '../stores/stores.contract'

export const basketLine = z.object({ skuId, quantity: z.int().min(1).max(99) })

export const missingLine = z.object({ skuId, wanted: z.int(), available: z.int() })

/** What else can be done where a chosen store lacks something (IN-4). */
export const alternative = z.object({
  /** Brought to the store, collected in another store, or sent to the shopper. */
  kind: z.enum(['transfer', 'store', 'delivery']),
  location: z.object({ id: locationId, name: z.string() }),
  /** Metres from the chosen store; of a delivery from the receiver. */
  distance: z.int(),
  /** Of a transfer: by when it is in the store. */
  expectedAt: instant.optional(),
  reason: z.string(),
})

export const sourcingContract = contract({
  tag: 'Sourcing 整单可取',
  errors: {
    sku_not_found: { status: 404, text: '有商品已下架，请从清单里移除' },
  },
  routes: {
    'POST /baskets/stores': {
      summary:
        'The stores near a point that have a whole basket, then those that have most of it, and what to choose',
      ids: ['ST-3b', 'IN-4'],
      auth: 'public',
      body: z.object({
        lines: z.array(basketLine).min(1).max(50),
        /** GCJ-02, degrees. */
        lng: z.number().min(-180).max(180),
        lat: z.number().min(-90).max(90),
        limit: z.int().min(1).max(50).default(10),
      }),
      response: z.object({
        stores: z.array(
          z.object({
            store: nearbyStore,
            /** Has the whole basket. */
            complete: z.boolean(),
            missing: z.array(missingLine),
            /** e.g. `整单有货，距您 320 米` */
            reason: z.string(),
          }),
        ),
        /** What we would do: pick up all in one store, else have it sent, else neither. */
        choice: z.object({
          way: z.enum(['pickup', 'delivery', 'none']),
          /** The store, or where the parcels come from. */
          locationIds: z.array(locationId),
          reason: z.string(),
        }),
        asOf: instant,
      }),
      errors: ['sku_not_found'],
    },
  },
})
