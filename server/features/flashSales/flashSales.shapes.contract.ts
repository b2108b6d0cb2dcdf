import { z } from 'zod'
import { fen, id, instant } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { locationId } from '../inventory/inventory.contract'

/** A flash sale is the plan; its sessions are one opening each, named `fss_…-<date>-<hour and minute>`. */
export const flashSaleId = id('fls')
export const sessionId = id('fss')

export const flashWay = z.enum(['pickup', 'express'])

/** 即将开始, 疯抢中, 已抢光, 已结束. */
export const sessionPhase = z.enum(['coming', 'running', 'over'])

/** What a shopper got of an item, with the reason. */
export const flashOutcome = z.enum(['none', 'won', 'soldOut', 'limit'])

export const flashItem = z.object({
  skuId,
  spuId,
  name: z.string(),
  image: z.string(),
  optionText: z.string(),
  /** Fen per piece, common price and flash price. */
  price: fen,
  flashPrice: fen,
  /** Pieces of this session. */
  quota: z.int(),
  left: z.int(),
  /** Taken but not paid yet: may come back. */
  unpaid: z.int(),
  /** Taken of the whole, 0–100. */
  takenPercent: z.int(),
  perMember: z.int(),
  /** Stores where it can be collected; whether it is sent. */
  storeIds: z.array(locationId),
  isSent: z.boolean(),
  mine: z.object({
    outcome: flashOutcome,
    /** e.g. `抢到了，15 分钟内付款`, `已抢光，还有 3 件待付款`, `每人限购 1 件` */
    text: z.string(),
    taken: z.int(),
    orderId: id('ord').optional(),
    isReminded: z.boolean(),
  }),
})

export const sessionView = z.object({
  id: sessionId,
  flashSaleId,
  title: z.string(),
  /** e.g. `10:00`, `明天 10:00` */
  label: z.string(),
  from: instant,
  until: instant,
  phase: sessionPhase,
  /** 即将开始, 疯抢中, 已结束 */
  phaseText: z.string(),
  isPaused: z.boolean(),
  items: z.array(flashItem),
})

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** Everything an operator decides of a flash sale (OP-2). */
export const flashSaleDraft = z.object({
  title: z.string().trim().min(1).max(20),
  /** Shanghai days, both included. */
  days: z.object({ from: z.iso.date(), until: z.iso.date() }),
  /** Sessions of each day, by the Shanghai clock. */
  times: z.array(clock).min(1).max(8),
  /** How long a session lasts. */
  minutes: z.int().min(5).max(720),
  items: z
    .array(
      z.object({
        skuId,
        /** Fen per piece. */
        price: fen.min(1),
        /** Pieces a member may take of a session. */
        perMember: z.int().min(1).max(10),
        /** The pieces each place sets apart for each session. */
        places: z
          .array(z.object({ locationId, quota: z.int().min(1).max(10_000) }))
          .min(1)
          .max(50),
      }),
    )
    .min(1)
    .max(20),
  /** 与会员折扣同享; else the flash price stands alone among member prices. */
  withMember: z.boolean(),
})
