import { Text, View } from '@tarojs/components'
import { OpenLabel } from '../stores/OpenLabel'
import { openStore } from '../stores/open'
import { StoreThumb } from '../stores/StoreThumb'
import { distanceText, SERVICES } from '../stores/words'
import { Icon } from '../ui/Icon'
import { StockDot } from '../ui/parts'
import { Bone } from '../ui/states'
import type { NearbyStore } from './useNearbyStock'
import './stock.scss'

/** Stores with what they have of one SKU, nearest first; `far` shows how far. */
export const StockLines = ({ stores, far }: { stores: NearbyStore[]; far: boolean }) => (
  <View>
    {stores.map(({ store, level, label }) => (
      <View className="near3" key={store.id} hoverClass="press" onClick={() => openStore(store.id)}>
        <StoreThumb art={store.art} size={48} />
        <View className="grow">
          <View className="row between g8">
            <View className="row g8 grow">
              <Text className="t15 w6 cut">{store.name}</Text>
              {far && store.distance !== undefined && (
                <Text className="t13 c2 num">{distanceText(store.distance)}</Text>
              )}
            </View>
            <StockDot level={level} label={label} big />
          </View>
          <View className="row between g8">
            <OpenLabel open={store.open} />
            <View className="row g8 t13 c2 nowrap">
              {store.services.map((it) => (
                <View className="row g4" key={it}>
                  <Icon name={SERVICES[it].icon} size={16} />
                  {it === 'pickup' ? '自提' : '送'}
                </View>
              ))}
            </View>
          </View>
        </View>
      </View>
    ))}
  </View>
)

export const StockLineBones = ({ count = 3 }: { count?: number }) => (
  <View aria-hidden>
    {Array.from({ length: count }, (_, at) => (
      <View className="near3" key={at}>
        <Bone w={48} h={48} r={10} />
        <View className="grow">
          <View className="row between">
            <Bone w={96} h={18} />
            <Bone w={48} h={16} />
          </View>
          <View className="m8">
            <Bone w={140} h={14} />
          </View>
        </View>
      </View>
    ))}
  </View>
)
