import { useDoor } from '../../api/door'
import { UndoSheet } from '../UndoSheet'
import type { ShownCoupon } from './coupon.rules'

interface Props {
  coupon: ShownCoupon
  close: () => void
  undone: (reason: string) => void
}

/** A coupon redeemed by mistake goes back to the shopper (CO-3). */
export const UndoCoupon = ({ coupon, close, undone }: Props) => {
  const { call } = useDoor()
  return (
    <UndoSheet
      title="撤销这张券的核销"
      note="券回到顾客的卡包，原因会留在记录里。"
      reasons={['核错了券', '顾客不买了', '小票金额不对']}
      undo={(reason) =>
        call('POST /coupon-grants/:grantId/undo', { params: { grantId: coupon.grant.id }, body: { reason } })
      }
      undone={undone}
      close={close}
    />
  )
}
