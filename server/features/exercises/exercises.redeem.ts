import type { z } from 'zod'
import { now } from '../../kernel/clock'
import type { AppError } from '../../kernel/errors'
import { isExerciseDigits, typedCode } from '../../kernel/rollingCode'
import { guideDirectory } from '../guides/guides.service'
import { findLocation } from '../stores/stores.service'
import { act, fail, type Deed, type Staff } from './exercises.act'
import type { exercisesContract } from './exercises.contract'
import { CODES, COUPON, type Run } from './exercises.rules'

type Routes = (typeof exercisesContract)['routes']
type Handover = z.input<Routes['POST /exercises/redeem/pickups/look']['response']>
type ShownCoupon = z.input<Routes['POST /exercises/redeem/coupon-codes/look']['response']>
type Said = z.output<Routes['POST /exercises/redeem/coupon-codes/look']['body']>

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The play customer. */
const MEMBER = { memberName: '许知夏', phone: '139****0000' }
const PRICE = 18_800

/** Who redeems, and where. */
interface Desk {
  name: string
  store: { id: string; name: string; address: string; phone: string }
}
async function deskOf({ guideId, storeId }: Staff): Promise<Desk> {
  const [guides, store] = await Promise.all([guideDirectory(), findLocation(storeId)])
  const { name = '', address = '', phone = '' } = store ?? {}
  return { name: guides.ofId(guideId)?.name ?? '', store: { id: storeId, name, address, phone: phone ?? '' } }
}

const redemptionOf = ({ uses }: Run, code: string) => uses.find((it) => it.code === code)

/** The play order, as it would be in earnest. */
function handover(run: Run, { name, store }: Desk): Handover {
  const at = now().getTime()
  const use = redemptionOf(run, CODES.pickup)
  const total = 2 * PRICE
  return {
    ...MEMBER,
    order: {
      id: 'ord_exercise',
      status: use ? 'completed' : 'paid',
      statusText: use ? '已完成' : '待自提',
      way: 'pickup',
      store,
      lines: [
        {
          ...{ key: 'exercise', skuId: 'sku_exercise', spuId: 'spu_exercise', image: '' },
          ...{ name: '舒缓保湿乳（练习）', optionText: '200ml', quantity: 2, unitPrice: PRICE, total },
          ...{ discounts: [], refundedQuantity: 0, refundedAmount: 0 },
        },
      ],
      amounts: { goods: total, discount: 0, deliveryFee: 0, total, paid: total, refunded: 0 },
      deliveryDiscounts: [],
      createdAt: new Date(at - HOUR).toISOString(),
      payBy: new Date(at - HOUR / 2).toISOString(),
      paidAt: new Date(at - HOUR).toISOString(),
      pickup: {
        expiresAt: new Date(at + 3 * DAY).toISOString(),
        ...(use ? { redeemedAt: use.at.toISOString(), redeemedBy: name } : {}),
      },
      refunds: [],
    },
  }
}

/** The play coupon, with what it takes off a receipt. */
function shownCoupon(run: Run, { store }: Desk, amount: number | undefined): ShownCoupon {
  const at = now().getTime()
  const use = redemptionOf(run, CODES.coupon)
  const { off, threshold } = COUPON
  return {
    ...MEMBER,
    needsAmount: true,
    ...(amount === undefined ? {} : { off }),
    grant: {
      ...{ id: 'cgr_exercise', couponId: 'cpn_exercise', title: '满减券（练习）', kind: 'amountOff' },
      benefit: { kind: 'amountOff', threshold, off },
      ...{ big: `¥${off / 100}`, small: `满 ${threshold / 100} 可用`, where: '全部门店 · 到店可用' },
      ...{ stacks: '可与会员折扣同用', channels: ['store'] },
      state: use ? 'used' : 'usable',
      stateText: use ? '用过了' : '3 天后到期',
      way: 'page',
      claimedAt: new Date(at - DAY).toISOString(),
      validFrom: new Date(at - DAY).toISOString(),
      expiresAt: new Date(at + 3 * DAY).toISOString(),
      isExpiring: false,
      ...(use ? { usedAt: use.at.toISOString(), usedStoreName: store.name } : {}),
    },
  }
}

const fromNow = (ms: number): string => new Date(now().getTime() + ms).toISOString()

/** Why a code is not taken as a play pickup; undefined when it is. */
function pickupRefusal(run: Run, code: string, { name, store }: Desk): AppError | undefined {
  switch (code) {
    case CODES.pickup: {
      const use = redemptionOf(run, code)
      if (!use) return undefined
      return fail('pickup_done', {
        redeemedAt: use.at.toISOString(),
        redeemedBy: name,
        storeName: store.name,
      })
    }
    case CODES.otherStore:
      return fail('pickup_other_store', { storeName: '隔壁练习店', distance: 860, address: '练习路 2 号' })
    case CODES.expired:
      return fail('pickup_expired', { expiresAt: fromNow(-2 * DAY) })
    default:
      return isExerciseDigits(code) ? fail('pickup_unknown') : fail('not_exercise_code')
  }
}

/** Why a code is not taken as a play coupon; undefined when it is. */
function couponRefusal(run: Run, code: string, desk: Desk, amount?: number): AppError | undefined {
  if (code !== CODES.coupon)
    return isExerciseDigits(code) ? fail('coupon_unknown') : fail('not_exercise_code')
  if (redemptionOf(run, code))
    return fail('coupon_used', {
      text: `刚才已在${desk.store.name}用过，${desk.name}核销`,
      usedBy: desk.name,
    })
  const short = amount === undefined ? 0 : COUPON.threshold - amount
  if (amount === undefined || short <= 0) return undefined
  return fail('coupon_threshold', {
    text: `满 ¥${COUPON.threshold / 100} 才能用，还差 ¥${short / 100}`,
    short,
  })
}

/** A refusal is something to learn from; a code that is no pickup may be a coupon's, and is not counted yet. */
function refused(run: Run, code: string, refusal: AppError): Deed<never> {
  const answer = () => {
    throw refusal
  }
  const isOpen = refusal.code === 'pickup_unknown' && code === CODES.coupon
  return { run, answer, ...(isOpen ? {} : { happened: { what: 'refused', code, why: refusal.code } }) }
}

const withUse = (run: Run, code: string, amount?: number): Run => ({
  ...run,
  uses: [...run.uses, { code, at: now(), ...(amount === undefined ? {} : { amount }) }],
})

/** What a play code stands for (GU-8). @throws the refusals of a pickup, not_exercise_code and those of `act` */
export async function lookAtPlayPickup(shown: string, caller: Staff): Promise<Handover> {
  const [code, desk] = [typedCode(shown), await deskOf(caller)]
  return act(caller, 'redeem', (run) => {
    const refusal = pickupRefusal(run, code, desk)
    if (refusal) return refused(run, code, refusal)
    return { run, happened: { what: 'looked', code }, answer: () => handover(run, desk) }
  })
}

/** Hands play goods over, once in a round. @throws as `lookAtPlayPickup` */
export async function redeemPlayPickup(shown: string, caller: Staff): Promise<Handover> {
  const [code, desk] = [typedCode(shown), await deskOf(caller)]
  return act(caller, 'redeem', (run) => {
    const refusal = pickupRefusal(run, code, desk)
    if (refusal) return refused(run, code, refusal)
    const after = withUse(run, code)
    return { run: after, happened: { what: 'redeemed', code }, answer: () => handover(after, desk) }
  })
}

/** What a play coupon is. @throws the refusals of a coupon, not_exercise_code and those of `act` */
export async function lookAtPlayCoupon({ code: shown, amount }: Said, caller: Staff): Promise<ShownCoupon> {
  const [code, desk] = [typedCode(shown), await deskOf(caller)]
  return act(caller, 'redeem', (run) => {
    const refusal = couponRefusal(run, code, desk, amount)
    if (refusal) return refused(run, code, refusal)
    return { run, happened: { what: 'looked', code }, answer: () => shownCoupon(run, desk, amount) }
  })
}

/** Redeems the play coupon, once in a round. @throws as `lookAtPlayCoupon`, coupon_amount_required */
export async function redeemPlayCoupon({ code: shown, amount }: Said, caller: Staff): Promise<ShownCoupon> {
  const [code, desk] = [typedCode(shown), await deskOf(caller)]
  return act(caller, 'redeem', (run) => {
    const refusal =
      couponRefusal(run, code, desk, amount) ??
      (amount === undefined ? fail('coupon_amount_required') : undefined)
    if (refusal) return refused(run, code, refusal)
    const after = withUse(run, code, amount)
    return {
      run: after,
      happened: { what: 'redeemed', code },
      answer: () => shownCoupon(after, desk, amount),
    }
  })
}
