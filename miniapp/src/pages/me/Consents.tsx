import { Switch, Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Profile } from '../../api/session'
import { changeMe } from '../../members/actions'
import { Icon } from '../../ui/Icon'

type Consent = keyof Profile['consents']
const TEXTS: [Consent, string, string][] = [
  ['personalised', '按我的喜好推荐', '用浏览和购买记录挑选给你看的商品'],
  ['massMessage', '接收店里的消息', '上新、活动和你关注的到货'],
  ['phone', '可以打电话给我', '到货、预约时店员会打给你'],
]

/** What the shopper agreed to; each can be taken back here (TR-2). */
export const Consents = ({ me }: { me: Profile }) => {
  const [saving, setSaving] = useState<Consent>()
  return (
    <View className="card card--list">
      <View className="cell">
        <Icon name="shield-check" className="cb" />
        <Text className="grow t15">隐私与授权</Text>
        <Text className="t13 c2">{Object.values(me.consents).filter(Boolean).length} 项已同意</Text>
      </View>
      {TEXTS.map(([name, title, text]) => (
        <View className="cell consent" key={name}>
          <View className="grow">
            <View className="t15">{title}</View>
            <View className="t13 c2">{text}</View>
          </View>
          <Switch
            id={`consent-${name}`}
            color="#1F5C4A"
            checked={me.consents[name]}
            disabled={saving === name}
            onChange={(event) => {
              setSaving(name)
              void changeMe({ consents: { [name]: event.detail.value } }).finally(() => setSaving(undefined))
            }}
          />
        </View>
      ))}
    </View>
  )
}
