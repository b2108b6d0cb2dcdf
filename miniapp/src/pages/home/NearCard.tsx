import { Text, View } from '@tarojs/components'
import type { useCurrentStore } from '../../stores/currentStore'
import { OpenLabel } from '../../stores/OpenLabel'
import { navigateToStore, openCityPicker, openStore, pickStore } from '../../stores/open'
import { locateAgain } from '../../stores/place'
import { distanceParts, walkText } from '../../stores/words'
import { Icon } from '../../ui/Icon'
import { Tag } from '../../ui/parts'
import { Bone, ErrorState } from '../../ui/states'

type Current = ReturnType<typeof useCurrentStore>

const Bones = () => (
  <View className="card near" aria-hidden>
    <View className="row between">
      <Bone w={120} h={20} />
      <Bone w={56} h={20} />
    </View>
    <View className="m8">
      <Bone w={184} h={14} />
    </View>
    <View className="m8">
      <Bone w={240} h={14} />
    </View>
    <View className="m12">
      <Bone h={32} r={8} />
    </View>
  </View>
)

const Nowhere = ({ city }: { city?: string | undefined }) => (
  <View className="card near">
    <View className="t17">{city ? `${city}还没有门店` : '先告诉我们你在哪'}</View>
    <View className="t13 c2 m4">
      {city
        ? '换一座城市看看，或回到你所在的地方'
        : '没有拿到位置，所以看不到离你最近的店。选一座城市也能看门店和库存'}
    </View>
    <View className="row g8 m12">
      <View className="btn btn--brand grow" aria-role="button" onClick={() => openCityPicker()}>
        选择城市
      </View>
      <View className="btn btn--tint grow" aria-role="button" onClick={() => void locateAgain()}>
        <Icon name="locate-fixed" size={16} />
        重新定位
      </View>
    </View>
  </View>
)

const VIA = { scan: '扫码进店', choice: '你选的店' } as const

/** The store the page is about, with its open state and distance on top. */
export const NearCard = ({ store }: { store: Current }) => {
  const { data, error, loading, where, chosen, reload } = store
  if (!data && error)
    return (
      <View className="card near">
        <ErrorState error={error} onRetry={reload} small />
      </View>
    )
  if (!data && loading) return <Bones />
  if (!data) return <Nowhere city={where.kind === 'city' ? where.name : undefined} />
  const distance = data.distance === undefined ? undefined : distanceParts(data.distance)
  const walk = data.distance === undefined ? undefined : walkText(data.distance)
  const via = chosen ? VIA[chosen.via] : where.kind === 'located' ? '离你最近' : data.city
  return (
    <View className="card card--flush near">
      <View className="near__main" onClick={() => openStore(data.id)}>
        <View className="row between g8">
          <View className="row g8 grow">
            <Text className="t17 cut">{data.name}</Text>
            <Tag>{via}</Tag>
          </View>
          {distance && (
            <Text className="near__dist num">
              {distance.value}
              <Text className="near__unit">{distance.unit}</Text>
            </Text>
          )}
        </View>
        <View className="row between g8 m4">
          <OpenLabel
            open={data.open}
            {...(data.open.state === 'open' && data.open.today ? { detail: `今天 ${data.open.today}` } : {})}
          />
          {walk && <Text className="t13 c2 nowrap">{walk}</Text>}
        </View>
        <View className="t13 c2 cut m4">{[data.address, data.landmark].filter(Boolean).join(' · ')}</View>
      </View>
      <View className="near__acts">
        <View
          className="near__act"
          hoverClass="press"
          aria-role="button"
          onClick={() => void navigateToStore(data)}
        >
          <Icon name="navigation" size={16} />
          导航
        </View>
        <View className="near__act" hoverClass="press" aria-role="button" onClick={() => openStore(data.id)}>
          <Icon name="store" size={16} />
          进店看看
        </View>
        <View className="near__act" hoverClass="press" aria-role="button" onClick={pickStore}>
          <Icon name="refresh-cw" size={16} />
          换一家
        </View>
      </View>
    </View>
  )
}
