import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { BuySheet } from '../../../coupons/BuySheet'
import { OfferTicket } from '../../../coupons/OfferTicket'
import { openWallet } from '../../../coupons/open'
import { Parting, TicketBones } from '../../../coupons/Ticket'
import type { Offer } from '../../../coupons/types'
import { useClaim } from '../../../coupons/useClaim'
import { priceOf } from '../../../coupons/words'
import { FromGuide } from '../../../guide/FromGuide'
import { SignInCard } from '../../../members/SignInCard'
import { prepareMessages } from '../../../orders/messages'
import { useCurrentStore } from '../../../stores/currentStore'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { EmptyState, ErrorState } from '../../../ui/states'
import { useReturn } from '../../../ui/useReturn'
import './index.scss'

/** 领券中心 (CO-2): what can be had now, what is had already, and what cannot be had and why; anybody may look. */
const Centre = () => {
  const { card } = useRouter<{ card?: string }>().params
  const signed = useShared(token)
  const store = useCurrentStore()
  const storeId = store.data?.id
  const isPlaced = !store.loading || store.error !== undefined
  const { data, error, reload } = useLoad(isPlaced ? `${signed}@${storeId}` : null, () =>
    call('GET /coupons', { query: storeId ? { storeId } : {} }),
  )
  const { claim, shown } = useClaim(reload)
  const [buying, setBuying] = useState<Offer>()
  useEffect(prepareMessages, [])
  useReturn(reload)

  // The order of the first look stays: a ticket does not run away from the finger that claimed it.
  const offers = (data?.offers ?? []).map((it) => shown(it))
  const of = (...states: Offer['mine']['state'][]): Offer[] =>
    offers.filter((it) => states.includes(it.mine.state))
  const open = of('claimable', 'claimed', 'notYet')
  const shut = of('soldOutToday', 'soldOut', 'notForYou')
  const ticket = (it: Offer) => (
    <OfferTicket
      key={it.couponId}
      offer={it}
      onClaim={() => (priceOf(it) > 0 ? setBuying(it) : void claim(it))}
    />
  )

  return (
    <View className="screen">
      <NavBar back title="领券中心" />
      <View className="screen__body screen__safe">
        <View className="stack centre">
          <FromGuide cardId={card} />
          {!signed && <SignInCard title="登录后领券" text="领到的券到店和线上都能用" />}
          {!data && error && <ErrorState error={error} onRetry={reload} />}
          {!data && !error && <TicketBones />}
          {data && (
            <>
              <View className="row between centre__head">
                <View className="t13 c2 cut">
                  {store.data ? `${store.data.name}能用的在前面` : '到店和线上都能用'}
                </View>
                <View className="row t13 cb w5 hit nowrap" aria-role="button" onClick={() => openWallet()}>
                  我的券
                  <Icon name="chevron-right" size={16} />
                </View>
              </View>
              {offers.length === 0 && (
                <EmptyState title="现在没有可领的券" text="换季和节日前后会放新券，过几天来看看" />
              )}
              {open.map(ticket)}
              {shut.length > 0 && <Parting>这些暂时领不了</Parting>}
              {shut.map(ticket)}
            </>
          )}
        </View>
      </View>
      {buying && <BuySheet offer={buying} onClose={() => setBuying(undefined)} onEnd={reload} />}
    </View>
  )
}
export default Centre
