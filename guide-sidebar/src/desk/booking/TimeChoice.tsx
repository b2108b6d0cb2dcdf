import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { clock } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'

interface Props {
  storeId: string
  serviceId: string
  start: string | undefined
  choose: (start: string | undefined) => void
}

const weekdayOf = (day: string) => '日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()]

/** A day of the next 30 and a time with a place left. */
export const TimeChoice = ({ storeId, serviceId, start, choose }: Props) => {
  const params = { storeId, serviceId }
  const days = useApi('GET /stores/:storeId/services/:serviceId/days', { params })
  const [chosen, setChosen] = useState<string>()
  const all = days.data?.answer.days.filter((it) => it.state !== 'closed') ?? []
  const day = chosen ?? all.find((it) => it.state === 'free')?.day
  if (!days.data)
    return days.error && !days.isValidating ? (
      <FailureState failure={days.error} retry={() => void days.mutate()} />
    ) : (
      <RowBones />
    )
  if (!day) return <p className="none">30 天内都约满了。</p>
  return (
    <fieldset className="choose">
      <legend>哪天几点</legend>
      <div className="strip">
        {all.map((it) => (
          <button
            key={it.day}
            type="button"
            className={it.day === day ? 'opt-chip two-lines sel' : 'opt-chip two-lines'}
            aria-pressed={it.day === day}
            disabled={it.state === 'full'}
            onClick={() => {
              setChosen(it.day)
              choose(undefined)
            }}
          >
            周{weekdayOf(it.day)} {Number(it.day.slice(5, 7))}/{it.day.slice(8)}
            <small className="t11">{it.state === 'full' ? '约满' : `余 ${it.free}`}</small>
          </button>
        ))}
      </div>
      <Times key={`${serviceId}${day}`} {...params} day={day} start={start} choose={choose} />
    </fieldset>
  )
}

const Times = ({ storeId, serviceId, day, start, choose }: Props & { day: string }) => {
  const { data, error, isValidating, mutate } = useApi('GET /stores/:storeId/services/:serviceId/slots', {
    params: { storeId, serviceId },
    query: { day },
  })
  if (!data)
    return error && !isValidating ? (
      <FailureState failure={error} retry={() => void mutate()} />
    ) : (
      <RowBones />
    )
  const free = data.answer.slots.filter((it) => it.state === 'free')
  if (free.length === 0) return <p className="none">这天没有空位了，换一天。</p>
  return (
    <div className="times">
      {free.map((it) => (
        <button
          key={it.start}
          type="button"
          className={it.start === start ? 'opt-chip two-lines sel' : 'opt-chip two-lines'}
          aria-pressed={it.start === start}
          onClick={() => choose(it.start)}
        >
          {clock(Date.parse(it.start))}
          <small className="t11">余 {it.free} 位</small>
        </button>
      ))}
    </div>
  )
}
