import type { Guide } from '../api/storage'
import { useApi } from '../api/useApi'
import { FailureState } from '../ui/FailureState'
import { Icon } from '../ui/Icon'
import { State } from '../ui/State'
import { Yuan } from '../ui/Yuan'
import { relativeDate } from '../ui/date.rules'
import { RowBones } from './DeskSkeleton'
import { StoreNumbers } from './StoreNumbers'
import { Top } from './Top'

/** 我的业绩: the latest orders that are the guide's, each with why (GU-5, GU-6). */
export const NumbersPage = ({ guide }: { guide: Guide }) => {
  const { data, error, isValidating, mutate } = useApi('GET /me/numbers', {})
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { latest } = data.answer
    if (latest.length === 0)
      return (
        <State
          icon="id-card"
          title="还没有归你的单"
          text="给顾客发商品卡、替顾客下单、开接龙，下单后都会记在这里。"
        />
      )
    return (
      <section className="sec" aria-label="归你的单">
        <ul>
          {latest.map((it) => (
            <li key={it.orderId}>
              <a className="li visit link-row" href={`#/order/${it.orderId}`}>
                <div className="grow">
                  <div className="m cut">{it.customer}</div>
                  <div className="i2 t11 cut">
                    {relativeDate(it.at, data.at)} · {it.reasonText}
                  </div>
                </div>
                <b className="num">
                  <Yuan amount={it.amount} />
                </b>
                <Icon name="chevron-right" size={14} />
              </a>
            </li>
          ))}
        </ul>
        <p className="none">
          退款会从里面减掉。一张单只归一个人：谁替下的单，谁的卡片最后被点开，谁开的接龙，顾客归谁。
        </p>
      </section>
    )
  }
  return (
    <>
      <Top title="我的业绩" to="#/desk" guide={guide} />
      <main className="main-scroll">
        {guide.role === 'manager' && <StoreNumbers name={guide.store.name} />}
        {body()}
      </main>
    </>
  )
}
