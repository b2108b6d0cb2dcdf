import type { ReactNode } from 'react'
import type { ApiFailure } from '../../api/failure'
import { Icon } from '../../ui/Icon'
import { LeaveDialog } from './LeaveDialog'
import { wordsOf } from './problems.rules'

export interface Stage {
  name: string
  note: string
}

/** Where it stands on its way. */
export const Stages = ({ stages, now, end }: { stages: readonly Stage[]; now: number; end?: ReactNode }) => (
  <div className="stages">
    {stages.map((it, nth) => (
      <div
        key={it.name}
        className={nth === now ? 'stage stage-now' : nth < now ? 'stage stage-past' : 'stage'}
      >
        <b aria-current={nth === now ? 'step' : undefined}>{it.name}</b>
        <span>{it.note}</span>
      </div>
    ))}
    <div className="stages-e">{end}</div>
  </div>
)

interface Props {
  back: { page: string; name: string }
  title: string
  sub?: ReactNode
  actions: ReactNode
  stages: ReactNode
  /** Why some or all of it cannot be changed. */
  notice?: string | undefined
  failure?: ApiFailure | undefined
  /** What can be done about the failure. */
  remedy?: { name: string; run: () => void } | undefined
  isDirty: boolean
  preview: ReactNode
  children: ReactNode
}

/** The frame of every editor: where one is, where the thing stands, the form, and the phone beside it. */
export const Editor = ({
  back,
  title,
  sub,
  actions,
  stages,
  notice,
  failure,
  remedy,
  isDirty,
  preview,
  children,
}: Props) => (
  <>
    <header className="ph">
      <a className="ph-back" href={`#/${back.page}`}>
        <Icon name="chevron-left" size={14} />
        {back.name}
      </a>
      <h1 className="cut">{title}</h1>
      {sub && <span className="i2 cut">{sub}</span>}
      <span className="grow" />
      {actions}
    </header>
    {stages}
    {failure && (
      <p className="bar bar-bad" role="alert">
        <Icon name="triangle-alert" size={14} />
        {wordsOf(failure)}
        {remedy && (
          <button type="button" onClick={remedy.run}>
            {remedy.name}
          </button>
        )}
      </p>
    )}
    {notice && !failure && (
      <p className="bar">
        <Icon name="lock" size={14} />
        {notice}
      </p>
    )}
    <div className="edit">
      <form className="form" onSubmit={(event) => event.preventDefault()}>
        {children}
      </form>
      {preview}
    </div>
    <LeaveDialog isDirty={isDirty} />
  </>
)

/** The same shape while it is being read. */
export const EditorBones = () => (
  <div className="edit" role="status" aria-label="正在读取">
    <div className="form form-bones">
      {[0, 1, 2, 3, 4, 5, 6].map((it) => (
        <span key={it} className="bone" style={{ width: `${70 - (it % 3) * 16}%` }} />
      ))}
    </div>
    <aside className="preview">
      <span className="bone phone" />
    </aside>
  </div>
)
