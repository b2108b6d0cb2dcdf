import { Icon } from '../ui/Icon'
import { sortTags, tagNote } from './customer.rules'
import type { CustomerTag } from './customer.rules'

/** Tags with who set them and when; those of rules are marked (CD-2). */
export const Tags = ({ tags, now }: { tags: readonly CustomerTag[]; now: number }) => (
  <section className="sec">
    <div className="sec-h">
      <h2>标签</h2>
      {tags.length > 0 && <span className="more">{tags.length} 个</span>}
    </div>
    {tags.length === 0 ? (
      <p className="none">还没有标签。在企业微信的客户资料里打上标签，会自动带到这里。</p>
    ) : (
      <ul className="tags">
        {sortTags(tags).map((tag) => (
          <li
            key={`${tag.group ?? ''}/${tag.name}`}
            className={tag.rule ? 'tag rule' : 'tag'}
            title={tag.group}
          >
            {tag.name}
            <small>
              {tag.rule && <Icon name="zap" size={12} />}
              {tagNote(tag, now)}
            </small>
          </li>
        ))}
      </ul>
    )}
  </section>
)
