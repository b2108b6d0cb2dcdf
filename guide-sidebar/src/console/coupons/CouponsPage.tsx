import { useState } from 'react'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { clock } from '../../ui/date.rules'
import { useSettled } from '../useSettled'
import { CouponLine } from './CouponLine'
import { isMoving, TABS } from './coupon.rules'
import type { Status } from './coupon.rules'

const PAGE = 50
const LINES = 8

const Bones = () => (
  <div aria-label="正在读取优惠券" role="status">
    {Array.from({ length: LINES }, (_, line) => (
      <div key={line} className="coupon-bone">
        <span className="bone" />
        <span className="bone" />
        <span className="bone" />
      </div>
    ))}
  </div>
)

/** Every coupon the operator may see, with live results (OP-2, OP-6). */
export const CouponsPage = () => {
  const [typed, setTyped] = useState('')
  const [status, setStatus] = useState<Status | undefined>()
  /** The marks of the pages before this one. */
  const [marks, setMarks] = useState<readonly string[]>([])
  const q = useSettled(typed.trim())
  const { data, error, isValidating, mutate } = useApi(
    'GET /console/coupons',
    { query: { status, q: q || undefined, cursor: marks.at(-1), limit: PAGE } },
    ({ coupons }) => coupons.some(isMoving),
  )
  const { coupons = [], next } = data?.answer ?? {}
  const isNarrowed = Boolean(q || status)
  return (
    <>
      <header className="ph">
        <h1>券与优惠</h1>
        <span className="grow" />
        <label className="find">
          <Icon name="search" size={14} />
          <input
            type="search"
            placeholder="按券名找"
            value={typed}
            maxLength={20}
            onChange={(event) => {
              setTyped(event.target.value)
              setMarks([])
            }}
          />
        </label>
        <a className="btn main" href="#/coupons/new">
          <Icon name="plus" size={14} />
          新建券
        </a>
      </header>
      <div className="tabs" role="tablist" aria-label="券的状态">
        {TABS.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            aria-selected={tab.status === status}
            onClick={() => {
              setStatus(tab.status)
              setMarks([])
            }}
          >
            {tab.name}
          </button>
        ))}
      </div>
      <div className="pg-body list">
        {!data && error && !isValidating && <FailureState failure={error} retry={() => void mutate()} />}
        {!data && (!error || isValidating) && <Bones />}
        {data && coupons.length === 0 && (
          <State
            icon="ticket"
            title={isNarrowed ? '没有这样的券' : '还没有券'}
            text={isNarrowed ? '换个状态或券名试试。' : '你负责的门店还没有发过券。'}
          />
        )}
        {coupons.length > 0 && (
          <table className="tb coupons">
            <thead>
              <tr>
                <th>券</th>
                <th>状态</th>
                <th>领取时间</th>
                <th className="r">已领 / 总量</th>
                <th className="r">已用</th>
                <th className="r">带动 GMV</th>
                <th className="r">让利</th>
                <th className="r">操作</th>
              </tr>
            </thead>
            <tbody>
              {coupons.map((coupon) => (
                <CouponLine key={coupon.id} coupon={coupon} changed={() => void mutate()} />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <footer className="fresh">
        <b className="m">{data ? `数据截至 ${clock(data.at)}` : '正在读取'}</b>
        {error && data && (
          <span className="warn">
            <Icon name="triangle-alert" size={14} />
            {error.message}
          </span>
        )}
        <span className="grow" />
        <button type="button" disabled={marks.length === 0} onClick={() => setMarks(marks.slice(0, -1))}>
          上一页
        </button>
        <button type="button" disabled={!next} onClick={() => next && setMarks([...marks, next])}>
          下一页
        </button>
      </footer>
    </>
  )
}
