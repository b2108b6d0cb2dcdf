import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { State } from '../../ui/State'
import { relativeDate } from '../../ui/date.rules'
import { CourseRow } from '../CourseRow'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { courseOf, gistOf, isMoving, STATUS } from './mass.rules'

export const useMassMessages = () =>
  useApi('GET /mass-messages', {}, ({ messages }) => messages.some((it) => isMoving(it)))

/** 群发: the guide's mass messages and how each went (GU-4). */
export const MassListPage = ({ guide }: { guide: Guide }) => {
  const { data, error, isValidating, mutate } = useMassMessages()
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { messages } = data.answer
    if (messages.length === 0)
      return (
        <State
          icon="megaphone"
          title="还没有群发过"
          text="选人、写内容，交给企业微信；你在群发助手里点发送，才会发出去。"
        />
      )
    return (
      <section className="sec" aria-label="群发">
        <ul>
          {messages.map((it) => (
            <CourseRow
              key={it.id}
              href={`#/mass/${it.id}`}
              gist={gistOf(it)}
              status={STATUS[it.status]}
              lines={[`${relativeDate(it.madeAt, data.at)} · ${it.audienceText}`, courseOf(it)]}
            />
          ))}
        </ul>
      </section>
    )
  }
  return (
    <>
      <Top title="群发" to="#/desk" guide={guide} />
      <main className="main-scroll">{body()}</main>
      <footer className="act">
        <a className="btn main" href="#/mass/new">
          新建群发
        </a>
      </footer>
    </>
  )
}
