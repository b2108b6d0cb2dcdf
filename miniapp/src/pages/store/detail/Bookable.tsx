import { View } from '@tarojs/components'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { openBook } from '../../../booking/open'
import { ServicePicture } from '../../../booking/ServicePicture'
import { feeText } from '../../../booking/words'
import { Head } from '../../../ui/parts'

const MOST = 3

/** 到店预约: what can be booked here; nothing while it is not known. */
export const Bookable = ({ storeId }: { storeId: string }) => {
  const { data } = useLoad(storeId, () => call('GET /stores/:storeId/services', { params: { storeId } }))
  const services = data?.services ?? []
  if (services.length === 0) return null
  return (
    <View className="card">
      <Head
        title="到店预约"
        hint="约好时间，到店有人等你"
        {...(services.length > MOST
          ? { more: `${services.length} 项`, onMore: () => openBook(storeId) }
          : {})}
      />
      {services.slice(0, MOST).map((it) => (
        <View
          className="bookable"
          key={it.id}
          hoverClass="press"
          aria-role="button"
          aria-label={`预约${it.name}`}
          onClick={() => openBook(storeId, it.id)}
        >
          <ServicePicture kind={it.kind} />
          <View className="grow">
            <View className="t15 w6 cut">{it.name}</View>
            <View className="t13 c2 cut">
              {[`${it.minutes} 分钟`, feeText(it.price), it.summary].filter(Boolean).join(' · ')}
            </View>
          </View>
          <View className="btn btn--sm btn--tint">预约</View>
        </View>
      ))}
    </View>
  )
}
