import type { ReactNode } from 'react'
import type { ApiFailure } from '../api/failure'
import { Icon } from '../ui/Icon'

interface Props {
  title: string
  more?: ReactNode
  /** Shown in place of the content when there is none to show. */
  failure?: ApiFailure
  retry?: () => void
  children: ReactNode
}

/** A titled part of a page; a failed read says so here and leaves the rest of the page alone. */
export const Area = ({ title, more, failure, retry, children }: Props) => (
  <section className="area">
    <div className="h">
      <h2>{title}</h2>
      {more && <span className="more">{more}</span>}
    </div>
    {failure ? (
      <p className="oops" role="alert">
        <Icon name="triangle-alert" size={14} />
        {failure.message}
        {retry && (
          <button type="button" onClick={retry}>
            再试一次
          </button>
        )}
      </p>
    ) : (
      children
    )}
  </section>
)
