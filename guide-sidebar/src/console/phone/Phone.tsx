import { useState } from 'react'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'
import { clock } from '../../ui/date.rules'
import { Segmented } from '../edit/inputs'

interface Props {
  /** The page's name at its top. */
  title: string
  children: ReactNode
}

/** A phone with one page of the mini-program, drawn at 375 px and shown smaller. */
export const Phone = ({ title, children }: Props) => {
  const [now] = useState(() => Date.now())
  return (
    <div className="phone" aria-label={`手机上的${title}`} role="img">
      <div className="phone-in">
        <div className="phone-bar">
          <span>{clock(now)}</span>
          <span className="row">
            <Icon name="signal" size={14} />
            <Icon name="wifi" size={14} />
            <Icon name="battery-full" size={18} />
          </span>
        </div>
        <div className="phone-nav">
          <Icon name="chevron-left" size={22} />
          <b>{title}</b>
          <span />
        </div>
        <div className="phone-page">{children}</div>
      </div>
    </div>
  )
}

interface View {
  name: string
  page: ReactNode
}

/** What the shopper sees: a phone with a few views of what is being made. */
export const PhonePreview = ({ views, foot }: { views: readonly View[]; foot?: ReactNode }) => {
  const [at, setAt] = useState(0)
  const view = views[Math.min(at, views.length - 1)]
  return (
    <aside className="preview">
      <div className="h">
        <h2>顾客看到的</h2>
        {views.length > 1 && (
          <span className="more">
            <Segmented
              label="看哪一页"
              options={views.map((it, nth) => ({ value: String(nth), name: it.name }))}
              value={String(at)}
              onChange={(it) => setAt(Number(it))}
            />
          </span>
        )}
      </div>
      {view?.page}
      {foot && <div className="preview-f">{foot}</div>}
    </aside>
  )
}
