import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { moment, waited } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { Segments } from './Segments'
import type { Task } from './supply.rules'
import { Problem } from '../Problem'

const PAGE = 20
type TaskList = 'open' | 'done'

export const useTasks = (guide: Guide, state: TaskList, cursor?: string) =>
  useApi('GET /stores/:storeId/tasks', {
    params: { storeId: guide.store.id },
    query: { state, limit: PAGE, cursor },
  })

const Row = ({ task, now, changed }: { task: Task; now: number; changed: () => void }) => {
  const { run, busy, failure } = useAction(async () => {
    await call('POST /tasks/:taskId/done', { params: { taskId: task.id } })
    changed()
  })
  return (
    <li className="alert">
      <div className="li pick">
        <Picture src={task.image} icon="package" word={task.name} size={44} />
        <span className="grow">
          <b className="m cut block">{[task.name, task.optionText].filter(Boolean).join(' ')}</b>
          <span className="t11 i2">{task.memberName || '顾客'} 想要 1 件</span>
          {task.state === 'open' && (
            <span className={`t11 m ${task.available > 0 ? 'ok' : 'danger'}`}>
              {task.available > 0 ? ` · 本店有 ${task.available} 件` : ' · 本店没有，先要货'}
            </span>
          )}
          {task.state === 'done' && task.doneAt && (
            <span className="t11 ok">
              {' '}
              · {moment(task.doneAt, now)} {task.doneBy} 备好
            </span>
          )}
        </span>
        {task.state === 'open' && <span className="since i2">{waited(task.createdAt, now)}</span>}
      </div>
      {task.state === 'open' && (
        <div className="alert-acts">
          {task.available <= 0 && (
            <a className="btn small brand-line" href={`#/sku/${task.skuId}`}>
              <Icon name="truck" size={16} />
              去要货
            </a>
          )}
          <button
            type="button"
            className="btn small brand"
            disabled={busy || task.available <= 0}
            onClick={() => void run()}
          >
            <Icon name="check" size={16} />
            {busy ? '正在提交…' : '备好了，告诉顾客'}
          </button>
        </div>
      )}
      <Problem text={failure?.message} />
    </li>
  )
}

const List = ({ guide, state, cursor }: { guide: Guide; state: TaskList; cursor?: string }) => {
  const { data, error, isValidating, mutate } = useTasks(guide, state, cursor)
  const [more, setMore] = useState(false)
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { tasks, next } = data.answer
  if (tasks.length === 0 && !cursor)
    return state === 'open' ? (
      <State icon="package-check" title="没有要备的货" text="顾客在小程序里请本店备货，会出现在这里。" />
    ) : (
      <State icon="package" title="还没有备好的" text="备好一件，就记在这里。" />
    )
  return (
    <>
      <ul className="rows">
        {tasks.map((it) => (
          <Row key={it.id} task={it} now={data.at} changed={() => void mutate()} />
        ))}
      </ul>
      {next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更多
        </button>
      )}
      {next && more && <List guide={guide} state={state} cursor={next} />}
    </>
  )
}

/** 备货: what shoppers asked the store to put by (ST-6, GU-5). */
export const TasksPage = ({ guide, list }: { guide: Guide; list: TaskList }) => (
  <>
    <Top title="备货" to="#/desk" guide={guide} />
    <Segments
      label="备货"
      options={[
        { label: '要备的', href: '#/tasks', on: list === 'open' },
        { label: '备好的', href: '#/tasks/done', on: list === 'done' },
      ]}
    />
    <main className="main-scroll">
      <section className="sec desk-list" aria-label="备货任务">
        <List key={list} guide={guide} state={list} />
      </section>
    </main>
  </>
)
