import { useState } from 'react'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'
import {
  fenOf,
  foldText,
  instantOf,
  localOf,
  percentOf,
  toggled,
  wholeOf,
  wholeText,
  yuanText,
} from './fields.rules'

interface TextProps {
  label: string
  value: string
  onChange: (value: string) => void
  placeholder?: string
  maxLength?: number
  width?: number
}

/** One line of text. */
export const TextInput = ({ label, value, onChange, placeholder, maxLength, width = 240 }: TextProps) => (
  <span className="inp" style={{ width }}>
    <input
      aria-label={label}
      value={value}
      placeholder={placeholder}
      maxLength={maxLength}
      onChange={(event) => onChange(event.target.value)}
    />
  </span>
)

/** Several lines of text. */
export const TextArea = ({ label, value, onChange, placeholder, maxLength, width = 420 }: TextProps) => (
  <textarea
    className="inp inp-area"
    style={{ width }}
    rows={2}
    aria-label={label}
    value={value}
    placeholder={placeholder}
    maxLength={maxLength}
    onChange={(event) => onChange(event.target.value)}
  />
)

interface ParsedProps {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  before?: ReactNode
  after?: ReactNode
  width?: number
}
interface Parsing {
  parse: (text: string) => number | undefined
  show: (value: number | undefined) => string
  mode: 'decimal' | 'numeric'
}

/** A number that is typed; what is no number counts as nothing, and stays there to be corrected. */
const ParsedInput = ({
  label,
  value,
  onChange,
  before,
  after,
  width = 96,
  parse,
  show,
  mode,
}: ParsedProps & Parsing) => {
  const [typed, setTyped] = useState(() => show(value))
  const text = parse(typed) === value ? typed : show(value)
  return (
    <span className="inp" style={{ width }}>
      {before && <i>{before}</i>}
      <input
        aria-label={label}
        inputMode={mode}
        value={text}
        onChange={(event) => {
          setTyped(event.target.value)
          onChange(parse(event.target.value))
        }}
      />
      {after && <i>{after}</i>}
    </span>
  )
}
/** Yuan, kept as integer fen. */
export const YuanInput = (props: ParsedProps) => (
  <ParsedInput before="¥" {...props} parse={fenOf} show={yuanText} mode="decimal" />
)
/** A whole number. */
export const WholeInput = (props: ParsedProps) => (
  <ParsedInput {...props} parse={wholeOf} show={wholeText} mode="numeric" />
)

/** 折, kept as the percent that is left. */
export const FoldInput = (props: ParsedProps) => (
  <ParsedInput after="折" {...props} parse={percentOf} show={foldText} mode="decimal" />
)

interface InstantProps {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  disabled?: boolean
}
/** Date and time in Shanghai, kept as an instant. */
export const InstantInput = ({ label, value, onChange, disabled }: InstantProps) => (
  <span className="inp inp-time">
    <input
      type="datetime-local"
      aria-label={label}
      value={localOf(value)}
      disabled={disabled}
      onChange={(event) => onChange(instantOf(event.target.value))}
    />
  </span>
)

interface PlainProps {
  label: string
  value: string
  onChange: (value: string) => void
  disabled?: boolean
}
/** A Shanghai day, `2026-11-24`. */
export const DayInput = ({ label, value, onChange, disabled }: PlainProps) => (
  <span className="inp" style={{ width: 144 }}>
    <input
      type="date"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
    />
  </span>
)
/** A time of day in Shanghai, `20:00`. */
export const ClockInput = ({ label, value, onChange }: PlainProps) => (
  <input
    className="clock-in"
    type="time"
    aria-label={label}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
)

interface WindowProps {
  label: string
  from: string | undefined
  until: string | undefined
  onChange: (window: { from: string | undefined; until: string | undefined }) => void
  /** The beginning stays as it is. */
  isBegun?: boolean
}
/** From one moment to another. */
export const WindowInput = ({ label, from, until, onChange, isBegun }: WindowProps) => (
  <>
    <InstantInput
      label={`${label}开始`}
      value={from}
      disabled={isBegun}
      onChange={(it) => onChange({ from: it, until })}
    />
    <span className="i2">到</span>
    <InstantInput label={`${label}结束`} value={until} onChange={(it) => onChange({ from, until: it })} />
  </>
)

interface Option<T> {
  value: T
  name: string
}
interface SegmentedProps<T> {
  label: string
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
}
/** One of a few. */
export const Segmented = <T extends string>({ label, options, value, onChange }: SegmentedProps<T>) => (
  <span className="seg" role="radiogroup" aria-label={label}>
    {options.map((it) => (
      <button
        key={it.value}
        type="button"
        role="radio"
        aria-checked={it.value === value}
        onClick={() => onChange(it.value)}
      >
        {it.name}
      </button>
    ))}
  </span>
)

interface CheckProps {
  checked: boolean
  onChange: (checked: boolean) => void
  children: ReactNode
  disabled?: boolean
}
export const Check = ({ checked, onChange, children, disabled }: CheckProps) => (
  <label className={`ck${disabled ? ' ck-off' : ''}`}>
    <input
      type="checkbox"
      checked={checked}
      disabled={disabled}
      onChange={(event) => onChange(event.target.checked)}
    />
    <span className="ck-box">
      <Icon name="check" size={12} />
    </span>
    {children}
  </label>
)

interface ChecksProps<T> {
  options: readonly (Option<T> & { disabled?: boolean })[]
  value: readonly T[]
  onChange: (value: T[]) => void
}
/** Any of a few. */
export const Checks = <T extends string>({ options, value, onChange }: ChecksProps<T>) => (
  <>
    {options.map((it) => (
      <Check
        key={it.value}
        checked={value.includes(it.value)}
        disabled={it.disabled}
        onChange={() => onChange(toggled(value, it.value))}
      >
        {it.name}
      </Check>
    ))}
  </>
)

/** One of two or three, said with a control of its own beside it. */
export const Radio = ({ checked, onChange, children }: Omit<CheckProps, 'disabled'>) => (
  <label className="rd">
    <input type="radio" checked={checked} onChange={() => onChange(true)} />
    <span className="rd-dot" />
    {children}
  </label>
)
