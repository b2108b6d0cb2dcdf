import { moment } from '../ui/date.rules'
import { choicesAt, fieldOf, instantOf } from './followUps.rules'

interface Props {
  legend: string
  now: number
  /** ISO; undefined while none is chosen. */
  chosen: string | undefined
  choose: (at: string | undefined) => void
}

/** When it is to be done: by one tap, or at any time. */
export const DueChoice = ({ legend, now, chosen, choose }: Props) => (
  <fieldset className="choose">
    <legend>{legend}</legend>
    <div className="opts">
      {choicesAt(now).map((it) => (
        <button
          key={it.label}
          type="button"
          className={`opt-chip two-lines${it.at === chosen ? ' sel' : ''}`}
          aria-pressed={it.at === chosen}
          onClick={() => choose(it.at)}
        >
          {it.label}
          <small className="i2 t11">{moment(it.at, now)}</small>
        </button>
      ))}
    </div>
    <input
      className="field"
      type="datetime-local"
      aria-label={`${legend}，别的时间`}
      value={chosen ? fieldOf(chosen) : ''}
      onChange={(event) => choose(instantOf(event.target.value))}
    />
  </fieldset>
)
