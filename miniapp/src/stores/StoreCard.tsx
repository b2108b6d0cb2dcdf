import { Text, View } from '@tarojs/components'
import { Icon } from '../ui/Icon'
import { Tag } from '../ui/parts'
import { Bone } from '../ui/states'
import type { StoreSummary } from './currentStore'
import { OpenLabel } from './OpenLabel'
import { navigateToStore } from './open'
import { StoreThumb } from './StoreThumb'
import { distanceParts, SERVICES } from './words'
import './store.scss'

interface StoreCardProps {
  store: StoreSummary
  on?: boolean
  note?: string | undefined
  onClick: () => void
}

export const StoreCard = ({ store, on, note, onClick }: StoreCardProps) => {
  const distance = store.distance === undefined ? undefined : distanceParts(store.distance)
  const services = store.services.filter((it) => it !== 'pickup' && it !== 'returns').slice(0, 3)
  return (
    <View className={`card store${on ? ' store--on' : ''}`} hoverClass="press" onClick={onClick}>
      <StoreThumb art={store.art} />
      <View className="grow">
        <View className="row between g8">
          <View className="row g8 grow">
            <Text className="t17 cut">{store.name}</Text>
            {note && <Tag>{note}</Tag>}
          </View>
          {distance && (
            <Text className="t15 w6 num nowrap">
              {distance.value}
              <Text className="store__unit">{distance.unit}</Text>
            </Text>
          )}
        </View>
        <OpenLabel open={store.open} />
        <View className="t13 c2 cut">{store.address}</View>
        {services.length > 0 && (
          <View className="tags m8">
            {services.map((it) => (
              <Tag key={it} {...(it === 'delivery' ? {} : { tone: 'grey' as const })}>
                {SERVICES[it].short}
              </Tag>
            ))}
          </View>
        )}
      </View>
      <View
        className="round store__go"
        aria-label={`导航去${store.name}`}
        aria-role="button"
        hoverStopPropagation
        onClick={(event) => {
          event.stopPropagation()
          void navigateToStore(store)
        }}
      >
        <Icon name="navigation" />
      </View>
    </View>
  )
}

export const StoreCardBones = () => (
  <>
    {[1, 0.88, 0.72, 0.5].map((opacity) => (
      <View className="card store" key={opacity} style={{ opacity }} aria-hidden>
        <Bone w={72} h={72} r={10} />
        <View className="grow store__bones">
          <View className="row between">
            <Bone w={80} h={20} />
            <Bone w={44} h={16} />
          </View>
          <Bone w={128} h={12} />
          <Bone w="90%" h={12} />
          <View className="row g4">
            <Bone w={52} h={20} />
            <Bone w={44} h={20} />
            <Bone w={56} h={20} />
          </View>
        </View>
        <View className="store__go">
          <Bone w={44} h={44} r={22} />
        </View>
      </View>
    ))}
  </>
)
