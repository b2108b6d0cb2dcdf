import { useState } from 'react'
import { Icon } from '../../ui/Icon'
import { lengthOf, REMARK_LENGTH, type Choices } from './tags.rules'
import type { Tagging } from './useTags'

/** The guide's own remark; saved by one tap or Enter. */
export const RemarkField = ({ choices, tagging }: { choices: Choices; tagging: Tagging }) => {
  const { remark } = choices
  const [text, setText] = useState(remark.text)
  const said = text.trim()
  const isTooLong = lengthOf(said) > REMARK_LENGTH
  const isChanged = said !== remark.text
  const save = () => {
    if (isChanged && !isTooLong) void tagging.setRemark(said)
  }
  return (
    <form
      className="grp"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <h3>
        备注
        <span>
          {isTooLong ? `最多 ${REMARK_LENGTH} 个字` : remark.isWaiting ? '正在带到企微…' : '企微里也会改'}
        </span>
      </h3>
      <div className="remark-field">
        <label className={isTooLong ? 'bad' : undefined}>
          <Icon name="pencil" size={14} />
          <input
            value={text}
            placeholder="一眼认出这位顾客，比如 爱送礼"
            aria-label="备注"
            aria-invalid={isTooLong}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        {isChanged && (
          <button type="submit" className="btn brand" disabled={isTooLong || tagging.isBusy}>
            改备注
          </button>
        )}
      </div>
    </form>
  )
}
