import { useApi } from '../api/useApi'
import { Avatar } from '../ui/Avatar'
import { Bone } from '../ui/Bone'
import { Yuan } from '../ui/Yuan'
import { MonthSum } from './MonthSum'
import { rateOf } from './numbers.rules'

/** 店里的数: what the manager's store sold this month, and each guide's part of it (GU-5). */
export const StoreNumbers = ({ name }: { name: string }) => {
  const { data, error, mutate } = useApi('GET /me/store-numbers', {})
  if (!data)
    return (
      <section className="sec" aria-label="店里的数">
        {error ? (
          <button type="button" className="again" onClick={() => void mutate()}>
            店里的数没有读到，再试一次
          </button>
        ) : (
          <Bone w="60%" h={20} />
        )}
      </section>
    )
  const { today, month, newFriends, repurchase, guides } = data.answer
  return (
    <section className="sec my-numbers" aria-label="店里的数">
      <div className="sec-h">
        <h2>{name}</h2>
        <span className="more">归导购的单，扣掉退款</span>
      </div>
      <MonthSum
        month={month}
        today={today}
        others={[
          [newFriends, '本月新好友'],
          [repurchase.buyers, '90 天买过的人'],
          [rateOf(repurchase), '90 天复购'],
        ]}
      />
      <ol className="of-guides">
        {guides.map((it) => (
          <li key={it.guideId} className="li row">
            <Avatar name={it.name} src={it.avatar} size={32} />
            <div className="grow">
              <div className="m cut">{it.name}</div>
              <div className="i2 t11 cut">
                今天 {it.today.orders} 单 · 新好友 {it.newFriends} · 复购 {rateOf(it.repurchase)}
              </div>
            </div>
            <div className="num">
              <b>
                <Yuan amount={it.month.amount} round />
              </b>
              <div className="i2 t11">{it.month.orders} 单</div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
