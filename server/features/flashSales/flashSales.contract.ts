import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { locationId } from '../inventory/inventory.contract'
import { flashItem, sessionId, sessionView } from './flashSales.shapes.contract'

export const ofSession = z.object({ sessionId })

export const flashSalesContract = contract({
  tag: 'Flash sales 秒杀',
  errors: {
    session_not_found: { status: 404, text: '没有找到这一场秒杀' },
    flash_item_not_found: { status: 404, text: '这一场没有这件商品' },
  },
  routes: {
    'GET /flash-sales': {
      summary: "Today's and tomorrow's sessions in order of time, with what holds for the shopper",
      ids: ['SO-2'],
      auth: 'member',
      query: z.object({
        /** Items that can be collected in this store or are sent. */
        storeId: locationId.optional(),
      }),
      response: z.object({ sessions: z.array(sessionView) }),
    },
    'GET /flash-sales/sessions/:sessionId': {
      summary: 'One session; pieces left and my result as they are at this moment',
      ids: ['SO-2'],
      auth: 'member',
      params: ofSession,
      response: sessionView,
      errors: ['session_not_found'],
    },
    'GET /flash-sales/products/:spuId': {
      summary: 'The running or next session of a product, for its page; none: no session',
      ids: ['SO-2'],
      auth: 'member',
      params: z.object({ spuId }),
      response: z.object({
        session: sessionView.omit({ items: true }).optional(),
        items: z.array(flashItem),
      }),
    },
    'PUT /flash-sales/sessions/:sessionId/reminders/:skuId': {
      summary: 'Remind me five minutes before the session starts',
      ids: ['SO-2', 'JO-3'],
      auth: 'member',
      params: ofSession.extend({ skuId }),
      response: z.object({ isReminded: z.boolean() }),
      errors: ['session_not_found', 'flash_item_not_found'],
    },
    'DELETE /flash-sales/sessions/:sessionId/reminders/:skuId': {
      summary: 'No reminder after all',
      ids: ['SO-2'],
      auth: 'member',
      params: ofSession.extend({ skuId }),
      response: z.object({ isReminded: z.boolean() }),
      errors: ['session_not_found', 'flash_item_not_found'],
    },
    'GET /flash-sales/sessions/:sessionId/prices': {
      summary: 'Flash prices of a session by SKU, for anybody',
      ids: ['SO-2', 'CA-2'],
      auth: 'public',
      params: ofSession,
      response: z.object({ prices: z.array(z.object({ skuId, price: fen, flashPrice: fen })) }),
      errors: ['session_not_found'],
    },
  },
})
