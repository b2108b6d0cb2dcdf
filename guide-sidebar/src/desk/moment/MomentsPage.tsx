import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { relativeDate } from '../../ui/date.rules'
import { CourseRow } from '../CourseRow'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { gistOf, isMoving, reachText, STATUS } from './moment.rules'

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
          {moments.map((it) => (
            <CourseRow
              key={it.id}
              href={`#/moments/${it.id}`}
              gist={gistOf(it)}
              status={STATUS[it.status]}
              lines={[`${relativeDate(it.madeAt, data.at)} · ${it.statusText}`, reachText(it.sums)]}
            />
          ))}
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
