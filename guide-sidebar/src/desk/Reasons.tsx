import { Chip } from '../ui/Chip'
import { useState } from 'react'

interface Props {
  label: string
  options: readonly string[]
  reason: string
  change: (reason: string) => void
}

const OTHER = '其他'

/** A reason by one tap, or in own words; the server wants two letters at least. */
export const Reasons = ({ label, options, reason, change }: Props) => {
  const [own, setOwn] = useState(false)
  return (
    <fieldset className="choose">
      <legend>{label}</legend>
      <div className="opts">
        {[...options, OTHER].map((option) => {
          const on = option === OTHER ? own : !own && reason === option
          return (
            <Chip
              key={option}
              on={on}
              toggle={() => {
                setOwn(option === OTHER)
                change(option === OTHER ? '' : option)
              }}
            >
              {option}
            </Chip>
          )
        })}
      </div>
      {own && (
        <input
          className="field"
          value={reason}
          maxLength={80}
          placeholder="写明原因，至少两个字"
          aria-label={label}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </fieldset>
  )
}

export const isReason = (reason: string): boolean => reason.trim().length >= 2
