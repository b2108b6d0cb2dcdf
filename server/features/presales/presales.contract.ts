import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { locationId } from '../inventory/inventory.contract'

export const presaleId = id('prs')

/** 即将开始, 付定金, 等待尾款, 付尾款, 已结束: where an offer stands in time. */
export const presalePhase = z.enum(['coming', 'deposit', 'waiting', 'balance', 'over'])

const terms = z.object({
  skuId,
  /** 定金: fen per piece that are paid first. */
  deposit: fen.min(1),
  /** 定金膨胀: what the deposit of a piece counts for; the deposit itself where nothing is added. */
  worth: fen.min(1),
  depositFrom: instant,
  depositUntil: instant,
  balanceFrom: instant,
  balanceUntil: instant,
  /** From when it is sent or may be collected. */
  readyAt: instant,
  /** Pieces a member may take in all. */
  perMember: z.int().min(1).max(99),
})

export const presaleView = terms.extend({
  id: presaleId,
  spuId,
  name: z.string(),
  image: z.string(),
  phase: presalePhase,
  /** Fen per piece, before promotions and what the deposit adds. */
  price: fen,
  quota: z.int(),
  left: z.int(),
  /** Where it is given out: collected in stores, sent from warehouses. */
  places: z.array(z.object({ locationId, left: z.int() })),
  isWithdrawn: z.boolean(),
})

/** A payment of a presale. */
export const payStage = z.enum(['deposit', 'balance'])

/** What a presale adds to its order (CA-4): two payments. Sums are of the whole order. */
export const orderPresale = z.object({
  presaleId,
  deposit: fen,
  /** What the deposit counts for. */
  worth: fen,
  /** What is left to pay: as promotions stand, and final from the opening of its window. */
  balance: fen,
  isBalanceFinal: z.boolean(),
  /** Whether it is the balance that may be paid now. */
  isBalanceOpen: z.boolean(),
  balanceFrom: instant,
  balanceUntil: instant,
  /** From when the goods are sent or may be collected. */
  readyAt: instant,
  depositPaidAt: instant.optional(),
  /** The order closed and its deposit stays with the shop. */
  isForfeited: z.boolean(),
})

export const ofPresale = z.object({ presaleId })

export const presalesContract = contract({
  tag: 'Presales 预售',
  errors: {
    presale_not_found: { status: 404, text: '没有找到这个预售活动' },
    presale_unsound: { status: 422, text: '预售的时间、定金或名额不成立' },
    presale_exists: { status: 409, text: '这个编号已用于另一个预售活动' },
    sku_not_found: { status: 404, text: '没有找到这个商品' },
    location_not_found: { status: 404, text: '没有找到这个门店或仓库' },
    out_of_stock: { status: 409, text: '库存不足，留不出这么多预售名额' },
  },
  routes: {
    'GET /presales': {
      summary: 'Presales that are not over, those that take deposits first; of one product with `spuId`',
      ids: ['CA-4'],
      auth: 'public',
      query: z.object({ spuId: spuId.optional() }),
      response: z.object({ presales: z.array(presaleView) }),
    },
    'GET /presales/:presaleId': {
      summary: 'One presale',
      ids: ['CA-4'],
      auth: 'public',
      params: ofPresale,
      response: presaleView,
      errors: ['presale_not_found'],
    },
    'POST /presales': {
      summary: 'Offer a presale: its pieces are set apart from the stock of each place. Safe to repeat by id',
      ids: ['CA-4', 'IN-3'],
      auth: 'machine',
      body: terms.extend({
        id: presaleId,
        /** The pieces each place sets apart. */
        places: z
          .array(z.object({ locationId, quota: z.int().min(1).max(5000) }))
          .min(1)
          .max(50)
          .refine((it) => new Set(it.map((one) => one.locationId)).size === it.length, 'each place once'),
      }),
      response: presaleView,
      errors: ['presale_unsound', 'presale_exists', 'sku_not_found', 'location_not_found', 'out_of_stock'],
    },
    'POST /presales/:presaleId/withdraw': {
      summary: 'The shop cannot deliver: no more deposits, and everything paid goes back',
      ids: ['CA-4', 'OR-6'],
      auth: 'machine',
      params: ofPresale,
      response: presaleView,
      errors: ['presale_not_found'],
    },
  },
})
