import { Chip } from '../../ui/Chip'
import { CATEGORIES, type Category } from './scripts.rules'

interface Props {
  chosen: Category | undefined
  choose: (it: Category) => void
  className?: string
}

/** The kinds of scripts, one of them chosen or none. */
export const Kinds = ({ chosen, choose, className = '' }: Props) => (
  <div className={`opts ${className}`} role="group" aria-label="分类">
    {CATEGORIES.map(([it, label]) => (
      <Chip key={it} on={it === chosen} toggle={() => choose(it)}>
        {label}
      </Chip>
    ))}
  </div>
)
