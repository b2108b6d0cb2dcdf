import { Text, View } from '@tarojs/components'
import type { Team } from '../../../group/types'
import { seatTime } from '../../../group/words'
import { Face } from '../../../ui/Faces'
import { Head, Tag } from '../../../ui/parts'

/** 谁在团里: names as their owners show them, what each chose, and when they came. */
export const Joined = ({ team: { seats, size } }: { team: Team }) => {
  if (seats.length === 0) return null
  return (
    <View className="card">
      <Head title="谁在团里" hint={`${seats.length} / ${size} 人`} />
      {seats.map((it, at) => (
        <View className="joined" key={`${it.name}${it.at}`}>
          <Face person={it} size="l" at={at} />
          <View className="grow">
            <View className="row g4">
              <Text className="t15 w5 cut">{it.name}</Text>
              {it.isLeader && <Tag>团长</Tag>}
              {!it.isPaid && <Tag tone="warn">待付款</Tag>}
            </View>
            <View className="t13 c2 cut">{it.text}</View>
          </View>
          <Text className="t13 c2 num nowrap">{seatTime(it)}</Text>
        </View>
      ))}
    </View>
  )
}
