import Taro, { useDidShow } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { groupsOf } from '../../cart/groups'
import { useCart } from '../../cart/useCart'
import { AddedCard } from '../../guide/AddedCard'
import { addedOf } from '../../guide/added'
import { useOpened } from '../../guide/useOpened'
import { SignInButton } from '../../members/SignInCard'
import { useCurrentStore } from '../../stores/currentStore'
import { openStore } from '../../stores/open'
import { NavBar } from '../../ui/NavBar'
import { Bone, EmptyState, ErrorState } from '../../ui/states'
import { seenGoods } from '../../catalog/seen'
import { BagBar } from './BagBar'
import { GroupCard } from './GroupCard'
import { Seen } from './Seen'
import { useChoice } from './useChoice'
import './index.scss'

/** The bag: goods by the store they are picked up in, and those to be delivered (OR-1). */
const Bag = () => {
  const { signed, data, error, reload } = useCart()
  const shop = useCurrentStore().data
  useOpened()
  const [seen, setSeen] = useState(seenGoods)
  useDidShow(() => setSeen(seenGoods()))
  const lines = data?.lines ?? []
  const { chosen, tap } = useChoice(lines)
  return (
    <View className="screen">
      <NavBar title={data && data.pieces > 0 ? `购物袋 ${data.pieces} 件` : '购物袋'} />
      <View className="screen__body bag">
        <View className="stack">
          {signed && !data && error && <ErrorState error={error} onRetry={reload} />}
          {signed && !data && !error && <BagBones />}
          {data && error && lines.length > 0 && (
            <View className="note note--warn">库存和价格暂时没连上，下面是刚才的</View>
          )}
          {addedOf(lines).map((it) => (
            <AddedCard key={it.cartId} added={it} />
          ))}
          {groupsOf(lines).map((it) => (
            <GroupCard key={it.key} group={it} chosen={chosen} onTap={tap} />
          ))}
        </View>
        {!signed && (
          <EmptyState title="登录后用购物袋" text="放进来的货，换个手机也还在">
            <SignInButton />
          </EmptyState>
        )}
        {data && lines.length === 0 && (
          <EmptyState
            title="袋子还空着"
            text={shop ? `${shop.name}今天有的，都能放进来` : '看中的放进来，到店取或送到家'}
          >
            <View
              className="btn btn--brand"
              aria-role="button"
              onClick={() =>
                shop ? openStore(shop.id) : void Taro.switchTab({ url: '/pages/stores/index' })
              }
            >
              {shop ? `去${shop.name}逛逛` : '找一家店'}
            </View>
          </EmptyState>
        )}
        {lines.length < 3 && <Seen goods={seen} shop={shop} />}
      </View>
      {lines.length > 0 && <BagBar lines={lines} chosen={chosen} />}
    </View>
  )
}
export default Bag

const BagBones = () => (
  <>
    {[0, 1].map((at) => (
      <View className="card" key={at} aria-hidden>
        <Bone w={120} h={24} />
        {[0, 1].map((line) => (
          <View className="row g12 m16" key={line}>
            <Bone w={64} h={64} r={10} />
            <View className="grow">
              <Bone w="80%" h={18} />
              <View className="m8">
                <Bone w={72} h={18} />
              </View>
            </View>
          </View>
        ))}
      </View>
    ))}
  </>
)
