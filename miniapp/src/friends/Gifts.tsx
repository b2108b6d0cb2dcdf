import { View } from '@tarojs/components'
import { Ticket } from '../coupons/Ticket'
import type { Referral } from './types'

type Campaign = NonNullable<Referral['campaign']>

/** What both get, once the friend's first order is in their hands. */
export const Gifts = ({ campaign, isFriend }: { campaign: Campaign; isFriend?: boolean }) => (
  <View className="gifts2">
    <View className="t13 c2">{isFriend ? '你得' : '好友得'}</View>
    <Ticket face={campaign.friendCoupon} />
    <View className="t13 c2">{isFriend ? '好友得' : '你得'}</View>
    <Ticket face={campaign.inviterCoupon} />
  </View>
)
