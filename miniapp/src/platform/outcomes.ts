import type { PayOutcome } from './platform'

/** `requestPayment:fail cancel` is a shopper who changed their mind; anything else did not work. */
export const payOutcomeOf = (error: unknown): PayOutcome =>
  /cancel/i.test((error as { errMsg?: string } | undefined)?.errMsg ?? '') ? 'cancelled' : 'failed'
