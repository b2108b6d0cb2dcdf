import { env } from '../../config/env'

/**
 * Between two steps of a saga: where CRASH_AT names this place, the process dies as by kill -9. Tests prove with it that
 * what a dead process left is resumed; production refuses the setting.
 */
export function crashPoint(name: CrashPoint): void {
  if (env.CRASH_AT === name) process.kill(process.pid, 'SIGKILL')
}

export const crashPoints = [
  'order.held',
  'order.written',
  'order.prepared',
  'order.paid',
  'order.kept',
  'order.sentFor',
  'order.brought',
  'order.closedAtPlatform',
  'order.closed',
  'order.released',
  'order.handedOver',
  'order.sold',
  'order.refundWritten',
  'exchange.held',
  'exchange.written',
  'refund.restocked',
  'refund.asked',
] as const

/** Between the steps that only a presale takes (CA-4). */
export const presalePoints = [
  'presale.claimed',
  'presale.written',
  'presale.depositPaid',
  'presale.claimKept',
  'presale.balanceDue',
  'presale.balancePrepared',
  'presale.balancePaid',
  'allotment.moved',
  'presale.released',
] as const
/** Between the steps of claiming and using a coupon (CO-2, CO-4). */
export const couponPoints = [
  'coupon.dealt',
  'coupon.claimed',
  'coupon.locked',
  'coupon.settled',
  'coupon.returned',
  'couponCard.taken',
] as const
/** Between the steps of an appointment and its seats (AP-1). */
export const appointmentPoints = [
  'appointment.written',
  'appointment.advised',
  'appointment.seated',
  'appointment.freed',
  'appointment.lineMoved',
] as const
/** Between the steps of buying a coupon (CO-1). */
export const voucherPoints = [
  'voucher.reserved',
  'voucher.written',
  'voucher.activated',
  'voucher.released',
  'voucher.backAsked',
  'voucher.voided',
] as const
/** Between the steps of events, referrals and flash sales (AP-2, SO-4, SO-2). */
export const activityPoints = [
  'event.seated',
  'event.couponGiven',
  'referral.copyTaken',
  'referral.friendRewarded',
  'referral.inviterRewarded',
  'flash.passed',
  'flash.claimed',
  'flash.written',
] as const
/** Between the steps of a team's seats and orders (GB-1). */
export const groupPoints = [
  'group.seated',
  'group.claimed',
  'group.written',
  'group.paid',
  'group.claimKept',
  'group.seatPaid',
  'group.wentOn',
  'group.leaving',
  'group.left',
] as const
/** Between asking WeCom to hand customers over and noting its answer (GU-6). */
export const takeoverPoints = ['takeover.asked'] as const
/** Between writing a merge and telling the other processes (ME-1). */
export const memberPoints = ['member.merged'] as const
/** Between the steps of a chain's list, delivery and orders (GB-2). */
export const chainPoints = [
  'chain.claimed',
  'chain.written',
  'chain.paid',
  'chain.claimKept',
  'chain.entered',
  'chain.leaving',
  'chain.left',
  'chain.closing',
  'chain.closed',
  'allotment.gathered',
  'chain.gathered',
  'chain.sent',
  'chain.wentOn',
  'chain.shared',
  'chain.arrived',
] as const
export type CrashPoint = (
  | typeof crashPoints
  | typeof presalePoints
  | typeof couponPoints
  | typeof voucherPoints
  | typeof appointmentPoints
  | typeof activityPoints
  | typeof groupPoints
  | typeof chainPoints
  | typeof takeoverPoints
  | typeof memberPoints
)[number]
