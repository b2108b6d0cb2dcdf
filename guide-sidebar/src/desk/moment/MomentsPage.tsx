import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { relativeDate } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { gistOf, isMoving, STATUS } from './moment.rules'

/** 朋友圈: moments the manager asked guides of the store to publish, and how each went (GU-6b). */
export const MomentsPage = ({ guide }: { guide: Guide }) => {
  const { data, error, isValidating, mutate } = useApi('GET /moments', {}, ({ moments }) =>
    moments.some(isMoving),
  )
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { moments } = data.answer
    if (moments.length === 0)
      return (
        <State
          icon="camera"
          title="还没有发过朋友圈"
          text="写好文字和图片，选几位导购；他们在企业微信里点发表，顾客才看得到。"
        />
      )
    return (
      <section className="sec" aria-label="朋友圈">
        <ul>
          {moments.map((it) => {
            const [word, tone] = STATUS[it.status]
            return (
              <li key={it.id}>
                <a className="li visit link-row" href={`#/moments/${it.id}`}>
                  <div className="grow cut">
                    <div className="row">
                      <span className="m cut grow">{gistOf(it)}</span>
                      <span className={`t11 m fix ${tone}`}>{word}</span>
                    </div>
                    <div className="i2 t11 cut">
                      {relativeDate(it.madeAt, data.at)} · {it.statusText}
                    </div>
                    <div className="i2 t11 cut">
                      可见 {it.sums.seen} 位 · 赞 {it.sums.likes} · 评论 {it.sums.comments}
                    </div>
                  </div>
                  <Icon name="chevron-right" size={14} />
                </a>
              </li>
            )
          })}
        </ul>
      </section>
    )
  }
  return (
    <>
      <Top title="朋友圈" to="#/desk" guide={guide} />
      <main className="main-scroll">{body()}</main>
      <footer className="act">
        <a className="btn main" href="#/moments/new">
          请导购发朋友圈
        </a>
      </footer>
    </>
  )
}
