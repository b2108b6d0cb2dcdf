import { Text, View } from '@tarojs/components'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import type { Profile } from '../../api/session'
import { changeMe } from '../../members/actions'
import { useCurrentStore } from '../../stores/currentStore'
import { openStore, pickStore } from '../../stores/open'
import { Icon } from '../../ui/Icon'

/** The member's own store; without one, the store being browsed can become it. */
export const HomeStore = ({ me }: { me: Profile | undefined }) => {
  const { data: here } = useCurrentStore()
  const id = me?.homeStoreId
  const { data: home } = useLoad(id ?? null, () =>
    call('GET /stores/:storeId', { params: { storeId: id ?? '' } }),
  )
  const own = home && home.id === id ? home : undefined
  return (
    <View className="cell">
      <Icon name="house-heart" className="cb" />
      <View className="grow" onClick={() => own && openStore(own.id)}>
        <View className="t15">常去的店</View>
        {own && (
          <View className="t13 c2 cut">
            {own.name} · {own.open.label}
          </View>
        )}
      </View>
      {me && here && here.id !== id ? (
        <View
          className="btn btn--sm btn--tint"
          aria-role="button"
          onClick={() => void changeMe({ homeStoreId: here.id })}
        >
          设为{here.name}
        </View>
      ) : (
        <View
          className="row t13 c2 hit"
          aria-role="button"
          onClick={() => (own ? openStore(own.id) : pickStore())}
        >
          <Text>{own ? '去看看' : '去选'}</Text>
          <Icon name="chevron-right" size={16} />
        </View>
      )}
    </View>
  )
}
