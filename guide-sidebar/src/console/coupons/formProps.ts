import type { Problems } from '../edit/useEditor'
import type { CouponForm, Part } from './draft.rules'

/** What every part of the coupon's form works with. */
export interface FormProps {
  form: CouponForm
  set: (change: Partial<CouponForm>) => void
  problems: Problems<Part>
  /** Why what was decided cannot be changed any more. */
  locked?: string | undefined
  /** Why not even words, more quota and a later end can be changed. */
  quotaLocked?: string | undefined
  /** The beginning of claiming stays. */
  isBegun: boolean
  /** Headquarters only: for every store. */
  mayAll: boolean
}
