import { useApi } from '../api/useApi'
import { Bone } from '../ui/Bone'
import { Icon } from '../ui/Icon'
import { MonthSum } from './MonthSum'
import { rateOf } from './numbers.rules'

/** 我的数: what counts as the guide's own today and this month (GU-5); the latest of it on its own page. */
export const MyNumbers = () => {
  const { data, error, mutate } = useApi('GET /me/numbers', {})
  if (!data && error)
    return (
      <section className="sec" aria-label="我的数">
        <button type="button" className="again" onClick={() => void mutate()}>
          我的数没有读到，再试一次
        </button>
      </section>
    )
  if (!data)
    return (
      <section className="sec" aria-label="我的数">
        <Bone w="60%" h={20} />
      </section>
    )
  const { today, month, byReason, rank, guides, newFriends, repurchase } = data.answer
  const share = month.amount > 0 ? `${Math.round((byReason.card.amount * 100) / month.amount)}%` : '—'
  return (
    <section className="sec my-numbers" aria-label="我的数">
      <div className="sec-h">
        <h2>我的数</h2>
        {rank && (
          <span className="i2 t11">
            店内第 {rank} / {guides}
          </span>
        )}
        <a className="more" href="#/numbers">
          看每一单
          <Icon name="chevron-right" size={14} />
        </a>
      </div>
      <MonthSum
        month={month}
        today={today}
        others={[
          [share, '来自发卡片'],
          [rateOf(repurchase), '90 天复购'],
          [newFriends, '本月新好友'],
        ]}
      />
    </section>
  )
}
