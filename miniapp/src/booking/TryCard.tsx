import { View } from '@tarojs/components'
import { call } from '../api/call'
import { useLoad } from '../api/useLoad'
import { useCategories } from '../catalog/categories'
import { distanceText } from '../stores/words'
import { Icon } from '../ui/Icon'
import { fittingKinds } from './fit'
import { openBook } from './open'
import { ServicePicture } from './ServicePicture'

interface Props {
  categoryId: string
  /** Nearest first. */
  stores: { id: string; name: string; services: string[]; distance?: number | undefined }[] | undefined
}

/** 到店试: goods that one tries, with the nearest store where a time can be booked for it; nothing where none fits. */
export const TryCard = ({ categoryId, stores }: Props) => {
  const { data: tree } = useCategories()
  const kinds = fittingKinds(tree ?? [], categoryId)
  const store = stores?.find((it) => it.services.includes('booking'))
  const { data } = useLoad(store && kinds.length > 0 ? store.id : null, () =>
    call('GET /stores/:storeId/services', { params: { storeId: store?.id ?? '' } }),
  )
  const service = kinds
    .map((kind) => data?.services.find((it) => it.kind === kind))
    .find((it) => it !== undefined)
  if (!store || !service) return null
  return (
    <View
      className="card row g12"
      hoverClass="press"
      aria-role="button"
      aria-label={`预约${service.name}`}
      onClick={() => openBook(store.id, service.id)}
    >
      <ServicePicture kind={service.kind} />
      <View className="grow">
        <View className="t15 w6 cut">到店试试 · {service.name}</View>
        <View className="t13 c2 cut">
          {[
            store.name,
            store.distance !== undefined && distanceText(store.distance),
            `${service.minutes} 分钟`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </View>
      </View>
      <View className="row t13 cb w5 nowrap">
        约时间
        <Icon name="chevron-right" size={16} />
      </View>
    </View>
  )
}
