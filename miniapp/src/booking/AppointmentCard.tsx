import { Text, View } from '@tarojs/components'
import { dayOf } from '../ui/format'
import { openAppointment, openMove } from './open'
import type { Appointment } from './types'
import { dateText, isChangeable, isComing, monthText, nextText, toneOf, weekText } from './words'
import { clockText } from '../ui/format'
import './booking.scss'

/** An appointment as a leaf of the calendar, with what happens next. */
export const AppointmentCard = ({ appointment: it, now }: { appointment: Appointment; now: Date }) => {
  const day = dayOf(new Date(it.start))
  const coming = isComing(it, now)
  return (
    <View
      className={`appt${coming ? '' : ' appt--past'}`}
      hoverClass="press"
      aria-role="button"
      onClick={() => openAppointment(it.id)}
    >
      <View className="appt__d">
        <Text>{weekText(day, dayOf(now))}</Text>
        <Text className="appt__n num">{dateText(day)}</Text>
        <Text>{monthText(day)}</Text>
      </View>
      <View className="grow">
        <View className="t15 w6 cut num">
          {clockText(it.start)} {it.service.name}
        </View>
        <View className="t13 c2 cut">
          {[it.store.name, it.adviser?.name, `${it.service.minutes} 分钟`].filter(Boolean).join(' · ')}
        </View>
        <View className={`t13 cut ${coming ? `${toneOf(it)} w5` : 'c2'}`}>
          {coming ? `${it.statusText}，${nextText(it, now)}` : it.statusText}
        </View>
      </View>
      {isChangeable(it, now) && (
        <View
          className="btn btn--sm btn--line"
          aria-role="button"
          aria-label={`改约${it.service.name}`}
          onClick={(event) => {
            event.stopPropagation()
            openMove(it.id)
          }}
        >
          改约
        </View>
      )}
    </View>
  )
}
