import Taro from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { addToBag, cart, loadCart } from '../../../cart/cart'
import { signedIn } from '../../../members/actions'
import { openCheckout } from '../../../orders/draft'
import { openDeposit } from '../../../presales/open'
import type { Presale } from '../../../presales/types'
import { isOpen } from '../../../presales/words'
import type { NearbyStore } from '../../../stock/useNearbyStock'
import { chosenStore } from '../../../stores/entry'
import { openStore } from '../../../stores/open'
import { distanceText } from '../../../stores/words'
import { billText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { say, sayError } from '../../../ui/say'
import { placeToBuy } from './placeToBuy'

interface ActionBarProps {
  skuId: string
  quantity: number
  stores: NearbyStore[] | undefined
  /** An offer of these goods. */
  presale: Presale | undefined
}

/** Into the bag, or straight to the checkout; of a presale to its deposit. From the store in which it can be picked up soonest. */
export const ActionBar = ({ skuId, quantity, stores, presale }: ActionBarProps) => {
  const signed = useShared(token)
  const pieces = useShared(cart)?.pieces ?? 0
  const chosen = useShared(chosenStore)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    if (signed && !cart.get()) loadCart().catch(() => undefined)
  }, [signed])

  const best = placeToBuy(stores, quantity, chosen?.storeId)
  const nearest = stores?.[0]
  const hint = best
    ? [best.store.name, best.store.distance !== undefined && distanceText(best.store.distance)]
        .filter(Boolean)
        .join(' ')
    : stores
      ? '附近没货，看看能不能送'
      : '到店取或送到家'

  const put = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    try {
      if (!(await signedIn())) return
      await addToBag({
        skuId,
        quantity,
        ...(best ? { way: 'pickup', storeId: best.store.id } : { way: 'delivery' }),
      })
      say(best ? `放进购物袋了，${best.store.name}自提` : '放进购物袋了，送到家')
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
    }
  }
  const buy = async (): Promise<void> => {
    if (!(await signedIn())) return
    openCheckout({
      lines: [{ skuId, quantity }],
      way: best || !stores ? 'pickup' : 'local1h',
      storeId: best?.store.id,
    })
  }
  const payDeposit = async ({ id, perMember }: Presale): Promise<void> => {
    if (await signedIn()) openDeposit(id, Math.min(quantity, perMember))
  }
  return (
    <View className="actionbar">
      <View
        className="icobtn"
        aria-role="button"
        onClick={() =>
          nearest
            ? openStore((best ?? nearest).store.id)
            : void Taro.switchTab({ url: '/pages/stores/index' })
        }
      >
        <Icon name="store" />
        门店
      </View>
      <View
        className="icobtn icobtn--bag"
        aria-role="button"
        onClick={() => void Taro.switchTab({ url: '/pages/bag/index' })}
      >
        <Icon name="shopping-bag" />
        {pieces > 0 && <Text className="badge num">{pieces > 99 ? '99+' : pieces}</Text>}
        购物袋
      </View>
      <View
        className={`btn btn--tint grow${busy ? ' btn--busy' : ''}`}
        aria-role="button"
        onClick={() => void put()}
      >
        加入购物袋
      </View>
      {presale && isOpen(presale) ? (
        <View className="btn btn--main buy" aria-role="button" onClick={() => void payDeposit(presale)}>
          <View className="btn__two">
            <Text>付定金</Text>
            <Text className="btn__small num">{billText(presale.deposit)} 一件</Text>
          </View>
        </View>
      ) : (
        <View className="btn btn--main buy" aria-role="button" onClick={() => void buy()}>
          <View className="btn__two">
            <Text>立即购买</Text>
            <Text className="btn__small cut buy__hint">{hint}</Text>
          </View>
        </View>
      )}
    </View>
  )
}
