import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { flashItem, flashSaleDraft, flashSaleId, sessionId } from '../flashSales/flashSales.shapes.contract'
import { campaignAction, campaignStatus } from '../campaigns/campaigns.contract'

const ofFlashSale = z.object({ flashSaleId })

/** Results of one session: pieces, orders, and fen paid. */
const sessionResults = z.object({
  id: sessionId,
  from: instant,
  until: instant,
  quota: z.int(),
  taken: z.int(),
  unpaid: z.int(),
  paid: z.int(),
  /** People refused because everything was gone, as far as counted. */
  refused: z.int(),
  gmv: fen,
})

const managed = flashSaleDraft.extend({
  id: flashSaleId,
  status: campaignStatus,
  /** 草稿, 已排期, 进行中, 已暂停, 已结束 */
  statusText: z.string(),
  actions: z.array(campaignAction),
  /** The goods as the shopper sees them. */
  faces: z.array(
    flashItem.pick({
      skuId: true,
      spuId: true,
      name: true,
      image: true,
      optionText: true,
      price: true,
      flashPrice: true,
    }),
  ),
  /** Places that lack pieces for the next session: nothing can be set apart there. */
  lacking: z.array(z.object({ skuId, locationId: z.string(), text: z.string() })),
  /** Counts changes: sent back with a change. */
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results: z.object({ taken: z.int(), unpaid: z.int(), paid: z.int(), refused: z.int(), gmv: fen }),
  /** The latest sessions first, at most 20. */
  sessions: z.array(sessionResults),
})

const step = {
  auth: ['operator', 'machine'],
  params: ofFlashSale,
  response: managed,
  ids: ['OP-2', 'SO-2'],
} as const
const stepErrors = ['flash_sale_not_found', 'flash_sale_step_refused', 'flash_sale_out_of_reach'] as const

export const flashSaleConsoleContract = contract({
  tag: 'Flash sale console 秒杀管理',
  errors: {
    flash_sale_not_found: { status: 404, text: '没有找到这个秒杀' },
    flash_sale_invalid: { status: 422, text: '这个秒杀还不能这样设置' },
    flash_sale_changed: { status: 409, text: '刚刚有人改过这个秒杀，请刷新后再改' },
    flash_sale_locked_fields: { status: 409, text: '已经开抢，商品、价格和场次不能再改，只能改名称和延长' },
    flash_sale_out_of_reach: { status: 403, text: '这个秒杀涉及你负责范围以外的门店或仓库' },
    flash_sale_step_refused: { status: 409, text: '这个秒杀现在不能这样操作' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/flash-sales': {
      summary: 'Flash sales, newest first, with live results',
      ids: ['OP-2', 'SO-2'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: campaignStatus.optional(),
        /** Part of the title. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ flashSales: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/flash-sales': {
      summary: 'A new draft',
      ids: ['OP-2', 'SO-2'],
      auth: ['operator', 'machine'],
      body: flashSaleDraft,
      response: managed,
      errors: ['flash_sale_invalid', 'flash_sale_out_of_reach'],
    },
    'GET /console/flash-sales/:flashSaleId': {
      ...step,
      summary: 'One flash sale with the results of its sessions',
      errors: ['flash_sale_not_found'],
    },
    'PUT /console/flash-sales/:flashSaleId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards its name and a later last day',
      body: flashSaleDraft.extend({ version: z.int().min(1) }),
      errors: [
        'flash_sale_not_found',
        'flash_sale_invalid',
        'flash_sale_changed',
        'flash_sale_locked_fields',
        'flash_sale_out_of_reach',
      ],
    },
    'POST /console/flash-sales/:flashSaleId/schedule': {
      ...step,
      summary: 'Its sessions open by themselves; pieces are set apart a day ahead',
      errors: [...stepErrors, 'flash_sale_invalid'],
    },
    'POST /console/flash-sales/:flashSaleId/pause': {
      ...step,
      summary: 'Nobody can ask until it is resumed; who has won pays on',
      errors: stepErrors,
    },
    'POST /console/flash-sales/:flashSaleId/resume': {
      ...step,
      summary: 'Goes on',
      errors: stepErrors,
    },
    'POST /console/flash-sales/:flashSaleId/end': {
      ...step,
      summary: 'No more sessions; pieces nobody took go back to the pool',
      errors: stepErrors,
    },
    'POST /console/flash-sales/:flashSaleId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['flash_sale_not_found', 'flash_sale_out_of_reach'],
    },
  },
})
