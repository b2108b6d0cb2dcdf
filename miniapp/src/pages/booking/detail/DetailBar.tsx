import { View } from '@tarojs/components'
import { accept, cancel } from '../../../booking/actions'
import { openBook, openMove } from '../../../booking/open'
import type { Appointment } from '../../../booking/types'
import { isChangeable } from '../../../booking/words'

interface Props {
  appointment: Appointment
  now: Date
  busy: boolean
  onAct: (work: (it: Appointment) => Promise<Appointment | undefined>) => void
}

/** What can be done with an appointment as it is. */
export const DetailBar = ({ appointment: it, now, busy, onAct }: Props) => {
  const button = (text: string, tone: string, onClick: () => void) => (
    <View
      key={text}
      className={`btn ${tone} grow${busy ? ' btn--busy' : ''}`}
      aria-role="button"
      onClick={onClick}
    >
      {text}
    </View>
  )
  const again = () => openBook(it.store.id, it.service.id)
  const buttons = (() => {
    switch (it.status) {
      case 'booked':
        return isChangeable(it, now)
          ? [
              button('取消预约', 'btn--line', () => onAct(cancel)),
              button('改约', 'btn--brand', () => openMove(it.id)),
            ]
          : [button('再约一个时间', 'btn--tint', again)]
      case 'waiting':
        return [button('不候补了', 'btn--line', () => onAct(cancel)), button('换个时间', 'btn--tint', again)]
      case 'offered':
        return [
          button('不要了', 'btn--line', () => onAct(cancel)),
          button('就要这个时间', 'btn--main', () => onAct(accept)),
        ]
      case 'asked':
      case 'checkedIn':
        return []
      default:
        return [button('再约一次', 'btn--brand', again)]
    }
  })()
  return buttons.length > 0 ? <View className="actionbar">{buttons}</View> : null
}
