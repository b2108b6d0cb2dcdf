import type { ReactNode } from 'react'

interface Props {
  on: boolean
  toggle: () => void
  disabled?: boolean
  children: ReactNode
}

/** One of several that can be chosen. */
export const Chip = ({ on, toggle, disabled, children }: Props) => (
  <button
    type="button"
    className={on ? 'opt-chip sel' : 'opt-chip'}
    aria-pressed={on}
    disabled={disabled}
    onClick={toggle}
  >
    {children}
  </button>
)

/** A list with one put in, or taken out where it was in. */
export const toggled = <T,>(all: readonly T[], it: T): T[] =>
  all.includes(it) ? all.filter((other) => other !== it) : [...all, it]
