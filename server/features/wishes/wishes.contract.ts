import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id, instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { storeId } from '../stores/stores.contract'

export const wishId = id('wis')
export const taskId = id('tsk')

/** 到货提醒: tell me when it is there; 备货: have a store put one by. */
export const wishKind = z.enum(['notify', 'hold'])
export const wishStatus = z.enum(['waiting', 'told', 'withdrawn'])
export const taskState = z.enum(['open', 'done', 'cancelled'])

const goods = { skuId, name: z.string(), image: z.string(), optionText: z.string() }

export const wishView = z.object({
  id: wishId,
  kind: wishKind,
  status: wishStatus,
  statusText: z.string(),
  ...goods,
  store: z.object({ id: storeId, name: z.string() }).optional(),
  createdAt: instant,
  toldAt: instant.optional(),
})

export const taskView = z.object({
  id: taskId,
  kind: z.literal('hold'),
  state: taskState,
  ...goods,
  memberName: z.string(),
  /** Pieces the store can promise now. */
  available: z.int(),
  createdAt: instant,
  doneAt: instant.optional(),
  doneBy: z.string().optional(),
})

export const wishesContract = contract({
  tag: 'Wishes 到货提醒与备货',
  errors: {
    sku_not_found: { status: 404, text: '没有这个规格' },
    store_not_found: { status: 404, text: '没有找到这家门店' },
    store_required: { status: 422, text: '请先选择备货门店' },
    wish_not_found: { status: 404, text: '没有找到这条提醒' },
    task_not_found: { status: 404, text: '没有找到这项任务' },
    task_closed: { status: 409, text: '顾客已取消备货，这项任务不用做了' },
    location_forbidden: { status: 403, text: '这不是你所在门店的任务' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'POST /wishes': {
      summary: 'Ask to be told when a SKU is there again, or a store to put one by; once for each',
      ids: ['ST-6'],
      auth: 'member',
      body: z.object({ skuId, storeId: storeId.optional(), kind: wishKind }),
      response: wishView,
      errors: ['sku_not_found', 'store_not_found', 'store_required'],
    },
    'GET /wishes': {
      summary: "The shopper's wishes, latest first",
      ids: ['ST-6'],
      auth: 'member',
      query: z.object(page),
      response: z.object({ wishes: z.array(wishView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'DELETE /wishes/:wishId': {
      summary: 'Take a wish back',
      ids: ['ST-6'],
      auth: 'member',
      params: z.object({ wishId }),
      errors: ['wish_not_found'],
    },
    'GET /stores/:storeId/tasks': {
      summary: 'What shoppers asked a store to put by, oldest first',
      ids: ['ST-6', 'GU-5'],
      auth: ['guide', 'manager'],
      params: z.object({ storeId }),
      query: z.object({ state: z.enum(['open', 'done']).default('open'), ...page }),
      response: z.object({ tasks: z.array(taskView), next: z.string().optional() }),
      errors: ['location_forbidden', 'cursor_invalid'],
    },
    'POST /tasks/:taskId/done': {
      summary: 'The goods are put by: the shopper is told',
      ids: ['ST-6', 'GU-5'],
      auth: ['guide', 'manager'],
      params: z.object({ taskId }),
      response: taskView,
      errors: ['task_not_found', 'task_closed', 'location_forbidden'],
    },
  },
})
