import { useState } from 'react'
import type { CSSProperties } from 'react'

const GROUNDS = ['rose', 'sage', 'sand', 'sky', 'apri', 'lilac'] as const

/** A ground that stays the same for the same word. */
export const groundOf = (word: string): (typeof GROUNDS)[number] => {
  let sum = 0
  for (const letter of word) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return GROUNDS[sum % GROUNDS.length] ?? 'sage'
}

/** A person: the picture, or the first letter of the name when there is none or it does not load. */
export const Avatar = ({ name, src, size = 32 }: { name: string; src?: string; size?: number }) => {
  const [broken, setBroken] = useState<string>()
  return (
    <span className={`ava ${groundOf(name)}`} style={{ '--s': `${size}px` } as CSSProperties}>
      {src && broken !== src ? (
        <img src={src} alt="" referrerPolicy="no-referrer" onError={() => setBroken(src)} />
      ) : (
        Array.from(name)[0]
      )}
    </span>
  )
}
