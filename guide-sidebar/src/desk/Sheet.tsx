import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { Icon } from '../ui/Icon'

interface Props {
  title: string
  /** Whom it is about, beside the title. */
  whose?: string
  close: () => void
  children: ReactNode
  /** What is done with it, at thumb reach. */
  foot: ReactNode
}

const FOCUSABLE = 'button:not(:disabled), input, a[href], textarea'

/** A sheet over the page; the keyboard stays in it, Escape and a tap beside it close it. */
export const Sheet = ({ title, whose, close, children, foot }: Props) => {
  const box = useRef<HTMLDivElement>(null)
  const name = useId()
  useEffect(() => {
    const before = document.activeElement
    box.current?.focus()
    return () => {
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  const keep = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
    if (event.key !== 'Tab') return
    const stops = [...(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])]
    const edge = event.shiftKey ? stops[0] : stops.at(-1)
    const inside = document.activeElement !== box.current || !event.shiftKey
    if (document.activeElement !== edge && inside) return
    event.preventDefault()
    const next = event.shiftKey ? stops.at(-1) : stops[0]
    next?.focus()
  }
  return (
    <div className="veil">
      <button type="button" className="veil-tap" aria-label="关闭" tabIndex={-1} onClick={close} />
      <div
        className="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby={name}
        tabIndex={-1}
        ref={box}
        onKeyDown={keep}
      >
        <header className="modal-h">
          <h2 id={name} className="cut">
            {title}
            {whose && <small>{whose}</small>}
          </h2>
          <button type="button" className="back" aria-label="关闭" onClick={close}>
            <Icon name="x" size={20} />
          </button>
        </header>
        <div className="modal-b">{children}</div>
        <footer className="act">{foot}</footer>
      </div>
    </div>
  )
}
