import { z } from 'zod'
import { campaignStatus } from '../campaigns/campaigns.contract'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { storeId } from '../stores/stores.contract'

export const chainId = id('chn')

/**
 * Who is on the list: `open` 接龙中 → `closing` 截单中 (nobody can join, payments under way are waited for) → `closed` 已截单:
 * the list is final; `calledOff` 已取消: everybody gets everything back.
 */
export const listState = z.enum(['open', 'closing', 'closed', 'calledOff'])

/**
 * Where a chain stands for whoever looks at it: `draft` 草稿, `coming` 即将开始, `open` 接龙中, `paused` 暂停接龙,
 * `closing` 截单中, `preparing` 备货中 (closed, its goods have not left), `onTheWay` 在路上, `ready` 已到店,
 * `calledOff` 已取消, `over` 已结束 (nobody joined, or its delivery was called off).
 */
export const chainPhase = z.enum([
  'draft',
  'coming',
  'open',
  'paused',
  'closing',
  'preparing',
  'onTheWay',
  'ready',
  'calledOff',
  'over',
])

const chainLine = z.object({
  skuId,
  spuId,
  name: z.string(),
  optionText: z.string(),
  image: z.string(),
  /** Fen per piece elsewhere, before promotions. */
  price: fen,
  /** Fen per piece in the chain. */
  chainPrice: fen,
  /** Pieces set apart for it, and those nobody has taken. */
  quota: z.int(),
  left: z.int(),
})

/** A chain as anybody with its card sees it (GB-2). */
export const chainView = z.object({
  id: chainId,
  status: campaignStatus,
  phase: chainPhase,
  /** 接龙中, 截单中, 备货中, 已到店 … */
  phaseText: z.string(),
  title: z.string(),
  /** What its leader says about it. */
  note: z.string().optional(),
  /** Of its first line. */
  image: z.string(),
  lines: z.array(chainLine),
  /** Pieces a member may take in all. */
  perMember: z.int(),
  from: instant,
  until: instant,
  /** From when on its goods are in the store. */
  arrivesAt: instant,
  store: z.object({ id: storeId, name: z.string(), address: z.string(), phone: z.string() }),
  /** The guide who leads it. */
  leader: z.object({ name: z.string(), avatar: z.string().optional() }).optional(),
  left: z.int(),
  /** Pieces that are paid for. */
  pieces: z.int(),
  /** People on the list. */
  people: z.int(),
})

/** Somebody on the list, as others see them. */
const joined = z.object({
  /** Their number in the chain: 1, 2, 3 … */
  no: z.int(),
  /** Masked: `王**` */
  name: z.string(),
  avatar: z.string().optional(),
  /** e.g. `崇明蟹两只装 ×2` */
  text: z.string(),
  pieces: z.int(),
  at: instant,
})

/** An order of the shopper in a chain. */
export const myJoin = z.object({
  orderId: id('ord'),
  /** Absent until it is paid. */
  no: z.int().optional(),
  /** 待付款, 接龙中, 待到店, 待自提 … */
  statusText: z.string(),
  pieces: z.int(),
  /** Fen. */
  total: fen,
})

export const ofChain = z.object({ chainId })
export const chainErrors = {
  chain_not_found: { status: 404, text: '没有找到这个接龙' },
} as const

export const chainsContract = contract({
  tag: 'Chains 接龙',
  errors: chainErrors,
  routes: {
    'GET /chains': {
      summary: 'Chains one can join now, soonest to end first; of a store those collected there',
      ids: ['GB-2'],
      auth: 'public',
      query: z.object({ storeId: storeId.optional() }),
      response: z.object({ chains: z.array(chainView) }),
    },
    'GET /chains/:chainId': {
      summary: 'One chain with its latest joiners',
      ids: ['GB-2'],
      auth: 'public',
      params: ofChain,
      response: chainView.extend({
        /** Latest first, at most 20. */
        joined: z.array(joined),
      }),
      errors: ['chain_not_found'],
    },
  },
})
