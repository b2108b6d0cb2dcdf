import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import { openWallet } from '../../coupons/open'
import { Icon } from '../../ui/Icon'
import { useReturn } from '../../ui/useReturn'

/** The way to the coupons, with how many there are and how many end soon. */
export const Coupons = () => {
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))
  const counts = useLoad(`${visit}`, () => call('GET /me/coupons', { query: { limit: 1 } })).data?.counts
  return (
    <View className="cell" hoverClass="press" aria-role="button" onClick={() => openWallet()}>
      <Icon name="ticket-percent" className="cb" />
      <Text className="grow t15">优惠券</Text>
      {counts && (
        <View className="t13 c2 num">
          {counts.usable > 0 ? `${counts.usable} 张可用` : '去领券'}
          {counts.expiring > 0 && <Text className="cw w5"> · {counts.expiring} 张快到期</Text>}
        </View>
      )}
      <Icon name="chevron-right" size={16} className="c2" />
    </View>
  )
}
