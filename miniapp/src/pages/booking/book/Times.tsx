import { ScrollView, View } from '@tarojs/components'
import { useCallback, useEffect } from 'react'
import { call } from '../../../api/call'
import { useWatched } from '../../../api/useWatched'
import type { Slot } from '../../../booking/types'
import { dateText, dayLeft, isLow, monthText, weekText } from '../../../booking/words'
import { dayOf } from '../../../ui/format'
import { Head } from '../../../ui/parts'
import { Bone, ErrorState } from '../../../ui/states'
import { SlotBones, Slots } from './Slots'

/** Milliseconds until the places left are looked at again. */
const LOOK_MS = 10_000

interface Props {
  storeId: string
  serviceId: string
  day: string | undefined
  onDay: (day: string) => void
  start: string | undefined
  onSlot: (slot: Slot | undefined) => void
  /** Goes up when the places must be looked at again at once. */
  again: number
  now: Date
}

/** 哪天几点: the 30 days that can be booked with the places left of each, and the times of one (AP-1). */
export const Times = ({ storeId, serviceId, day, onDay, start, onSlot, again, now }: Props) => {
  const ask = useCallback(
    () => call('GET /stores/:storeId/services/:serviceId/days', { params: { storeId, serviceId } }),
    [storeId, serviceId],
  )
  const { answer, error, reload } = useWatched(ask, () => LOOK_MS, '没能打开日历')
  const days = answer?.days
  const today = dayOf(now)
  const shown = day ?? days?.find((it) => it.state === 'free')?.day ?? days?.[0]?.day

  useEffect(() => {
    if (again > 0) reload()
  }, [again, reload])

  return (
    <View className="card">
      <Head title="哪天几点" {...(shown ? { hint: monthText(shown) } : {})} />
      {days ? (
        <ScrollView scrollX enhanced showScrollbar={false} className="days hide-bar">
          <View className="days__in">
            {days.map((it) => (
              <View
                key={it.day}
                className={`day${it.day === shown ? ' day--on' : ''}${it.state === 'free' ? '' : ' day--full'}${isLow(it) ? ' day--low' : ''}`}
                aria-role="button"
                aria-label={`${weekText(it.day, today)} ${dateText(it.day)} 日 ${dayLeft(it)}`}
                onClick={() => onDay(it.day)}
              >
                <View className="day__s">{weekText(it.day, today)}</View>
                <View className="day__n num">{dateText(it.day)}</View>
                <View className="day__s day__left">{dayLeft(it)}</View>
              </View>
            ))}
          </View>
        </ScrollView>
      ) : error ? (
        <ErrorState small error={error} onRetry={reload} />
      ) : (
        <TimeBones />
      )}
      {days && shown && (
        <Slots
          key={`${serviceId}@${shown}`}
          storeId={storeId}
          serviceId={serviceId}
          day={shown}
          start={start}
          onSlot={onSlot}
          again={again}
          now={now}
        />
      )}
    </View>
  )
}

const TimeBones = () => (
  <View aria-hidden>
    <View className="row g8">
      {[0, 1, 2, 3, 4, 5].map((at) => (
        <View className="grow" key={at}>
          <Bone h={72} r={10} />
        </View>
      ))}
    </View>
    <SlotBones />
  </View>
)
