import { View } from '@tarojs/components'
import type { Adviser, Service, Slot } from '../../../booking/types'
import { feeText, whenText } from '../../../booking/words'

interface Props {
  service: Service
  slot: Slot | undefined
  adviser: Adviser | undefined
  busy: boolean
  isMove: boolean
  onGo: () => void
}

/** What will be booked, and the one tap that does it. */
export const BookBar = ({ service, slot, adviser, busy, isMove, onGo }: Props) => {
  const isLine = slot?.state === 'full' && !isMove
  const go = isMove ? '确认改约' : isLine ? '排队候补' : '确认预约'
  return (
    <View className="actionbar">
      <View className="grow">
        <View className="t15 w6 cut num">{slot ? whenText(slot.start) : '选一个时间'}</View>
        <View className="t13 c2 cut">
          {isLine
            ? '有空位通知你，为你留 30 分钟'
            : [service.name, adviser?.name, feeText(service.price)].filter(Boolean).join(' · ')}
        </View>
      </View>
      <View
        className={`btn ${slot ? 'btn--main' : 'btn--off'}${busy ? ' btn--busy' : ''}`}
        aria-role="button"
        onClick={onGo}
      >
        {busy ? '正在提交' : go}
      </View>
    </View>
  )
}
