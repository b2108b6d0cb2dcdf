import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import type { Api } from '../../../../../server/api'
import { call } from '../../../api/call'
import { platform } from '../../../platform'
import type { NearbyStore } from '../../../stock/useNearbyStock'
import { navigateToStore, openStore } from '../../../stores/open'
import { distanceText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'

type StoreDetail = Api['GET /stores/:storeId']['response']

/** Reads the store whole, then does something with it; the store's page is where one goes when that fails. */
async function withStore(storeId: string, act: (store: StoreDetail) => Promise<unknown>): Promise<void> {
  try {
    await act(await call('GET /stores/:storeId', { params: { storeId }, query: {} }))
  } catch {
    openStore(storeId)
  }
}

/** One main action: the way to the nearest store that has it now. */
export const ActionBar = ({ stores }: { stores: NearbyStore[] | undefined }) => {
  const best = stores?.find((it) => it.level !== 'out') ?? stores?.[0]
  const has = best && best.level !== 'out'
  return (
    <View className="actionbar">
      <View
        className="icobtn"
        aria-role="button"
        onClick={() =>
          best ? openStore(best.store.id) : void Taro.switchTab({ url: '/pages/stores/index' })
        }
      >
        <Icon name="store" />
        门店
      </View>
      {best ? (
        <>
          <View
            className="btn btn--tint"
            aria-role="button"
            onClick={() => void withStore(best.store.id, (it) => platform.callPhone(it.phone))}
          >
            <Icon name="phone" size={16} />
            问店员
          </View>
          <View
            className="btn btn--main grow"
            aria-role="button"
            onClick={() => void withStore(best.store.id, navigateToStore)}
          >
            <View className="btn__two">
              <Text>{has ? '去店里买' : '去门店看看'}</Text>
              <Text className="btn__small">
                {[
                  best.store.name,
                  best.store.distance !== undefined && distanceText(best.store.distance),
                  best.label,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </View>
          </View>
        </>
      ) : (
        <View
          className="btn btn--main grow"
          aria-role="button"
          onClick={() => void Taro.switchTab({ url: '/pages/stores/index' })}
        >
          找一家店
        </View>
      )}
    </View>
  )
}
