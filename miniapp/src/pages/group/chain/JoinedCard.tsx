import { Text, View } from '@tarojs/components'
import type { Chain } from '../../../chains/types'
import { joinedTime } from '../../../chains/words'
import { Face } from '../../../ui/Faces'
import { Head } from '../../../ui/parts'
import { EmptyState } from '../../../ui/states'

/** 接龙名单: who joined lately, with their numbers. */
export const JoinedCard = ({ chain: { joined, people } }: { chain: Chain }) => (
  <View className="card">
    <Head title="接龙名单" hint={people > 0 ? `${people} 人` : ''} />
    {joined.length === 0 && <EmptyState small title="还没有人接" text="接第一个，后面的人跟着你" />}
    {joined.map((it, at) => (
      <View className="joined" key={it.no}>
        <Text className="t13 c2 num chain__nth">{it.no}</Text>
        <Face person={it} size="l" at={at} />
        <View className="grow">
          <View className="t15 w5 cut">{it.name}</View>
          <View className="t13 c2 cut">{it.text}</View>
        </View>
        <Text className="t13 c2 num nowrap">{joinedTime(it.at)}</Text>
      </View>
    ))}
    {people > joined.length && joined.length > 0 && (
      <View className="t13 c2 center m8">只列最近 {joined.length} 位</View>
    )}
  </View>
)
