import { Text, View } from '@tarojs/components'
import { Icon } from '../ui/Icon'
import { Picture, Tag } from '../ui/parts'
import { openEvent } from './open'
import type { StoreEvent } from './types'
import { leafOf, PHASE_TONES, seatsText, timeText } from './words'
import './happenings.scss'

/** An event in a list: its day as a leaf of the calendar, what, where, and whether there is room. */
export const EventRow = ({ event }: { event: StoreEvent }) => {
  const { id, image, kindText, title, summary, store, phase, phaseText, audienceText, coupon } = event
  const { month, day, weekday } = leafOf(event.start)
  const tone = PHASE_TONES[phase]
  return (
    <View className="card card--flush event" hoverClass="press" onClick={() => openEvent(id)}>
      <View className="event__top">
        <Picture src={image} className="event__pic" />
        <View className="leaf">
          <Text className="leaf__m num">{month}</Text>
          <Text className="leaf__d num">{day}</Text>
          <Text className="leaf__w">{weekday}</Text>
        </View>
      </View>
      <View className="event__b">
        <View className="row g4">
          <Tag>{kindText}</Tag>
          {audienceText && <Tag tone="gold">{audienceText}</Tag>}
          {coupon && <Tag tone="accent">报名送券</Tag>}
        </View>
        <View className="t17 cut m4">{title}</View>
        <View className="t13 c2 cut">{summary}</View>
        <View className="row g4 t13 c2 m8">
          <Icon name="clock" size={16} />
          <Text className="cut num">{timeText(event)}</Text>
        </View>
        <View className="row between g8 m4">
          <View className="row g4 t13 c2 grow">
            <Icon name="store" size={16} />
            <Text className="cut">{store.name}</Text>
          </View>
          <Text className={`t13 nowrap ${event.left <= 5 && phase !== 'over' ? 'cw w5' : 'c2'}`}>
            {seatsText(event)}
          </Text>
        </View>
        <View className="row between g8 m12">
          <Tag {...(tone ? { tone } : {})}>{phaseText}</Tag>
          <View
            className={`btn btn--sm ${event.mine.action === 'signUp' ? 'btn--main' : event.mine.action === 'wait' ? 'btn--brand' : 'btn--tint'}`}
          >
            {event.mine.text}
          </View>
        </View>
      </View>
    </View>
  )
}
