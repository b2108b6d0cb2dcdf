import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { State } from '../../ui/State'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { progressOf, type Colleague, type Exercise } from './exercise.rules'

const Chip = ({ text, tone }: { text: string; tone: string }) => (
  <span className={`chip ${tone}`}>{text}</span>
)

const Row = ({ exercise }: { exercise: Exercise }) => (
  <li>
    <a className="li pick" href={`#/exercise/${exercise.flow}`}>
      <span className="mark brand">
        <Icon name={exercise.flow === 'redeem' ? 'scan-line' : 'message-circle'} size={18} />
      </span>
      <span className="grow">
        <b className="m block">{exercise.title}</b>
        <span className="t11 i2 block">{exercise.text}</span>
      </span>
      <Chip {...progressOf(exercise, exercise.steps.length)} />
      <Icon name="chevron-right" />
    </a>
  </li>
)

const Colleagues = ({ mine }: { mine: readonly Exercise[] }) => {
  const { data, error, isValidating, mutate } = useApi('GET /staff/exercises', {})
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { guides } = data.answer
    if (guides.length === 0) return <State icon="users" title="店里还没有导购" />
    return (
      <ul className="rows">
        {guides.map((it) => (
          <Who key={it.id} colleague={it} mine={mine} />
        ))}
      </ul>
    )
  }
  return (
    <section className="sec" aria-label="本店谁练过">
      <div className="sec-h">
        <h2>本店谁练过</h2>
      </div>
      {body()}
    </section>
  )
}

const Who = ({ colleague, mine }: { colleague: Colleague; mine: readonly Exercise[] }) => (
  <li className="li person">
    <Avatar name={colleague.name} src={colleague.avatar} size={32} />
    <b className="m cut grow">{colleague.name}</b>
    <span className="exercise-chips">
      {colleague.exercises.map((it) => {
        const whole = mine.find(({ flow }) => flow === it.flow)
        const { text, tone } = progressOf(it, whole?.steps.length ?? 0)
        return <Chip key={it.flow} tone={tone} text={`${whole?.title ?? ''} ${text}`} />
      })}
    </span>
  </li>
)

/** 练习 (GU-8): what can be learnt, and for the manager who has. */
export const ExercisesPage = ({ guide }: { guide: Guide }) => {
  const { data, error, isValidating, mutate } = useApi('GET /exercises', {})
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    return (
      <>
        <section className="sec" aria-label="能练的">
          <p className="none exercise-note">
            用真的页面，对一位练习顾客：不动库存、订单和统计，也不会发消息给任何人。
          </p>
          <ul className="rows">
            {data.answer.exercises.map((it) => (
              <Row key={it.flow} exercise={it} />
            ))}
          </ul>
        </section>
        {guide.role === 'manager' && <Colleagues mine={data.answer.exercises} />}
      </>
    )
  }
  return (
    <>
      <Top title="练习" to="#/desk" guide={guide} />
      <main className="main-scroll">{body()}</main>
    </>
  )
}
