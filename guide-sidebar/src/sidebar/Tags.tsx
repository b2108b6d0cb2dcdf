import { Icon } from '../ui/Icon'
import { sortTags, tagNote } from './customer.rules'
import type { CustomerTag } from './customer.rules'
import type { Tagging } from './tags/useTags'
import './tags/tags.css'

const SHOWN = 6

const noteOf = (tag: CustomerTag, now: number) => (tag.refusal ? '没带到企微' : tagNote(tag, now))

interface Props {
  /** As the card has them, until the tags themselves are read. */
  tags: readonly CustomerTag[]
  tagging: Tagging
  now: number
  open: () => void
}

/** Tags with who set them and when, those of rules marked; what the store uses most is one tap away (CD-2, GU-2). */
export const Tags = ({ tags: onCard, tagging, now, open }: Props) => {
  const { choices, failure } = tagging
  const tags = sortTags(choices?.tags ?? onCard)
  const suggestions = choices?.suggestions ?? []
  return (
    <section className="sec" aria-label="标签">
      <div className="sec-h">
        <h2>标签</h2>
        <button type="button" className="more link" onClick={open}>
          {tags.length > SHOWN ? `全部 ${tags.length} 个` : '记标签'}
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      {tags.length === 0 && (
        <p className="none">还没有标签。点一下就能打上，企业微信里也会有；在企业微信里打的会自动带到这里。</p>
      )}
      <ul className="tags">
        {tags.slice(0, SHOWN).map((tag) => (
          <li
            key={`${tag.group ?? ''}/${tag.name}`}
            className={tag.rule ? 'tag rule' : tag.refusal ? 'tag gone' : 'tag'}
            title={tag.group}
          >
            {tag.name}
            <small>
              {tag.rule && <Icon name="zap" size={12} />}
              {noteOf(tag, now)}
            </small>
          </li>
        ))}
        {suggestions.map((it) => (
          <li key={it.id}>
            <button
              type="button"
              className="tag add sug"
              title={it.group}
              onClick={() => void tagging.change({ tagId: it.id, on: true })}
            >
              <Icon name="plus" size={14} />
              {it.name}
            </button>
          </li>
        ))}
        <li>
          <button type="button" className="tag add" onClick={open}>
            更多标签
          </button>
        </li>
      </ul>
      {failure && (
        <p className="problem tag-problem" role="alert">
          {failure.message}
        </p>
      )}
    </section>
  )
}
