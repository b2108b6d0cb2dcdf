import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { toggled } from '../../ui/Chip'
import type { Draft, OwnGroup } from './mass.rules'

interface Props {
  groups: readonly OwnGroup[]
  draft: Draft
  set: (change: Partial<Draft>) => void
}

const LEFT: Record<NonNullable<OwnGroup['leftOut']>, string> = {
  today: '今天已收过群发',
  capped: '收到的已达上限',
}

/** 选群: which of the own customer groups (JO-3). */
export const WhichGroups = ({ groups, draft: { chatIds }, set }: Props) => {
  if (groups.length === 0)
    return <State icon="users" title="你还没有客户群" text="只能发给你当群主的客户群。" />
  return (
    <ul className="sec sendables" aria-label="我的客户群">
      {groups.map(({ chatId, name, people, leftOut }) => {
        const isChosen = chatIds.includes(chatId)
        return (
          <li key={chatId}>
            <button
              type="button"
              className={`li sendable mass-group${isChosen ? ' on' : ''}`}
              aria-pressed={isChosen}
              onClick={() => set({ chatIds: toggled(chatIds, chatId) })}
            >
              <span className={`tick${isChosen ? ' on' : ''}`}>
                {isChosen && <Icon name="check" size={12} />}
              </span>
              <span className="grow">
                <span className="m cut block">{name}</span>
                <span className="i2 t11 cut block">
                  {people} 人{leftOut && <span className="warn"> · {LEFT[leftOut]}</span>}
                </span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
