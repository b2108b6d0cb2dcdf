import { useState } from 'react'
import type { CSSProperties } from 'react'
import { groundOf } from './Avatar'
import { Icon } from './Icon'
import type { IconName } from './icons'

interface Props {
  src?: string
  /** What stands there without a picture. */
  icon: IconName
  /** Picks the ground. */
  word: string
  size?: number
}

/** A picture of goods on its ground. */
export const Picture = ({ src, icon, word, size = 40 }: Props) => {
  const [broken, setBroken] = useState<string>()
  return (
    <span className={`pic ${groundOf(word)}`} style={{ '--s': `${size}px` } as CSSProperties}>
      {src && broken !== src ? (
        <img src={src} alt="" loading="lazy" onError={() => setBroken(src)} />
      ) : (
        <Icon name={icon} size={18} />
      )}
    </span>
  )
}
