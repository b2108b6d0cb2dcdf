import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { useAction } from '../useAction'
import type { Booked } from './booking.rules'

interface Props {
  booked: Booked
  guide: Guide
  changed: () => void
}

/** Who serves the customer; a manager gives it to somebody else who is free then (AP-1). */
export const AdviserRow = ({ booked, guide, changed }: Props) => {
  const [isChoosing, setChoosing] = useState(false)
  const { adviser, status } = booked
  if (!adviser) return null
  const mayGive = guide.role === 'manager' && status === 'booked'
  return (
    <>
      <div className="li">
        <Avatar name={adviser.name} src={adviser.avatar} size={32} />
        <span className="grow">
          <b className="m block cut">{adviser.name}</b>
          <span className="i2 t11">{adviser.isChosen ? '顾客点名的顾问' : '门店安排的顾问'}</span>
        </span>
        {mayGive && (
          <button
            type="button"
            className="again"
            aria-expanded={isChoosing}
            onClick={() => setChoosing(!isChoosing)}
          >
            {isChoosing ? '不换了' : '换顾问'}
          </button>
        )}
      </div>
      {isChoosing && (
        <Others
          booked={booked}
          done={() => {
            setChoosing(false)
            changed()
          }}
        />
      )}
    </>
  )
}

const Others = ({ booked, done }: { booked: Booked; done: () => void }) => {
  const params = { appointmentId: booked.id }
  const { data, error, mutate } = useApi('GET /appointments/:appointmentId/advisers', { params })
  const { run, busy, failure } = useAction(async (adviserId: string) => {
    await call('POST /appointments/:appointmentId/adviser', { params, body: { adviserId } })
    done()
  })
  if (!data)
    return error ? (
      <button type="button" className="again" onClick={() => void mutate()}>
        没有读到有空的顾问，再试一次
      </button>
    ) : (
      <RowBones />
    )
  const others = data.answer.advisers.filter((it) => it.id !== booked.adviser?.id)
  return (
    <fieldset className="choose">
      <legend>换给谁</legend>
      {others.length === 0 && <p className="none">这个时间没有别的顾问在店。</p>}
      <div className="opts">
        {others.map((it) => (
          <button
            key={it.id}
            type="button"
            className="opt-chip two-lines"
            disabled={busy || !it.isFree}
            onClick={() => void run(it.id)}
          >
            {it.name}
            <small className="t11">{it.isFree ? '有空' : '已有预约'}</small>
          </button>
        ))}
      </div>
      <Problem text={failure?.message} />
    </fieldset>
  )
}
