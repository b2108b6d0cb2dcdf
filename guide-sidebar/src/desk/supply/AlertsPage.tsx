import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { State } from '../../ui/State'
import { waited } from '../../ui/date.rules'
import { RowBones } from '../DeskSkeleton'
import { Sheet } from '../Sheet'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { Stepper } from './Stepper'
import { piecesToAsk } from './supply.rules'
import type { Alert } from './supply.rules'
import { Problem } from '../Problem'

const PAGE = 20
const MOST = 999

export const useAlerts = (guide: Guide, cursor?: string) =>
  useApi('GET /stores/:storeId/alerts', {
    params: { storeId: guide.store.id },
    query: { limit: PAGE, cursor },
  })

interface RowProps {
  alert: Alert
  now: number
  /** Sets the threshold; managers only. */
  set?: () => void
}

const Row = ({ alert, now, set }: RowProps) => (
  <li className="alert">
    <div className="li pick">
      <Picture src={alert.image} icon="package" word={alert.name} size={44} />
      <span className="grow">
        <b className="m cut block">{[alert.name, alert.optionText].filter(Boolean).join(' ')}</b>
        <span className={`t11 m ${alert.available <= 0 ? 'danger' : 'warn'}`}>
          {alert.available <= 0 ? '卖完了' : `只剩 ${alert.available} 件`}
        </span>
        <span className="t11 i2">
          {' '}
          · 预警线 {alert.threshold} 件{alert.isOwn ? '（店里定的）' : ''}
          {alert.incoming > 0 ? ` · 在途 ${alert.incoming} 件` : ''}
        </span>
      </span>
      <span className="since i2">{waited(alert.raisedAt, now)}</span>
    </div>
    <div className="alert-acts">
      {set && (
        <button type="button" className="btn small" onClick={set}>
          改预警线
        </button>
      )}
      <a className="btn small brand-line" href={`#/sku/${alert.skuId}//${piecesToAsk(alert)}`}>
        <Icon name="truck" size={16} />
        {alert.incoming > 0 ? '再要货' : '去要货'}
      </a>
    </div>
  </li>
)

interface SheetProps {
  alert: Alert
  storeId: string
  close: () => void
  changed: () => void
}

const ThresholdSheet = ({ alert, storeId, close, changed }: SheetProps) => {
  const [threshold, setThreshold] = useState(alert.threshold)
  const { run, busy, failure } = useAction(async (own: number | undefined) => {
    await call('PUT /stores/:storeId/thresholds/:skuId', {
      params: { storeId, skuId: alert.skuId },
      body: { threshold: own },
    })
    changed()
    close()
  })
  const foot = (
    <>
      {alert.isOwn && (
        <button type="button" className="btn" disabled={busy} onClick={() => void run(undefined)}>
          按销量来
        </button>
      )}
      <button type="button" className="btn main" disabled={busy} onClick={() => void run(threshold)}>
        {busy ? '正在保存…' : `剩 ${threshold} 件时提醒`}
      </button>
    </>
  )
  return (
    <Sheet title="改预警线" close={close} foot={foot}>
      <div className="li goods">
        <Picture src={alert.image} icon="package" word={alert.name} size={48} />
        <div className="grow">
          <div className="m two">{alert.name}</div>
          <div className="i2 t11">{alert.optionText}</div>
        </div>
        <Stepper label="预警线" value={threshold} least={0} most={MOST} change={setThreshold} />
      </div>
      <p className="hint">
        <Icon name="boxes" />
        可卖的件数到这条线或更少就提醒；不设的话，跟着最近的销量走。
      </p>
      <Problem text={failure?.message} />
    </Sheet>
  )
}

const List = ({ guide, cursor }: { guide: Guide; cursor?: string }) => {
  const { data, error, isValidating, mutate } = useAlerts(guide, cursor)
  const [more, setMore] = useState(false)
  const [setting, setSetting] = useState<Alert>()
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <RowBones />
  const { alerts, next } = data.answer
  if (alerts.length === 0 && !cursor)
    return <State icon="circle-check" title="货都够卖" text="有商品到了预警线，会出现在这里。" />
  return (
    <>
      <ul className="rows">
        {alerts.map((it) => (
          <Row
            key={it.skuId}
            alert={it}
            now={data.at}
            set={guide.role === 'manager' ? () => setSetting(it) : undefined}
          />
        ))}
      </ul>
      {next && !more && (
        <button type="button" className="fold" onClick={() => setMore(true)}>
          再看更多
        </button>
      )}
      {next && more && <List guide={guide} cursor={next} />}
      {setting && (
        <ThresholdSheet
          alert={setting}
          storeId={guide.store.id}
          close={() => setSetting(undefined)}
          changed={() => void mutate()}
        />
      )}
    </>
  )
}

/** 低库存预警: what runs low, and the way to more of it; an alert closes by itself when goods are there again (IN-5). */
export const AlertsPage = ({ guide }: { guide: Guide }) => (
  <>
    <Top title="低库存预警" to="#/desk" guide={guide} />
    <main className="main-scroll">
      <section className="sec desk-list" aria-label="低库存预警">
        <List guide={guide} />
      </section>
    </main>
  </>
)
