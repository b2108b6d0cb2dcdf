import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { dayOf } from '../../desk/booking/booking.rules'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { OneStore } from '../edit/StoreChooser'
import { useMe } from '../operator'
import { HoursDialog } from './HoursDialog'
import { exceptionsText, weekText } from './adviser.rules'
import type { Managed } from './adviser.rules'
import './advisers.css'

const Line = ({ it, change }: { it: Managed; change: () => void }) => (
  <tr>
    <td>
      <span className="row">
        <Avatar name={it.name} src={it.avatar} size={28} />
        <b className="m">{it.name}</b>
      </span>
    </td>
    <td>{it.week.length > 0 ? weekText(it.week) : <span className="i2">还没排班，不接预约</span>}</td>
    <td className="i2">{exceptionsText(it.exceptions, dayOf(Date.now())) || '没有'}</td>
    <td className="i2">{it.services.join('、') || '没有绑定项目'}</td>
    <td>{it.outside > 0 ? <span className="chip warn">{it.outside} 个在班外</span> : ''}</td>
    <td className="r">
      <button type="button" className="more-b" onClick={change}>
        {it.week.length > 0 ? '改排班' : '排班'}
      </button>
    </td>
  </tr>
)

const Store = ({ storeId }: { storeId: string }) => {
  const { data, error, isValidating, mutate } = useApi('GET /console/advisers', { query: { storeId } })
  const [chosen, choose] = useState<Managed>()
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data)
    return (
      <div className="area" role="status" aria-label="正在读取排班">
        {[0, 1, 2, 3].map((it) => (
          <span key={it} className="bone pick-bone" />
        ))}
      </div>
    )
  const { advisers } = data.answer
  if (advisers.length === 0)
    return <State icon="users" title="这家店还没有导购" text="先在企业微信里把导购加进来。" />
  return (
    <section className="area">
      <table className="tb">
        <thead>
          <tr>
            <th>顾问</th>
            <th>每周</th>
            <th>请假和例外</th>
            <th>能做的项目</th>
            <th>待安排</th>
            <th className="r">操作</th>
          </tr>
        </thead>
        <tbody>
          {advisers.map((it) => (
            <Line key={it.id} it={it} change={() => choose(it)} />
          ))}
        </tbody>
      </table>
      {chosen && (
        <HoursDialog
          adviser={chosen}
          onClose={() => choose(undefined)}
          onDone={() => {
            choose(undefined)
            void mutate()
          }}
        />
      )}
    </section>
  )
}

/** 顾问排班: when the guides of a store serve appointments (AP-1, OP-2). */
export const AdvisersPage = () => {
  const me = useMe()
  const [storeId, setStore] = useState(me.storeIds?.[0])
  return (
    <>
      <header className="ph">
        <h1>顾问排班</h1>
        <span className="i2">在班又没被约走的时间，顾客才能约到</span>
        <span className="grow" />
        <OneStore value={storeId} onChange={setStore} />
      </header>
      {storeId ? (
        <Store key={storeId} storeId={storeId} />
      ) : (
        <State icon="store" title="先选一家店" text="选好门店，就能看到这家店导购的排班和请假。" />
      )}
    </>
  )
}
