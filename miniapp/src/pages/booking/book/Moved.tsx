import { View } from '@tarojs/components'
import { ServicePicture } from '../../../booking/ServicePicture'
import type { Appointment } from '../../../booking/types'
import { whenText } from '../../../booking/words'

/** The appointment that is given another time. */
export const Moved = ({ appointment: { service, store, start } }: { appointment: Appointment }) => (
  <View className="card row g12">
    <ServicePicture kind={service.kind} />
    <View className="grow">
      <View className="t15 w6 cut">{service.name}</View>
      <View className="t13 c2 cut">
        {store.name} · {service.minutes} 分钟
      </View>
      <View className="t13 c2 num">原来约在 {whenText(start)}</View>
    </View>
  </View>
)
