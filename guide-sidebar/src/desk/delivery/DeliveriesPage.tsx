import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { waited } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Top } from '../Top'
import { WAYS, boughtOf } from '../handover.rules'
import { bringer, isLate, stateTone } from './delivery.rules'
import type { Brought } from './delivery.rules'

export const useDeliveries = (guide: Guide) =>
  useApi('GET /stores/:storeId/deliveries', { params: { storeId: guide.store.id } })

const Row = ({ brought, now }: { brought: Brought; now: number }) => {
  const { delivery, order } = brought
  return (
    <li>
      <a className="li pick tall" href={`#/delivery/${delivery.id}`}>
        <span className="pile2">
          {order.lines.slice(0, 2).map((line) => (
            <Picture key={line.key} src={line.image} icon="shopping-bag" word={line.name} size={32} />
          ))}
        </span>
        <span className="grow">
          <span className="row pick-name">
            <b className="cut">{order.receiver?.name ?? '顾客'}</b>
            <span className="fix">
              · {boughtOf(order)} 件 · {WAYS[delivery.way]}
            </span>
          </span>
          <span className={`t11 m cut block ${stateTone(delivery.state)}`}>
            {delivery.stateText} · {bringer(brought)}
          </span>
          <span className="t11 i2 cut block">{order.receiver?.address}</span>
        </span>
        <span className={`since ${isLate(brought, now) ? 'danger m' : 'i2'}`}>
          {waited(order.paidAt ?? order.createdAt, now)}
        </span>
        <Icon name="chevron-right" size={14} />
      </a>
    </li>
  )
}

/** 配送: what the store has to bring, who brings it, how long it waits (OR-5, GU-5). */
export const DeliveriesPage = ({ guide }: { guide: Guide }) => {
  const { data, error, isValidating, mutate } = useDeliveries(guide)
  const body = () => {
    if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (!data) return <RowBones />
    const { deliveries } = data.answer
    if (deliveries.length === 0)
      return <State icon="bike" title="没有要送的单" text="顾客选了送货上门并付款，会出现在这里。" />
    return (
      <ul className="rows">
        {deliveries.map((it) => (
          <Row key={it.delivery.id} brought={it} now={data.at} />
        ))}
      </ul>
    )
  }
  return (
    <>
      <Top title="配送" to="#/desk" guide={guide} />
      <main className="main-scroll">
        <section className="sec desk-list" aria-label="配送单">
          {data && data.answer.deliveries.length > 0 && (
            <div className="sec-h">
              <h2>{data.answer.deliveries.length} 单没送完</h2>
              <span className="more">这一小时还能接 {data.answer.freeThisHour} 单</span>
            </div>
          )}
          {body()}
        </section>
      </main>
    </>
  )
}
