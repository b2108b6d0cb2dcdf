import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { chosenStore } from '../stores/entry'
import { place } from '../stores/place'
import { Sheet } from '../ui/Sheet'
import { askArrivals, askScene, gifts, keyOfGift, type Gift } from './gifts'
import { OfferTicket } from './OfferTicket'
import { useClaim } from './useClaim'
import './gifts.scss'

const hintOf = ({ how, store }: Gift): string =>
  how.way === 'scene' ? '扫码进店的礼，领了就能用' : `${store.name}就在附近，到店就能用`

/**
 * 扫码领礼 and 到店礼 (ST-5, ST-4): what the scanned store and stores within 3 km give, offered once. Without a position
 * no store is near, and nothing is shown.
 */
export const GiftSheet = ({ onTab }: { onTab?: boolean }) => {
  const who = useShared(token)
  const where = useShared(place)
  const scene = useShared(chosenStore)?.scene
  const list = useShared(gifts)
  const { claim, shown } = useClaim(() => undefined)

  useEffect(() => {
    if (who && where.kind === 'located') void askArrivals(who, where.position)
  }, [who, where])
  useEffect(() => {
    if (who && scene) void askScene(who, scene)
  }, [who, scene])

  /** Gifts not claimed yet wait here until the shopper is back: the shop does not offer them again. */
  const leave = (): void => gifts.set(list.filter((it) => shown(it.offer, it.how).mine.state === 'claimable'))

  const [first] = list
  if (!first) return null
  const isOne = list.every((it) => it.store.id === first.store.id)
  return (
    <Sheet
      title={isOne ? `${first.store.name}送你` : '附近门店送你'}
      hint={isOne ? hintOf(first) : '每家店的礼只送一次，到店就能用'}
      overTabs={onTab}
      onClose={() => gifts.set([])}
    >
      <View className="gifts">
        {list.map((it) => (
          <View key={keyOfGift(it)}>
            {!isOne && <View className="t13 w5 gifts__store">{it.store.name}</View>}
            <OfferTicket
              offer={shown(it.offer, it.how)}
              onClaim={() => void claim(shown(it.offer, it.how), it.how)}
              onLeave={leave}
            />
          </View>
        ))}
      </View>
    </Sheet>
  )
}
