import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { moment } from '../../ui/date.rules'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { PosReturnSheet } from './PosReturnSheet'
import { RETURN_STATES, keptOf, piecesOf } from './pos.rules'
import type { PosHandover, PosOrder } from './pos.rules'
import { Problem } from '../Problem'
import { Unread } from '../Unread'

interface ReturnsProps {
  order: PosOrder
  now: number
  settled: (order: PosOrder) => void
}

const Returns = ({ order, now, settled }: ReturnsProps) => {
  const { run, busy, failure } = useAction(async (returnId: string, outcome: 'taken' | 'declined') =>
    settled(
      await call('POST /pos/orders/:posOrderId/returns/:returnId/settle', {
        params: { posOrderId: order.id, returnId },
        body: { outcome },
      }),
    ),
  )
  if (order.returns.length === 0) return null
  return (
    <section className="sec">
      <div className="sec-h">
        <h2>退货</h2>
      </div>
      <ul>
        {order.returns.map((it) => (
          <li key={it.id} className="alert">
            <div className="li opt">
              <div className="grow">
                <div className="m">{it.reason}</div>
                <div className="i2 t11">
                  {moment(it.at, now)} · {it.lines.reduce((sum, line) => sum + line.quantity, 0)} 件
                </div>
              </div>
              <div className="num">
                <b className="price">
                  <Yuan amount={it.amount} />
                </b>
                <div className={`t11 m ${RETURN_STATES[it.state].tone}`}>{RETURN_STATES[it.state].text}</div>
              </div>
            </div>
            {it.state === 'requested' && (
              <div className="alert-acts">
                <button
                  type="button"
                  className="btn small"
                  disabled={busy}
                  onClick={() => void run(it.id, 'declined')}
                >
                  不能退
                </button>
                <button
                  type="button"
                  className="btn small brand"
                  disabled={busy}
                  onClick={() => void run(it.id, 'taken')}
                >
                  货已收到，退
                </button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Problem text={failure?.message} />
    </section>
  )
}

const Buyer = ({ handover: { order, memberName, phone } }: { handover: PosHandover }) => (
  <section className="sec">
    <div className="li person">
      <Avatar name={memberName || '客'} size={40} />
      <div className="grow">
        <div className="person-name cut">{memberName || '非会员'}</div>
        <div className="i2">{[phone, order.storeName].filter(Boolean).join(' · ')}</div>
      </div>
      <span className="chip">门店</span>
    </div>
  </section>
)

/** One purchase of a till: goods, sums, and what came back (OR-6, OR-7). */
export const PosOrderPage = ({ posOrderId, guide }: { posOrderId: string; guide: Guide }) => {
  const reading = useApi('GET /staff/pos-orders/:posOrderId', {
    params: { posOrderId },
  })
  const { data, mutate } = reading
  const [returning, setReturning] = useState(false)
  const head = <Top title="门店小票" to="#/sales" guide={guide} />
  if (!data) return <Unread head={head} reading={reading} />
  const { order } = data.answer
  const settle = (next: PosOrder) => {
    setReturning(false)
    void mutate({ answer: { ...data.answer, order: next }, at: Date.now() }, { revalidate: false })
  }
  const canReturn = order.lines.some((it) => keptOf(it, order) > 0)
  return (
    <>
      {head}
      <main className="main-scroll">
        <Buyer handover={data.answer} />
        <section className="sec" aria-label="商品和金额">
          <div className="sec-h">
            <h2>商品</h2>
            <span className="more">{piecesOf(order)} 件</span>
          </div>
          <ul>
            {order.lines.map((line) => (
              <li key={line.key} className="li goods">
                <Picture src={line.image} icon="shopping-bag" word={line.name} size={56} />
                <div className="grow">
                  <div className="m two">{line.name}</div>
                  {line.discount > 0 && (
                    <div className="i2 t11">
                      优惠 <Yuan amount={line.discount} />
                    </div>
                  )}
                </div>
                <span className={line.quantity > 1 ? 'pieces many' : 'pieces'}>× {line.quantity}</span>
                <b className="num price">
                  <Yuan amount={line.total} />
                </b>
              </li>
            ))}
          </ul>
          <dl className="sum">
            <div className="tot">
              <dt>门店已收</dt>
              <dd>
                <Yuan amount={order.total} />
              </dd>
            </div>
            {order.returned > 0 && (
              <div>
                <dt>退回的货值</dt>
                <dd>
                  −<Yuan amount={order.returned} />
                </dd>
              </div>
            )}
          </dl>
        </section>
        <Returns order={order} now={data.at} settled={settle} />
        <p className="read-at t11 i2">
          {moment(order.at, data.at)} 收银 · 小票号 {order.id}
        </p>
      </main>
      {canReturn && (
        <footer className="act">
          <button type="button" className="btn" onClick={() => setReturning(true)}>
            <Icon name="rotate-ccw" size={18} />
            退货
          </button>
        </footer>
      )}
      {returning && <PosReturnSheet order={order} close={() => setReturning(false)} returned={settle} />}
    </>
  )
}
