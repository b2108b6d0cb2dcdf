import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { sessionId } from './flashSales.shapes.contract'

export const ofSession = z.object({ sessionId })

export const flashSalesContract = contract({
  tag: 'Flash sales 秒杀',
  errors: {
    session_not_found: { status: 404, text: '没有找到这一场秒杀' },
    flash_item_not_found: { status: 404, text: '这一场没有这件商品' },
  },
  routes: {
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
