import { useState } from 'react'
import { call } from '../../api/client'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { moment } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { Photo } from './event.rules'

const REASONS = ['看不清', '与活动无关', '有他人正脸，未经同意', '含联系方式或广告']

/** Why a photo is not shown: the shopper reads it. */
const RejectSheet = ({ photo, close, done }: { photo: Photo; close: () => void; done: () => void }) => {
  const [reason, choose] = useState(REASONS[0] ?? '')
  const { run, busy, failure } = useAction(async () => {
    await call('POST /event-photos/:photoId/reject', { params: { photoId: photo.id }, body: { reason } })
    done()
  })
  return (
    <Sheet
      title="不通过的原因"
      close={close}
      foot={
        <button type="button" className="btn main" disabled={busy} onClick={() => void run()}>
          {busy ? '正在提交…' : '不通过'}
        </button>
      }
    >
      <div className="reasons" role="radiogroup" aria-label="原因">
        {REASONS.map((it) => (
          <button
            key={it}
            type="button"
            role="radio"
            className={it === reason ? 'opt-chip sel' : 'opt-chip'}
            aria-checked={it === reason}
            onClick={() => choose(it)}
          >
            {it}
          </button>
        ))}
      </div>
      <Problem text={failure?.message} />
    </Sheet>
  )
}

const PhotoCard = ({ photo, now, done }: { photo: Photo; now: number; done: () => void }) => {
  const [isRejecting, reject] = useState(false)
  const { run, busy, failure } = useAction(async () => {
    await call('POST /event-photos/:photoId/approve', { params: { photoId: photo.id } })
    done()
  })
  return (
    <li className="sec photo">
      <img src={photo.url} alt={`${photo.author}的晒图`} loading="lazy" />
      <p className="photo-words">
        <b>{photo.author}</b>
        {photo.words && `：${photo.words}`}
        <small className="i2">{moment(photo.createdAt, now)}</small>
      </p>
      <Problem text={failure?.message} />
      <div className="photo-acts">
        <button type="button" className="btn" disabled={busy} onClick={() => reject(true)}>
          不通过
        </button>
        <button type="button" className="btn brand" disabled={busy} onClick={() => void run()}>
          {busy ? '正在提交…' : photo.points > 0 ? `通过，送 ${photo.points} 积分` : '通过'}
        </button>
      </div>
      {isRejecting && <RejectSheet photo={photo} close={() => reject(false)} done={done} />}
    </li>
  )
}

/** Photos guests showed of an event, to be approved for their points (AP-2, ME-3). */
export const PhotoReview = ({ eventId, changed }: { eventId: string; changed: () => void }) => {
  const { data, error, isValidating, mutate } = useApi('GET /event-photos', { query: { eventId } })
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { photos } = data.answer
  if (photos.length === 0)
    return (
      <State icon="camera" title="没有待审核的晒图" text="顾客签到后 7 天内可以晒图，通过后自动送积分。" />
    )
  const done = () => {
    void mutate()
    changed()
  }
  return (
    <ul className="photos">
      {photos.map((it) => (
        <PhotoCard key={it.id} photo={it} now={data.at} done={done} />
      ))}
    </ul>
  )
}
