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
      <button
        key={it}
        type="button"
        className={`opt-chip${it === chosen ? ' sel' : ''}`}
        aria-pressed={it === chosen}
        onClick={() => choose(it)}
      >
        {label}
      </button>
    ))}
  </div>
)
