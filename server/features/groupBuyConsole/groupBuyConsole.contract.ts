import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, instant, page } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import {
  groupBuyErrors,
  groupBuyStatus,
  groupBuyView,
  groupBuyWay,
  ofGroupBuy,
  pickupAt,
} from '../groupBuys/groupBuys.contract'
import { locationId } from '../inventory/inventory.contract'

/**
 * Everything an operator decides of a group buy (GB-1). Headquarters decides for every place; region and store operators
 * for group buys whose pieces all lie in their own stores, and see those of the whole chain (OP-6).
 */
export const groupBuyDraft = z.object({
  /** As the console lists it, e.g. `双旦茶具 3 人团`. */
  title: z.string().trim().min(1).max(20),
  spuId,
  /** Options of the product that are offered, each with its price in a team, fen. */
  skus: z
    .array(z.object({ skuId, groupPrice: fen.min(1) }))
    .min(1)
    .max(20),
  /** Seats of a team. */
  size: z.int().min(2).max(10),
  /** How long a team has to fill, in hours. */
  hours: z.int().min(1).max(72),
  /** 自动成团: so many paid seats are enough at the deadline; absent: all of them. */
  formFrom: z.int().min(2).max(10).optional(),
  /** Pieces a member may take in all. */
  perMember: z.int().min(1).max(99),
  from: instant,
  until: instant,
  ways: z.array(groupBuyWay).min(1).max(2),
  pickupAt,
  /** The pieces set apart from normal stock when it is scheduled, per option and place. */
  places: z
    .array(z.object({ skuId, locationId, quota: z.int().min(1).max(5000) }))
    .min(1)
    .max(200),
})

/** Live results, in pieces and fen. */
const results = z.object({
  /** Teams whose leader has paid, and what became of them. */
  opened: z.int(),
  formed: z.int(),
  failed: z.int(),
  /** Orders that were paid, and their pieces. */
  orders: z.int(),
  pieces: z.int(),
  /** What was paid, and of that what went back. */
  gmv: fen,
  refunded: fen,
})

const managed = groupBuyDraft.extend({
  id: groupBuyView.shape.id,
  status: groupBuyStatus,
  /** 草稿, 已排期, 进行中, 已暂停, 已结束 */
  statusText: z.string(),
  /** What the operator may do next; nothing with what is beyond their stores. */
  actions: z.array(z.enum(['change', 'schedule', 'pause', 'resume', 'end', 'copy'])),
  /** As the shopper sees it. */
  face: groupBuyView,
  /** Counts changes: sent back with a change. */
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results,
})

const step = {
  auth: ['operator', 'machine'],
  params: ofGroupBuy,
  response: managed,
  ids: ['OP-2', 'GB-1'],
} as const
const stepErrors = ['group_buy_not_found', 'group_buy_step_refused', 'group_buy_out_of_reach'] as const

export const groupBuyConsoleContract = contract({
  tag: 'Group-buy console 拼团管理',
  errors: {
    group_buy_not_found: groupBuyErrors.group_buy_not_found,
    group_buy_invalid: { status: 422, text: '这个拼团还不能这样设置' },
    group_buy_changed: { status: 409, text: '刚刚有人改过这个拼团，请刷新后再改' },
    group_buy_locked_fields: { status: 409, text: '已经排期，价格和名额不能再改，只能改名称和延长' },
    group_buy_out_of_reach: { status: 403, text: '这个拼团涉及你负责范围以外的门店' },
    group_buy_step_refused: { status: 409, text: '这个拼团现在不能这样操作' },
    out_of_stock: { status: 409, text: '库存不足，留不出这么多拼团名额' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/group-buys': {
      summary: 'Group buys, newest first, with live results',
      ids: ['OP-2', 'GB-1'],
      auth: ['operator', 'machine'],
      query: z.object({
        status: groupBuyStatus.optional(),
        /** Part of the title. */
        q: z.string().trim().max(20).optional(),
        ...page,
      }),
      response: z.object({ groupBuys: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/group-buys': {
      summary: 'A new draft',
      ids: ['OP-2', 'GB-1'],
      auth: ['operator', 'machine'],
      body: groupBuyDraft,
      response: managed,
      errors: ['group_buy_invalid', 'group_buy_out_of_reach'],
    },
    'GET /console/group-buys/:groupBuyId': {
      ...step,
      summary: 'One group buy with live results',
      errors: ['group_buy_not_found'],
    },
    'PUT /console/group-buys/:groupBuyId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards its title and a later end',
      body: groupBuyDraft.extend({ version: z.int().min(1) }),
      errors: [
        'group_buy_not_found',
        'group_buy_invalid',
        'group_buy_changed',
        'group_buy_locked_fields',
        'group_buy_out_of_reach',
      ],
    },
    'POST /console/group-buys/:groupBuyId/schedule': {
      ...step,
      summary: 'Sets its pieces apart from normal stock; goes live by itself when its time begins',
      errors: [...stepErrors, 'group_buy_invalid', 'out_of_stock'],
    },
    'POST /console/group-buys/:groupBuyId/pause': {
      ...step,
      summary: 'Nobody can open or join a team until it is resumed; teams keep their seats and deadline',
      errors: stepErrors,
    },
    'POST /console/group-buys/:groupBuyId/resume': {
      ...step,
      summary: 'Teams can be opened and joined again',
      errors: stepErrors,
    },
    'POST /console/group-buys/:groupBuyId/end': {
      ...step,
      summary: 'Nobody can open a team any more; open teams may fill until their deadline',
      errors: stepErrors,
    },
    'POST /console/group-buys/:groupBuyId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['group_buy_not_found', 'group_buy_out_of_reach'],
    },
  },
})
