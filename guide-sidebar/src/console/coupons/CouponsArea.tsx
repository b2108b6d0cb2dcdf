import { CouponDesk, CouponEditor } from './CouponEditor'
import { CouponPage } from './CouponPage'
import { CouponsPage } from './CouponsPage'

/** Coupons: the list, one with what came of it, and its editor; which one the address says. */
export const CouponsArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <CouponDesk />
  if (id && part === 'edit') return <CouponEditor couponId={id} />
  return id ? <CouponPage couponId={id} /> : <CouponsPage />
}
