import { useState } from 'react'
import { Problem } from '../../desk/Problem'
import { Sheet } from '../../desk/Sheet'
import { Bone } from '../../ui/Bone'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { shortDate } from '../../ui/date.rules'
import { tagNote } from '../customer.rules'
import { RemarkField } from './RemarkField'
import { Refusals } from './Refusals'
import { found, NAME_LENGTH, lengthOf, newName, standing, type Choices, type Group } from './tags.rules'
import type { Tagging } from './useTags'

interface GroupProps {
  group: Group
  choices: Choices
  at: number
  change: Tagging['change']
}

const Chips = ({ group, choices, at, change }: GroupProps) => (
  <section className="grp" aria-label={group.name}>
    <h3>
      {group.name}
      <span>{group.isSingle ? '选一个' : '可多选'}</span>
    </h3>
    <div className="tags">
      {group.tags.map((tag) => {
        const mine = tag.isOn ? choices.tags.find((it) => it.isMine && it.tagId === tag.id) : undefined
        return (
          <button
            key={tag.id}
            type="button"
            className={tag.isOn ? 'tag sel' : 'tag off'}
            aria-pressed={tag.isOn}
            onClick={() => void change({ tagId: tag.id, on: !tag.isOn })}
          >
            {tag.isOn && <Icon name="check" size={14} />}
            <span className="cut">{tag.name}</span>
            {mine && <small>{tagNote(mine, at)}</small>}
          </button>
        )
      })}
    </div>
  </section>
)

const NewTag = ({
  name,
  groups,
  make,
}: {
  name: string
  groups: Group[]
  make: (groupId: string) => void
}) => (
  <section className="grp" aria-label="新建标签">
    <h3>
      新建「{name}」<span>放进哪一组</span>
    </h3>
    <div className="tags">
      {groups.map((it) => (
        <button key={it.id} type="button" className="tag add sug" onClick={() => make(it.id)}>
          <Icon name="plus" size={14} />
          <span className="cut">{it.name}</span>
        </button>
      ))}
    </div>
  </section>
)

const TagBones = () => (
  <div role="status" aria-label="正在读取标签">
    {[3, 4, 3, 4].map((chips, row) => (
      <div key={row} className="grp">
        <Bone w={64} h={16} />
        <div className="row bones">
          {Array.from({ length: chips }, (_, at) => (
            <Bone key={at} w={64 + 12 * ((row + at) % 3)} h={36} round />
          ))}
        </div>
      </div>
    ))}
  </div>
)

/** What rules and colleagues set: seen here, changed elsewhere. */
const Locked = ({ choices, at }: { choices: Choices; at: number }) => {
  const rules = choices.tags.filter((it) => it.rule)
  const others = choices.tags.filter((it) => !it.rule && !it.isMine)
  return (
    <>
      {others.length > 0 && (
        <section className="grp" aria-label="同事打的">
          <h3>
            同事打的
            <span>谁打的谁改</span>
          </h3>
          <div className="tags">
            {others.map((it) => (
              <span key={it.name} className="tag">
                {it.name}
                <small>{tagNote(it, at)}</small>
              </span>
            ))}
          </div>
        </section>
      )}
      {rules.length > 0 && (
        <section className="grp" aria-label="规则打的">
          <h3>
            规则打的
            <span>
              <Icon name="lock" size={12} />
              随数据更新，不能手改
            </span>
          </h3>
          <div className="tags">
            {rules.map((it) => (
              <span key={it.name} className="tag rule">
                <Icon name="zap" size={14} />
                {it.name}
              </span>
            ))}
          </div>
        </section>
      )}
    </>
  )
}

/** Who tagged last, so that two guides do not work against each other. */
const LastChange = ({ choices, at }: { choices: Choices; at: number }) => {
  const last = choices.tags.find((it) => !it.rule && !it.refusal)
  return last ? (
    <p className="last-change row t11 i2">
      <Icon name="clock" size={14} />
      最近一次：{last.by} {shortDate(last.at, at)} 加「{last.name}」
    </p>
  ) : null
}

const Body = ({ tagging, choices }: { tagging: Tagging; choices: Choices }) => {
  const [words, setWords] = useState('')
  const groups = found(choices.groups, words)
  const name = newName(choices.groups, words)
  const make = (groupId: string) =>
    void tagging.make(groupId, name ?? '').then((isMade) => isMade && setWords(''))
  return (
    <>
      <label className="find-tag">
        <Icon name="search" size={14} />
        <input
          value={words}
          placeholder="找标签，没有就新建"
          aria-label="找标签，没有就新建"
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <Problem text={tagging.failure?.message} />
      <Refusals choices={choices} tagging={tagging} />
      {groups.map((group) => (
        <Chips key={group.id} group={group} choices={choices} at={tagging.at} change={tagging.change} />
      ))}
      {name && choices.groups.length > 0 && <NewTag name={name} groups={choices.groups} make={make} />}
      {lengthOf(words.trim()) > NAME_LENGTH && <p className="none">标签最多 {NAME_LENGTH} 个字。</p>}
      {choices.groups.length === 0 && (
        <p className="none">企业微信里还没有标签组。请总部在企业微信后台建好标签组，这里就能选了。</p>
      )}
      {!words && <Locked choices={choices} at={tagging.at} />}
      {!words && <LastChange choices={choices} at={tagging.at} />}
      {!words && <RemarkField key={choices.remark.text} choices={choices} tagging={tagging} />}
    </>
  )
}

/** 记标签 (GU-2, CD-2): one tap sets or takes off; WeCom follows. */
export const TagSheet = ({ name, tagging, close }: { name: string; tagging: Tagging; close: () => void }) => {
  const { choices, error, isValidating, retry } = tagging
  const words = choices && standing(choices)
  const foot = (
    <>
      <div className="standing" role="status">
        <b className="m">{words?.title ?? ' '}</b>
        <div className="t11 i2">{words?.note ?? ' '}</div>
      </div>
      <button type="button" className="btn main" onClick={close}>
        好了
      </button>
    </>
  )
  return (
    <Sheet title="记标签" whose={name} close={close} foot={foot}>
      {choices ? (
        <Body tagging={tagging} choices={choices} />
      ) : error && !isValidating ? (
        <FailureState failure={error} retry={retry} />
      ) : (
        <TagBones />
      )}
    </Sheet>
  )
}
