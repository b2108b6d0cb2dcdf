import { Text, View } from '@tarojs/components'
import { serverNow } from '../api/serverTime'
import { dueText } from '../ui/format'
import { Head } from '../ui/parts'
import type { Referral } from './types'

/** The campaign's rules as the shop wrote them. */
export const Terms = ({ campaign: { rules, until } }: { campaign: NonNullable<Referral['campaign']> }) => (
  <View className="card">
    <Head title="规则" hint={`到 ${dueText(until, new Date(serverNow()))}`} />
    {rules.map((it) => (
      <View className="ruledot t13" key={it}>
        <View className="ruledot__d" />
        <Text className="grow">{it}</Text>
      </View>
    ))}
  </View>
)
