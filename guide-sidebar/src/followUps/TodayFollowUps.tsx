import type { Guide } from '../api/storage'
import { Icon } from '../ui/Icon'
import { FollowUpRows } from './FollowUpRows'
import { useFollowUps } from './FollowUpsPage'

const SHOWN = 3

/** 今天要做: what is due first, those overdue marked (GU-5); nothing where there is nothing to do. */
export const TodayFollowUps = ({ guide }: { guide: Guide }) => {
  const { data, error, mutate } = useFollowUps('mine')
  if (!data && error)
    return (
      <section className="sec" aria-label="今天要做">
        <button type="button" className="again" onClick={() => void mutate()}>
          今天要做的没有读到，再试一次
        </button>
      </section>
    )
  const { followUps = [], dueToday = 0, overdue = 0 } = data?.answer ?? {}
  if (!data || followUps.length === 0) return null
  return (
    <section className="sec" aria-label="今天要做">
      <div className="sec-h">
        <h2>今天要做</h2>
        {dueToday > 0 && (
          <span className={`chip ${overdue > 0 ? 'warn' : 'ok'}`}>
            {overdue > 0 ? `${overdue} 件过期` : `${dueToday} 件`}
          </span>
        )}
        <a className="more" href="#/follow-ups">
          全部
          <Icon name="chevron-right" size={14} />
        </a>
      </div>
      <FollowUpRows
        followUps={followUps.slice(0, SHOWN)}
        now={data.at}
        guide={guide}
        withCustomer
        changed={() => void mutate()}
      />
    </section>
  )
}
