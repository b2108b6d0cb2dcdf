import { Text, View } from '@tarojs/components'
import { EmptyFace, Face } from '../ui/Faces'
import type { Team } from './types'
import './group.scss'

/** Four sit two by two, more of them closer together. */
const rowOf = (size: number): string =>
  size === 4 ? 'seats__row seats__row--four' : `seats__row${size > 4 ? ' seats__row--many' : ''}`

/** Every seat of a team: who sits on it, who still has to pay, and which are free. */
export const SeatRow = ({ team: { seats, left, state } }: { team: Team }) => {
  const isOpen = state === 'open' || state === 'opening'
  return (
    <View className={rowOf(seats.length + left)}>
      {seats.map((it, at) => (
        <View className="seats__s" key={`${it.name}${it.at}`}>
          <Face person={it} size="xl" at={at} />
          {(it.isLeader || !it.isPaid) && (
            <Text className={`seats__tag${it.isPaid ? '' : ' seats__tag--wait'}`}>
              {it.isPaid ? '团长' : '待付款'}
            </Text>
          )}
          <Text className="seats__n cut">{it.name}</Text>
        </View>
      ))}
      {isOpen &&
        Array.from({ length: left }, (_, at) => (
          <View className="seats__s" key={at}>
            <EmptyFace size="xl" />
            <Text className="seats__n seats__n--free">等人加入</Text>
          </View>
        ))}
    </View>
  )
}
