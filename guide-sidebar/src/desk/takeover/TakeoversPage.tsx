import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { relativeDate } from '../../ui/date.rules'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { donePart, giverText, progressText, type Takeover } from './takeover.rules'

const Givers = () => {
  const { data, error, isValidating, mutate } = useApi('GET /staff/takeovers/guides', {})
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  return (
    <ul className="rows">
      {data.answer.guides.map((it) => (
        <li key={it.id}>
          <a className="li pick" href={`#/takeover-new/${it.id}`}>
            <Avatar name={it.name} {...(it.avatar ? { src: it.avatar } : {})} size={36} />
            <span className="grow">
              <b className="cut block">{it.name}</b>
              <span className={`t11 cut block ${it.active ? 'i2' : 'warn m'}`}>{giverText(it)}</span>
            </span>
            <span className="t11 m">转给同事</span>
            <Icon name="chevron-right" size={14} />
          </a>
        </li>
      ))}
    </ul>
  )
}

const Row = ({ takeover, now }: { takeover: Takeover; now: number }) => (
  <li>
    <a className="li pick tall" href={`#/takeover/${takeover.id}`}>
      <span className="grow">
        <b className="cut block">
          {takeover.from.name} → {takeover.to.name}
        </b>
        <span className="t11 i2 cut block">{progressText(takeover)}</span>
        <span className="takeover-bar" aria-hidden="true">
          <i style={{ width: `${donePart(takeover)}%` }} />
        </span>
        {takeover.problem && <span className="t11 warn cut block">{takeover.problem}</span>}
      </span>
      <span className="t11 i2 fix">{relativeDate(takeover.createdAt, now)}</span>
      <Icon name="chevron-right" size={14} />
    </a>
  </li>
)

const isOpen = ({ takeovers }: { takeovers: Takeover[] }) => takeovers.some((it) => it.isOpen)

const Past = () => {
  const { data, error } = useApi('GET /staff/takeovers', { query: { limit: 50 } }, isOpen)
  if (!data) return error ? <p className="none">{error.message}</p> : <RowBones />
  const { takeovers } = data.answer
  if (takeovers.length === 0) return <p className="none">还没有转过。同事离职或调岗时，从上面选人。</p>
  return (
    <ul className="rows">
      {takeovers.map((it) => (
        <Row key={it.id} takeover={it} now={data.at} />
      ))}
    </ul>
  )
}

/** 客户继承 of the own store (GU-6): whose customers go to a colleague, and how far each takeover is. */
export const TakeoversPage = ({ guide }: { guide: Guide }) => (
  <>
    <Top title="客户继承" to="#/desk" guide={guide} />
    <main className="main-scroll">
      <section className="sec" aria-label="从谁转出">
        <div className="sec-h">
          <h2>从谁转出</h2>
        </div>
        <Givers />
      </section>
      <section className="sec" aria-label="转过的">
        <div className="sec-h">
          <h2>转过的</h2>
        </div>
        <Past />
      </section>
    </main>
  </>
)
