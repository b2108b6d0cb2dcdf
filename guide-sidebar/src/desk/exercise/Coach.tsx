import { Icon } from '../../ui/Icon'
import { spoken } from '../handover.rules'
import type { Exercise } from './exercise.rules'

interface Props {
  exercise: Exercise
  busy: boolean
  again: () => void
  leave: () => void
}

/** Always in sight: that this is an exercise, what to do now, and what came of the last step. */
export const Coach = ({ exercise, busy, again, leave }: Props) => {
  const { title, steps, at, state, hint, code, said } = exercise
  const isOver = state === 'finished'
  return (
    <section className="coach" aria-label="练习">
      <div className="row">
        <span className="coach-mark">
          <Icon name="graduation-cap" size={16} />
          练习
        </span>
        <b className="cut grow">
          {title} · {isOver ? '练完了' : `${at + 1}/${steps.length} ${steps[at]}`}
        </b>
        <button type="button" className="coach-end" onClick={leave}>
          {isOver ? '回练习' : '结束'}
        </button>
      </div>
      <div className="coach-words" aria-live="polite">
        {said && (
          <p className={said.isRight ? 'ok' : 'warn'}>
            <Icon name={said.isRight ? 'circle-check' : 'triangle-alert'} />
            {said.text}
          </p>
        )}
        {hint && <p>{hint}</p>}
      </div>
      {code && (
        <p className="coach-code">
          <span>顾客出示</span>
          <b>{spoken(code)}</b>
        </p>
      )}
      {isOver && (
        <button type="button" className="btn wide" disabled={busy} onClick={again}>
          再练一遍
        </button>
      )}
    </section>
  )
}
