import { ScrollView, Text, View } from '@tarojs/components'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { goUse, openCentre } from './open'
import type { Offer } from './types'
import { useClaim } from './useClaim'
import { bigParts, priceOf } from './words'
import './strip.scss'

const MOST = 6

/** Coupons that can be claimed right here on the home page; nothing where there are none. */
export const CouponStrip = ({ storeId, ready }: { storeId: string | undefined; ready: boolean }) => {
  const who = useShared(token)
  const { data, reload } = useLoad(ready ? `${who}@${storeId}` : null, () =>
    call('GET /coupons', { query: storeId ? { storeId } : {} }),
  )
  const { claim, shown } = useClaim(reload)
  const offers = (data?.offers ?? [])
    .map((it) => shown(it))
    .filter((it) => it.mine.state === 'claimable' || it.mine.state === 'claimed')
    .slice(0, MOST)
  if (!offers.some((it) => it.mine.state === 'claimable')) return null
  return (
    <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar">
      <View className="rail__in">
        {offers.map((it) => (
          <Slip key={it.couponId} offer={it} onClaim={() => void claim(it)} />
        ))}
      </View>
    </ScrollView>
  )
}

const Slip = ({ offer, onClaim }: { offer: Offer; onClaim: () => void }) => {
  const { mine, big, small, title, channels } = offer
  const [before, number, after] = bigParts(big)
  const isOpen = mine.state === 'claimable'
  const isSold = priceOf(offer) > 0
  const act = (): void => {
    if (isOpen && isSold) openCentre()
    else if (isOpen) onClaim()
    else if (mine.grantId) goUse({ id: mine.grantId, channels })
  }
  return (
    <View className="slip">
      <View className="grow" onClick={openCentre}>
        <View className="base g4 slip__v num">
          <View className="slip__n">
            {before && <Text className="slip__u">{before}</Text>}
            {number}
            {after && <Text className="slip__u">{after}</Text>}
          </View>
          <Text className="t11 c2 cut">{small}</Text>
        </View>
        <View className="t11 c2 cut">{title}</View>
      </View>
      <View
        className={`slip__a${isOpen ? '' : ' slip__a--got'}`}
        hoverClass="press"
        aria-role="button"
        aria-label={`${isOpen ? (isSold ? '购买' : '领取') : '用'}${title}`}
        onClick={act}
      >
        {isOpen ? (isSold ? '购买' : '领取') : '已领'}
      </View>
    </View>
  )
}
