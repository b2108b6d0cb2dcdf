import { useDoor } from '../api/door'
import { UndoSheet } from './UndoSheet'
import type { Handover } from './handover.rules'

interface Props {
  handover: Handover
  close: () => void
  undone: (handover: Handover, reason: string) => void
}

/** Goods handed over by mistake come back, and the order waits again (OR-3). */
export const UndoPickup = ({ handover, close, undone }: Props) => {
  const { call } = useDoor()
  return (
    <UndoSheet
      title="撤销这次核销"
      note="货要收回，订单回到待自提。原因会留在记录里。"
      reasons={['核错了单', '顾客还没拿走', '货品有问题']}
      undo={(reason) =>
        call('POST /orders/:orderId/redemption/undo', {
          params: { orderId: handover.order.id },
          body: { reason },
        })
      }
      undone={(reason, next) => undone(next, reason)}
      close={close}
    />
  )
}
