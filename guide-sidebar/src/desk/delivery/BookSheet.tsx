import { useState } from 'react'
import { call } from '../../api/client'
import { useApi } from '../../api/useApi'
import { Yuan } from '../../ui/Yuan'
import { Sheet } from '../Sheet'
import { useAction } from '../useAction'
import type { Brought } from './delivery.rules'
import { Problem } from '../Problem'

interface Props {
  deliveryId: string
  close: () => void
  done: (brought: Brought) => void
}

/** Which carrier brings it, cheapest first (OR-5). */
export const BookSheet = ({ deliveryId, close, done }: Props) => {
  const { data, error } = useApi('GET /deliveries/:deliveryId/quotes', { params: { deliveryId } })
  const [chosen, setChosen] = useState<string>()
  const quotes = data?.answer.quotes ?? []
  const carrier = chosen ?? quotes[0]?.carrier
  const { run, busy, failure } = useAction(() =>
    call('POST /deliveries/:deliveryId/book', { params: { deliveryId }, body: { carrier } }),
  )
  const foot = (
    <button
      type="button"
      className="btn main"
      disabled={busy || !carrier}
      onClick={() => void run().then((it) => it && done(it))}
    >
      {busy ? '正在叫配送…' : `叫${quotes.find((it) => it.carrier === carrier)?.name ?? '配送'}`}
    </button>
  )
  return (
    <Sheet title="叫配送" close={close} foot={foot}>
      {!data && <p className="none">{error ? error.message : '正在问价…'}</p>}
      {data && quotes.length === 0 && <p className="none">现在没有配送公司能接这一单。</p>}
      {quotes.map((it) => (
        <button
          key={it.carrier}
          type="button"
          className={it.carrier === carrier ? 'li place-row sel' : 'li place-row'}
          aria-pressed={it.carrier === carrier}
          onClick={() => setChosen(it.carrier)}
        >
          <span className="radio" aria-hidden="true" />
          <span className="grow">
            <span className="m block">{it.name}</span>
            <span className="t11 i2">
              {it.minutes < 120 ? `约 ${it.minutes} 分钟` : `约 ${Math.round(it.minutes / 60)} 小时`}
            </span>
          </span>
          <b>
            <Yuan amount={it.fee} />
          </b>
        </button>
      ))}
      <Problem text={failure?.message} />
    </Sheet>
  )
}
