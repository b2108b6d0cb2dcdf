import { View } from '@tarojs/components'
import { useCallback, useEffect } from 'react'
import { call } from '../../../api/call'
import { useWatched } from '../../../api/useWatched'
import type { Slot } from '../../../booking/types'
import { slotLeft } from '../../../booking/words'
import { clockText } from '../../../ui/format'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'

const LOOK_MS = 6000
/** More places than this are said, not drawn. */
const MOST_DOTS = 4

interface Props {
  storeId: string
  serviceId: string
  day: string
  start: string | undefined
  onSlot: (slot: Slot | undefined) => void
  again: number
  now: Date
}

/** The times of one day with the places left, looked at again all the while. */
export const Slots = ({ storeId, serviceId, day, start, onSlot, again, now }: Props) => {
  const ask = useCallback(
    () =>
      call('GET /stores/:storeId/services/:serviceId/slots', {
        params: { storeId, serviceId },
        query: { day },
      }),
    [storeId, serviceId, day],
  )
  const { answer, error, reload } = useWatched(ask, () => LOOK_MS, '没能打开这一天')
  useEffect(() => {
    if (again > 0) reload()
  }, [again, reload])
  // The chosen time as it is now: full meanwhile means standing in line.
  const chosen = answer?.slots.find((it) => it.start === start)
  useEffect(() => {
    if (chosen) onSlot(chosen)
    // oxlint-disable-next-line react/exhaustive-deps -- told when the places change, not when the page draws
  }, [chosen?.state, chosen?.free])

  if (!answer) return error ? <ErrorState small error={error} onRetry={reload} /> : <SlotBones />
  const open = answer.slots.filter((it) => Date.parse(it.start) > now.getTime())
  if (open.length === 0)
    return (
      <EmptyState
        small
        title={answer.slots.length > 0 ? '今天的时间都过了' : (answer.reason ?? '这天不接受预约')}
        text="换一天看看"
      />
    )
  return (
    <View className="slots">
      {open.map((it) => (
        <Time key={it.start} slot={it} on={it.start === start} now={now} onSlot={onSlot} />
      ))}
    </View>
  )
}

const Time = ({
  slot,
  on,
  now,
  onSlot,
}: {
  slot: Slot
  on: boolean
  now: Date
  onSlot: (it: Slot) => void
}) => {
  const { state, free, capacity } = slot
  const left = slotLeft(slot, now)
  return (
    <View
      className={`slot slot--${state}${on ? ' slot--on' : ''}`}
      aria-role="radio"
      aria-label={`${clockText(slot.start)} ${left}`}
      {...(state === 'closed' ? {} : { hoverClass: 'press', onClick: () => onSlot(slot) })}
    >
      <View className="slot__t num">{clockText(slot.start)}</View>
      <View className="slot__c">
        {state === 'free' && capacity <= MOST_DOTS && (
          <View className="dots" aria-hidden>
            {Array.from({ length: capacity }, (_, at) => (
              <View className={`dots__d${at < capacity - free ? ' dots__d--taken' : ''}`} key={at} />
            ))}
          </View>
        )}
        {left}
      </View>
    </View>
  )
}

export const SlotBones = () => (
  <View className="slots" aria-hidden>
    {[0, 1, 2, 3, 4, 5].map((at) => (
      <View className="slot slot--bone" key={at}>
        <Bone h={56} r={10} />
      </View>
    ))}
  </View>
)
