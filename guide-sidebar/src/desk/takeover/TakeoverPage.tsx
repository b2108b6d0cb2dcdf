import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { donePart, progressText, STATE_TONES, STATE_WORDS, type WholeTakeover } from './takeover.rules'

const Whole = ({ takeover }: { takeover: WholeTakeover }) => (
  <>
    <section className="sec" aria-label="进度">
      <div className="sec-h">
        <h2 className="cut">
          {takeover.from.name} → {takeover.to.name}
        </h2>
        <span className={`chip ${takeover.isOpen ? 'warn' : 'ok'}`}>
          {takeover.isOpen ? '进行中' : '已结束'}
        </span>
      </div>
      <span className="takeover-bar" aria-hidden="true">
        <i style={{ width: `${donePart(takeover)}%` }} />
      </span>
      <p className="none t11">{progressText(takeover)}</p>
      {takeover.problem && (
        <p className="none t11 warn" role="status">
          {takeover.problem}
        </p>
      )}
      <p className="none t11">
        接替后，顾客归 {takeover.to.name}：标签、备注和没办完的跟进一起过去；以前的业绩还是{' '}
        {takeover.from.name} 的。
      </p>
    </section>
    {takeover.chats.length > 0 && (
      <section className="sec" aria-label="群">
        <div className="sec-h">
          <h2>群</h2>
        </div>
        <ul className="rows">
          {takeover.chats.map((it) => (
            <li key={it.chatId} className="li">
              <span className="grow cut">{it.name}</span>
              <span
                className={`t11 m ${it.state === 'failed' ? 'danger' : it.state === 'done' ? 'ok' : 'i2'}`}
              >
                {it.stateText}
              </span>
            </li>
          ))}
        </ul>
      </section>
    )}
    {takeover.customers.length > 0 && (
      <section className="sec" aria-label="顾客">
        <div className="sec-h">
          <h2>顾客</h2>
        </div>
        <ul className="rows">
          {takeover.customers.map((it) => (
            <li key={it.externalUserId} className="li">
              <span className="grow">
                <b className="cut block">{it.name}</b>
                <span className="t11 i2 block">{it.stateText}</span>
              </span>
              <span className={`t11 m fix ${STATE_TONES[it.state]}`}>{STATE_WORDS[it.state]}</span>
            </li>
          ))}
        </ul>
      </section>
    )}
  </>
)

/** One takeover: what became of each customer and group (GU-6). */
export const TakeoverPage = ({ guide, takeoverId }: { guide: Guide; takeoverId: string }) => {
  const { data, error, isValidating, mutate } = useApi(
    'GET /staff/takeovers/:takeoverId',
    { params: { takeoverId } },
    (it) =>
      it.customers.some((one) => one.state === 'planned') || it.chats.some((one) => one.state === 'planned'),
  )
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    return data ? <Whole takeover={data.answer} /> : <RowBones />
  }
  return (
    <>
      <Top title="客户继承" to="#/takeovers" guide={guide} />
      <main className="main-scroll">{body()}</main>
    </>
  )
}
