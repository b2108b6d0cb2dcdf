import type { ApiFailure } from '../api/failure'
import { Icon } from '../ui/Icon'
import { Result } from './Result'
import { orderIdIn } from './handover.rules'
import { refusalOf } from './refusal.rules'
import type { Refusal } from './refusal.shapes'

interface Props {
  failure: ApiFailure
  code: string
  storeName: string
  now: number
  again: () => void
  retype: () => void
  rescan: () => void
  next: () => void
}

const MAIN: Record<Refusal['main'], string> = {
  again: '再试一次',
  retype: '重新输入',
  rescan: '重新扫码',
  next: '核销下一单',
}

/** Why not, and what can be done now. */
export const Refused = ({ failure, code, storeName, now, again, retype, rescan, next }: Props) => {
  const { icon, title, text, why, advice, say, main, orderId } = refusalOf(failure, { code, storeName, now })
  const order = orderId ?? orderIdIn(code)
  const run = { again, retype, rescan, next }[main]
  return (
    <>
      <Result tone="no-r" icon={icon} title={title}>
        {text}
      </Result>
      <main className="main-scroll">
        {why.length > 0 && (
          <section className="sec">
            <div className="sec-h">
              <h2>为什么不行</h2>
            </div>
            <ul className="why">
              {why.map((it) => (
                <li key={it.text} className={it.good ? 'y' : 'x'}>
                  <Icon name={it.good ? 'check' : 'x'} />
                  <span className="grow">
                    <b>{it.text}</b>
                    {it.more && <small>{it.more}</small>}
                  </span>
                  {it.note && <em>{it.note}</em>}
                </li>
              ))}
            </ul>
          </section>
        )}
        {advice.length > 0 && (
          <section className="sec">
            <div className="sec-h">
              <h2>现在能怎么办</h2>
            </div>
            <ul>
              {advice.map((it) => (
                <li key={it.text} className="li opt">
                  <span className={`mark ${it.tone}`}>
                    <Icon name={it.icon} />
                  </span>
                  <div className="grow">
                    <div className="m">{it.text}</div>
                    <div className="i2 t11">{it.more}</div>
                  </div>
                </li>
              ))}
            </ul>
          </section>
        )}
        {say && (
          <section className="say">
            <Icon name="message-circle" size={18} />
            <div>
              <h2>可以这么说</h2>
              <p>「{say}」</p>
            </div>
          </section>
        )}
        {failure.requestId && <p className="read-at t11 i2">请求编号 {failure.requestId}</p>}
      </main>
      <footer className="act">
        <a className="tool wide-tool" href={order ? `#/order/${order}` : '#/find'}>
          <Icon name="receipt-text" size={20} />
          {order ? '看订单' : '查订单'}
        </a>
        <button type="button" className="btn main" onClick={run}>
          {main === 'next' || main === 'rescan' ? <Icon name="scan-line" size={18} /> : null}
          {MAIN[main]}
        </button>
      </footer>
    </>
  )
}
