import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { chainErrors, chainView, listState, ofChain } from '../chains/chains.contract'
import { locationId } from '../inventory/inventory.contract'
import { transferId, transferStatus } from '../transfers/transfers.contract'

/** The WeCom group a chain is for. */
export const chainChat = z.object({
  /** As WeCom names it, e.g. `wrOgQhDgAA…`. */
  id: z.string().trim().min(1).max(64),
  name: z.string().trim().min(1).max(40),
})

/** Goods of a chain: each SKU once. */
export const draftLines = z
  .array(z.object({ skuId, chainPrice: fen.min(1), quota: z.int().min(1).max(2000) }))
  .min(1)
  .max(20)

const entry = z.object({
  orderId: id('ord'),
  /** Absent while it is not paid. */
  no: z.int().optional(),
  memberName: z.string(),
  avatar: z.string().optional(),
  lines: z.array(z.object({ skuId, name: z.string(), optionText: z.string(), quantity: z.int() })),
  /** e.g. `崇明蟹两只装 ×2、阳澄湖蟹 ×1` */
  text: z.string(),
  remark: z.string().optional(),
  pieces: z.int(),
  /** Fen. */
  total: fen,
  state: z.enum(['unpaid', 'joined', 'onTheWay', 'ready', 'collected', 'refunded']),
  /** 未付, 已付, 待到店, 待取, 已取, 已退 */
  stateText: z.string(),
  at: instant,
})

/** A chain as the staff of its store see it. */
const deskView = chainView.extend({
  listState: listState.optional(),
  chat: chainChat.optional(),
  source: z.object({ id: locationId, name: z.string() }),
  createdBy: z.string(),
  createdAt: instant,
  sums: z.object({
    /** Orders on the list, and what they paid, fen. */
    orders: z.int(),
    amount: fen,
    /** Orders and pieces that wait for their payment. */
    unpaidOrders: z.int(),
    unpaidPieces: z.int(),
    collected: z.int(),
  }),
  /** What may be done with it next. */
  actions: z.array(z.enum(['close', 'callOff'])),
})

/** How far its one delivery to the store is; absent before it is closed, and where the goods are in the store already. */
const delivery = z.object({
  transferId,
  status: transferStatus,
  statusText: z.string(),
  fromName: z.string(),
  /** Pieces that were asked for, that left, and that arrived. */
  pieces: z.int(),
  shipped: z.int(),
  received: z.int().optional(),
  expectedAt: instant,
  shippedAt: instant.optional(),
  receivedAt: instant.optional(),
})

export const chainDeskContract = contract({
  tag: 'Chain desk 门店接龙',
  errors: {
    ...chainErrors,
    chain_forbidden: { status: 403, text: '只能看和管本店的接龙' },
    chain_invalid: { status: 422, text: '这个接龙还不能这样设置' },
    chain_step_refused: { status: 409, text: '这个接龙现在不能这样操作' },
    out_of_stock: { status: 409, text: '库存不足，留不出这么多份' },
    key_reused: { status: 409, text: '这个提交编号已用于另一个接龙' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /staff/chains': {
      summary: "Chains of one's own store, newest first; of a WeCom group its own",
      ids: ['GB-2'],
      auth: ['guide', 'manager'],
      query: z.object({
        /** `current`: those that did not end more than two weeks ago. */
        list: z.enum(['current', 'all']).default('all'),
        chatId: chainChat.shape.id.optional(),
        ...page,
      }),
      response: z.object({ chains: z.array(deskView), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'GET /staff/chains/sources': {
      summary:
        'Where the goods of a new chain can come from: the own store and the warehouses, with what they have',
      ids: ['GB-2'],
      auth: ['guide', 'manager'],
      query: z.object({
        /** Separated by commas, at most 20. */
        skuIds: z
          .string()
          .max(1000)
          .transform((it) => it.split(','))
          .pipe(z.array(skuId).min(1).max(20)),
      }),
      response: z.object({
        sources: z.array(
          z.object({
            id: locationId,
            name: z.string(),
            kind: z.enum(['store', 'warehouse']),
            /** When goods that leave now would be in the store. */
            arrivesAt: instant,
            available: z.array(z.object({ skuId, available: z.int() })),
          }),
        ),
      }),
    },
    'POST /staff/chains': {
      summary:
        "A new chain of one's own store, live at once: its pieces are set apart. Safe to repeat by key",
      ids: ['GB-2'],
      auth: ['guide', 'manager'],
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        title: z.string().trim().min(1).max(20),
        note: z.string().trim().max(200).optional(),
        lines: draftLines,
        sourceId: locationId,
        perMember: z.int().min(1).max(99),
        until: instant,
        arrivesAt: instant,
        chat: chainChat.optional(),
      }),
      response: deskView,
      errors: ['chain_invalid', 'out_of_stock', 'key_reused'],
    },
    'GET /staff/chains/:chainId': {
      summary: 'Who joined, what is needed in all, the text for the group, and how far the delivery is',
      ids: ['GB-2'],
      auth: ['guide', 'manager'],
      params: ofChain,
      response: deskView.extend({
        /** Latest first; those that are not paid before all others. */
        entries: z.array(entry),
        /** Pieces on the list by SKU, and those collected. */
        totals: z.array(
          z.object({
            skuId,
            name: z.string(),
            optionText: z.string(),
            image: z.string(),
            paid: z.int(),
            collected: z.int(),
          }),
        ),
        /** To be copied into the group. */
        text: z.string(),
        delivery: delivery.optional(),
      }),
      errors: ['chain_not_found', 'chain_forbidden'],
    },
    'POST /staff/chains/:chainId/close': {
      summary: 'Close it before its time (提前截单): nobody can join any more, and its goods set out',
      ids: ['GB-2'],
      auth: ['guide', 'manager'],
      params: ofChain,
      response: deskView,
      errors: ['chain_not_found', 'chain_forbidden', 'chain_step_refused'],
    },
    'POST /staff/chains/:chainId/call-off': {
      summary: 'Call it off as long as its list is not closed: everybody gets everything back',
      ids: ['GB-2'],
      auth: ['guide', 'manager'],
      params: ofChain,
      body: z.object({ reason: z.string().trim().min(2).max(80) }),
      response: deskView,
      errors: ['chain_not_found', 'chain_forbidden', 'chain_step_refused'],
    },
  },
})
