import { useState } from 'react'
import type { ReactNode } from 'react'
import type { ApiFailure } from '../../api/failure'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import type { IconName } from '../../ui/icons'
import { State } from '../../ui/State'
import { clock } from '../../ui/date.rules'
import { useSettled } from '../../ui/useSettled'
import { tabsOf } from './campaign.rules'
import type { Status } from './campaign.rules'

export const PAGE = 50
const LINES = 8

/** What a list is narrowed to, and which page of it is shown. */
export const useListing = () => {
  const [typed, setTyped] = useState('')
  const [status, setStatus] = useState<Status>()
  /** The marks of the pages before this one. */
  const [marks, setMarks] = useState<readonly string[]>([])
  const q = useSettled(typed.trim())
  return {
    query: { status, q: q || undefined, cursor: marks.at(-1), limit: PAGE },
    typed,
    type: (text: string) => {
      setTyped(text)
      setMarks([])
    },
    status,
    narrow: (it: Status | undefined) => {
      setStatus(it)
      setMarks([])
    },
    isNarrowed: Boolean(q || status),
    /** From the first page again. */
    restart: () => setMarks([]),
    isFirst: marks.length === 0,
    back: () => setMarks(marks.slice(0, -1)),
    on: (mark: string) => setMarks([...marks, mark]),
  }
}

interface Props {
  listing: ReturnType<typeof useListing>
  kind: { page: string; name: string; newName: string; liveName: string; isAtOnce?: true }
  icon: IconName
  /** What is looked for by words; absent where it is not. */
  find?: string
  /** What is said where there is none yet. */
  empty: { title: string; text: string }
  /** ms of the last read; undefined while nothing was read. */
  at: number | undefined
  error: ApiFailure | undefined
  isReading: boolean
  retry: () => void
  next: string | undefined
  head: ReactNode
  /** Lines of the table. */
  children: ReactNode[]
  mayMake?: boolean
  /** Further ways to narrow the list. */
  filter?: ReactNode
}

const Bones = ({ name }: { name: string }) => (
  <div aria-label={`正在读取${name}`} role="status">
    {Array.from({ length: LINES }, (_, line) => (
      <div key={line} className="coupon-bone">
        <span className="bone" />
        <span className="bone" />
        <span className="bone" />
      </div>
    ))}
  </div>
)

/** A list of campaigns with search, tabs and pages: every state of it. */
export const Listing = ({
  listing,
  kind,
  icon,
  find,
  empty,
  at,
  error,
  isReading,
  retry,
  next,
  head,
  children,
  mayMake = true,
  filter,
}: Props) => (
  <>
    <header className="ph">
      <h1>{kind.name}</h1>
      {filter}
      <span className="grow" />
      {find && (
        <label className="find">
          <Icon name="search" size={14} />
          <input
            type="search"
            placeholder={find}
            value={listing.typed}
            maxLength={20}
            onChange={(event) => listing.type(event.target.value)}
          />
        </label>
      )}
      {mayMake && (
        <a className="btn main" href={`#/${kind.page}/new`}>
          <Icon name="plus" size={14} />
          {kind.newName}
        </a>
      )}
    </header>
    <div className="tabs" role="tablist" aria-label={`${kind.name}的状态`}>
      {tabsOf(kind).map((tab) => (
        <button
          key={tab.name}
          type="button"
          role="tab"
          aria-selected={tab.status === listing.status}
          onClick={() => listing.narrow(tab.status)}
        >
          {tab.name}
        </button>
      ))}
    </div>
    <div className="pg-body list">
      {!at && error && !isReading && <FailureState failure={error} retry={retry} />}
      {!at && (!error || isReading) && <Bones name={kind.name} />}
      {at && children.length === 0 && (
        <State
          icon={icon}
          title={listing.isNarrowed ? '没有这样的' : empty.title}
          text={listing.isNarrowed ? '换个状态或名字试试。' : empty.text}
        />
      )}
      {children.length > 0 && (
        <table className="tb coupons">
          <thead>
            <tr>{head}</tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      )}
    </div>
    <footer className="fresh">
      <b className="m">{at ? `数据截至 ${clock(at)}` : '正在读取'}</b>
      {error && at && (
        <span className="warn">
          <Icon name="triangle-alert" size={14} />
          {error.message}
        </span>
      )}
      <span className="grow" />
      <button type="button" disabled={listing.isFirst} onClick={listing.back}>
        上一页
      </button>
      <button type="button" disabled={!next} onClick={() => next && listing.on(next)}>
        下一页
      </button>
    </footer>
  </>
)
