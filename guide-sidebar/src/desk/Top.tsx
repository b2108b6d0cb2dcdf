import type { Guide } from '../api/storage'
import { Icon } from '../ui/Icon'

interface Props {
  title: string
  /** Where back leads, as a hash. */
  to: string
  guide: Guide
}

/** The head of a page below the tabs: back, what it is, and in whose name it is done. */
export const Top = ({ title, to, guide }: Props) => (
  <header className="top">
    <a className="back" href={to} aria-label="返回">
      <Icon name="chevron-left" size={20} />
    </a>
    <h1>{title}</h1>
    <span className="whose i2 cut">
      {guide.store.name} · {guide.name}
    </span>
  </header>
)
