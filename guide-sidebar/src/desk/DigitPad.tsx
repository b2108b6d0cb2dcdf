import { useEffect, useRef } from 'react'
import type { PointerEvent, ReactNode } from 'react'
import { Icon } from '../ui/Icon'
import { CODE_LENGTH, digitsOf } from './handover.rules'

interface Props {
  digits: string
  change: (digits: string) => void
  /** What is being done with them. */
  note?: ReactNode
  /** Which codes, and where the customer has them. */
  hint?: string
}

/** A tap on a key leaves the keyboard's focus with the digits. */
const stay = (event: PointerEvent) => event.preventDefault()

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Eight digits by thumb, keyboard or paste. */
export const DigitPad = ({
  digits,
  change,
  note,
  hint = '取货码或券码，在顾客小程序里，也在取货短信里',
}: Props) => {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const add = (digit: string) => change(digitsOf(digits + digit))
  return (
    <>
      <div className="entry-top">
        <h2>输入顾客的 8 位码</h2>
        <p className="i2">{hint}</p>
        <label className="cells">
          <input
            ref={field}
            value={digits}
            onChange={(event) => change(digitsOf(event.target.value))}
            aria-label="8 位取货码"
            inputMode="none"
            autoComplete="off"
            maxLength={40}
          />
          {Array.from({ length: CODE_LENGTH }, (_, at) => (
            <span key={at} className={at === digits.length ? 'cell here' : 'cell'} aria-hidden="true">
              {digits[at]}
            </span>
          ))}
        </label>
        <div className="entry-note">{note}</div>
      </div>
      <div className="pad" role="group" aria-label="数字键盘" onPointerDown={stay}>
        {KEYS.map((key) => (
          <button key={key} type="button" onClick={() => add(key)}>
            {key}
          </button>
        ))}
        <button type="button" className="soft" onClick={() => change('')}>
          清空
        </button>
        <button type="button" onClick={() => add('0')}>
          0
        </button>
        <button
          type="button"
          className="soft"
          aria-label="删掉一位"
          onClick={() => change(digits.slice(0, -1))}
        >
          <Icon name="delete" size={24} />
        </button>
      </div>
    </>
  )
}
