import { Icon } from '../ui/Icon'
import { clock } from '../ui/date.rules'

export interface Source {
  name: string
  /** ms of the last good read. */
  at?: number
  failed: boolean
}

/** How fresh what is shown is, source by source. */
export const Fresh = ({ sources }: { sources: readonly Source[] }) => {
  const times = sources.flatMap(({ at }) => (at === undefined ? [] : [at]))
  return (
    <footer className="fresh">
      <b className="m">{times.length > 0 ? `数据截至 ${clock(Math.min(...times))}` : '正在读取'}</b>
      {sources.map(({ name, at, failed }) => (
        <span key={name} className={failed ? 'warn' : at ? 'ok' : 'i2'}>
          <Icon name={failed ? 'triangle-alert' : at ? 'circle-check' : 'clock'} size={14} />
          {name} {failed ? (at ? `停在 ${clock(at)}` : '没读到') : at ? clock(at) : '读取中'}
        </span>
      ))}
    </footer>
  )
}
