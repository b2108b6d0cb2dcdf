import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { moment } from '../../ui/date.rules'
import { Goods } from '../Goods'
import { Result } from '../Result'
import { Top } from '../Top'
import { WAYS, boughtOf } from '../handover.rules'
import { useAction } from '../useAction'
import { AssignSheet } from './AssignSheet'
import { BookSheet } from './BookSheet'
import { DeliverSheet } from './DeliverSheet'
import { WhySheet } from './WhySheet'
import { actsOf, bringer, stateTone } from './delivery.rules'
import type { Brought, DeliveryAct } from './delivery.rules'
import { Problem } from '../Problem'
import { Unread } from '../Unread'

const LABELS: Record<DeliveryAct, string> = {
  assign: '派店员',
  book: '叫配送',
  pickUp: '货已拿走，出发',
  deliver: '送到了',
  fail: '没送到',
  giveBack: '不送了',
}
const DONE: Record<DeliveryAct, string> = {
  assign: '已派店员',
  book: '已叫配送，等骑手来取',
  pickUp: '已出发，顾客能看到在送了',
  deliver: '已送达，订单完成',
  fail: '已记下，可以再派人送',
  giveBack: '货款原路退回中，顾客会收到通知',
}

const Receiver = ({ brought, guide }: { brought: Brought; guide: Guide }) => {
  const { delivery, order } = brought
  if (!order.receiver) return null
  const mine = delivery.courier?.id === guide.id
  const { name, phone, address } = order.receiver
  return (
    <section className="sec">
      <dl className="pairs places">
        <div>
          <dt>收货人</dt>
          <dd>
            {name} · {mine ? <a href={`tel:${phone}`}>{phone}</a> : phone}
          </dd>
        </div>
        <div>
          <dt>地址</dt>
          <dd>{address}</dd>
        </div>
        {order.remark && (
          <div>
            <dt>留言</dt>
            <dd>{order.remark}</dd>
          </div>
        )}
      </dl>
      {!mine && <p className="none">完整电话只给送这一单的人看。</p>}
    </section>
  )
}

/** One delivery: who brings it where, and the next step (OR-5). */
export const DeliveryPage = ({ deliveryId, guide }: { deliveryId: string; guide: Guide }) => {
  const reading = useApi('GET /deliveries/:deliveryId', {
    params: { deliveryId },
  })
  const { data, mutate } = reading
  const [sheet, setSheet] = useState<DeliveryAct>()
  const [done, setDone] = useState<DeliveryAct>()
  const settle = (act: DeliveryAct, answer: Brought) => {
    setSheet(undefined)
    setDone(act)
    void mutate({ answer, at: Date.now() }, { revalidate: false })
  }
  const leaving = useAction(async () =>
    settle('pickUp', await call('POST /deliveries/:deliveryId/pick-up', { params: { deliveryId } })),
  )
  const head = <Top title="配送单" to="#/deliveries" guide={guide} />
  if (!data) return <Unread head={head} reading={reading} />
  const brought = data.answer
  const { delivery, order } = brought
  const acts = actsOf(brought, guide)
  const close = () => setSheet(undefined)
  const props = { deliveryId, close }
  return (
    <>
      {head}
      {done && (
        <Result
          key={done}
          tone={done === 'fail' ? 'warn-r' : 'ok-r'}
          icon={done === 'fail' ? 'triangle-alert' : 'circle-check'}
          title={DONE[done]}
        />
      )}
      <main className="main-scroll">
        <section className="sec">
          <div className="li person">
            <div className="grow">
              <div className="person-name">{bringer(brought)}</div>
              <div className="i2">
                {[WAYS[delivery.way], delivery.carrier?.trackingNo].filter(Boolean).join(' · ')}
              </div>
            </div>
            <span className={`m ${stateTone(delivery.state)}`}>{delivery.stateText}</span>
          </div>
          {delivery.reason && <p className="remarked">{delivery.reason}</p>}
        </section>
        <Receiver brought={brought} guide={guide} />
        <section className="sec" aria-label="要送的货">
          <div className="sec-h">
            <h2>商品</h2>
            <a className="more link" href={`#/order/${order.id}`}>
              看订单
            </a>
          </div>
          <Goods order={order} />
          <p className="none">共 {boughtOf(order)} 件</p>
        </section>
        <section className="sec">
          <div className="sec-h">
            <h2>经过</h2>
          </div>
          <ol className="history">
            {[...delivery.steps].reverse().map((it) => (
              <li key={`${it.state}${it.at}`}>
                <span className="grow">{it.text}</span>
                <time className="i2" dateTime={it.at}>
                  {moment(it.at, data.at)}
                </time>
              </li>
            ))}
          </ol>
        </section>
        <Problem text={leaving.failure?.message} wide />
      </main>
      {acts.length > 0 && (
        <footer className="act">
          {[...acts].reverse().map((it) => (
            <button
              key={it}
              type="button"
              className={it === acts[0] ? 'btn main' : 'btn'}
              disabled={leaving.busy}
              onClick={() => (it === 'pickUp' ? void leaving.run() : setSheet(it))}
            >
              {it === 'assign' && delivery.state === 'assigned' ? '换人' : LABELS[it]}
            </button>
          ))}
        </footer>
      )}
      {sheet === 'assign' && <AssignSheet {...props} guide={guide} done={(it) => settle('assign', it)} />}
      {sheet === 'book' && <BookSheet {...props} done={(it) => settle('book', it)} />}
      {sheet === 'deliver' && <DeliverSheet {...props} done={(it) => settle('deliver', it)} />}
      {(sheet === 'fail' || sheet === 'giveBack') && (
        <WhySheet {...props} act={sheet} done={(it) => settle(sheet, it)} />
      )}
    </>
  )
}
