import type { CSSProperties } from 'react'
import { icons } from './icons'
import type { IconName } from './icons'

/** A line icon of `size` px; decoration only, words stand beside it. */
export const Icon = ({ name, size = 16 }: { name: IconName; size?: number }) => (
  <svg className="ic" viewBox="0 0 24 24" aria-hidden="true" style={{ '--s': `${size}px` } as CSSProperties}>
    {icons[name]}
  </svg>
)
