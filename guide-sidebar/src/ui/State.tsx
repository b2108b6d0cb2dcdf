import type { ReactNode } from 'react'
import { Icon } from './Icon'
import type { IconName } from './icons'

interface Props {
  icon: IconName
  title: string
  text?: ReactNode
  tone?: 'calm' | 'warn'
  action?: { label: string; run: () => void }
  /** Fine print, e.g. the request's number for support. */
  note?: string
}

/** One sentence in place of a page: what happened and what to do. */
export const State = ({ icon, title, text, tone = 'calm', action, note }: Props) => (
  <section className="state" role={tone === 'warn' ? 'alert' : 'status'}>
    <span className={`seal ${tone}`}>
      <Icon name={icon} size={32} />
    </span>
    <h1>{title}</h1>
    {text && <p>{text}</p>}
    {action && (
      <button type="button" className="btn brand" onClick={action.run}>
        {action.label}
      </button>
    )}
    {note && <small>{note}</small>}
  </section>
)
