import { Text, View } from '@tarojs/components'
import { OpenLabel } from '../../../stores/OpenLabel'
import { openCityPicker } from '../../../stores/open'
import { StoreThumb } from '../../../stores/StoreThumb'
import { distanceText } from '../../../stores/words'
import { StockLineBones } from '../../../stock/StockLines'
import { Icon } from '../../../ui/Icon'
import { Sheet } from '../../../ui/Sheet'
import { EmptyState, ErrorState } from '../../../ui/states'
import { missingText, type BasketStore } from './choices'
import type { Checkout } from './useCheckout'

interface StoreSheetProps {
  checkout: Checkout
  onClose: () => void
  onChoose: (storeId: string) => void
}

/** 整单可取 (ST-3b): stores that have the whole basket first, then those that lack something, and what. */
export const StoreSheet = ({ checkout, onClose, onChoose }: StoreSheetProps) => {
  const { stores, storeId, hasPoint, preview } = checkout
  const list = stores.data?.stores.filter((it) => it.store.services.includes('pickup')) ?? []
  const row = ({ store, complete, missing, reason }: BasketStore) => (
    <View
      className={`card pickstore${store.id === storeId ? ' pickstore--on' : ''}`}
      key={store.id}
      hoverClass="press"
      aria-role="radio"
      onClick={() => onChoose(store.id)}
    >
      <StoreThumb art={store.art} size={48} />
      <View className="grow">
        <View className="row g8">
          <Text className="t15 w6 cut">{store.name}</Text>
          {store.distance !== undefined && <Text className="t13 c2 num">{distanceText(store.distance)}</Text>}
        </View>
        <OpenLabel open={store.open} />
        <View className={`t13 m2 ${complete ? 'co w5' : 'cw'}`}>
          {complete ? reason : `缺 ${missingText(missing, preview?.lines)}`}
        </View>
      </View>
      {store.id === storeId && <Icon name="circle-check" size={24} className="cb" />}
    </View>
  )
  return (
    <Sheet title="选一家店取货" hint={stores.data?.choice.reason ?? ''} onClose={onClose}>
      {!hasPoint ? (
        <EmptyState small title="看不到附近的店" text="允许使用位置，或选一座城市">
          <View className="btn btn--brand" aria-role="button" onClick={() => openCityPicker()}>
            选择城市
          </View>
        </EmptyState>
      ) : stores.error && !stores.data ? (
        <ErrorState small error={stores.error} onRetry={stores.reload} />
      ) : !stores.data ? (
        <StockLineBones count={4} />
      ) : list.length === 0 ? (
        <EmptyState small title="附近没有能自提的店" text="换成送到家试试" />
      ) : (
        list.map(row)
      )}
    </Sheet>
  )
}
