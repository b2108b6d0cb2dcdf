import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { RowBones } from '../../desk/DeskSkeleton'
import { Avatar } from '../../ui/Avatar'
import { relativeDate } from '../../ui/date.rules'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { Over } from '../Over'
import {
  alsoText,
  listsOf,
  TIER_TONES,
  whatText,
  whoseText,
  type Group,
  type Row,
  type Show,
} from './group.rules'

const Person = ({ row, now }: { row: Row; now: number }) => (
  <li className="li person">
    <Avatar name={row.name} {...(row.avatar ? { src: row.avatar } : {})} size={36} />
    <span className="grow">
      <span className="row">
        <b className="cut">{row.name}</b>
        <span className={`chip ${row.tier ? TIER_TONES[row.tier] : ''}`}>{whatText(row)}</span>
      </span>
      <span className="t11 i2 cut block">
        {[whoseText(row), `${relativeDate(row.joinedAt, now)} ${row.joinText}`].filter(Boolean).join(' · ')}
      </span>
      {row.alsoIn.length > 0 && <span className="t11 warn cut block">{alsoText(row)}</span>}
    </span>
  </li>
)

/** Who is in the group, and who is in others of the chain as well (GU-7, GU-6b). */
export const Members = ({ group, close }: { group: Group; close: () => void }) => {
  const [show, setShow] = useState<Show>('all')
  const { data, error, isValidating, mutate } = useApi('GET /groups/:chatId/members', {
    params: { chatId: group.chatId },
    query: { show },
  })
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { members } = data.answer
    if (members.length === 0) return <State icon="users" title="这里没有人" text="换一个名单看看。" />
    return (
      <ul className="sec people">
        {members.map((it) => (
          <Person key={it.id} row={it} now={data.at} />
        ))}
      </ul>
    )
  }
  return (
    <Over title="群成员" name={group.name} close={close}>
      <nav className="tabs lists group-lists" aria-label="名单">
        {listsOf(group).map((it) => (
          <button
            key={it.show}
            type="button"
            aria-current={it.show === show ? 'page' : undefined}
            onClick={() => setShow(it.show)}
          >
            {it.label} {it.count}
          </button>
        ))}
      </nav>
      <main className="main-scroll">{body()}</main>
    </Over>
  )
}
