/** Days of sales the default threshold covers: about what a delivery from a warehouse takes. */
export const LEAD_DAYS = 3
/** Days the speed of sale is read from. */
export const SALES_DAYS = 28

export interface Limits {
  /** Set by staff. */
  own?: number
  /** Pieces sold within `SALES_DAYS`. */
  sold?: number
}

/**
 * At or below so many pieces that can be promised a location runs low (IN-5): what staff set, else what is sold in
 * `LEAD_DAYS`. The safety stock is on top: it is never promised.
 */
export const thresholdOf = ({ own, sold = 0 }: Limits): number =>
  own ?? Math.ceil((Math.max(0, sold) * LEAD_DAYS) / SALES_DAYS)

export const isLow = (available: number, limits: Limits): boolean => available <= thresholdOf(limits)
