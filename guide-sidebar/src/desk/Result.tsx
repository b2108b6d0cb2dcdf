import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Icon } from '../ui/Icon'
import type { IconName } from '../ui/icons'

interface Props {
  tone: 'ok-r' | 'no-r' | 'warn-r'
  icon: IconName
  title: string
  children?: ReactNode
}

/** What came of it, in one band; read out at once and where the keyboard goes on from. */
export const Result = ({ tone, icon, title, children }: Props) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div className={`result ${tone}`} role={tone === 'ok-r' ? 'status' : 'alert'}>
      <span className="seal">
        <Icon name={icon} size={24} />
      </span>
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children && <p>{children}</p>}
    </div>
  )
}
