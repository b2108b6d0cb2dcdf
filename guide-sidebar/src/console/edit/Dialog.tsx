import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'

interface Props {
  title: string
  onClose: () => void
  children: ReactNode
  /** Buttons at its foot. */
  foot?: ReactNode
  wide?: boolean
}

/** A window over the page; Escape and the veil close it. */
export const Dialog = ({ title, onClose, children, foot, wide }: Props) => {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    box.current?.focus()
    const leave = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    window.addEventListener('keydown', leave)
    return () => {
      window.removeEventListener('keydown', leave)
      if (before instanceof HTMLElement) before.focus()
    }
  }, [onClose])
  return (
    <div className="veil" onClick={(event) => event.target === event.currentTarget && onClose()}>
      <div
        className={`dialog${wide ? ' dialog-wide' : ''}`}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
        ref={box}
      >
        <header>
          <h2>{title}</h2>
          <button type="button" className="out" aria-label="关闭" onClick={onClose}>
            <Icon name="x" />
          </button>
        </header>
        <div className="dialog-b">{children}</div>
        {foot && <footer>{foot}</footer>}
      </div>
    </div>
  )
}
