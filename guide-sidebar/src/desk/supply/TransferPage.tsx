import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { moment } from '../../ui/date.rules'
import { Result } from '../Result'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { CountSheet } from './CountSheet'
import { ACT_WORDS, actsOf, piecesIn, transferTone, waitingFor } from './supply.rules'
import type { Transfer, TransferAct } from './supply.rules'
import { Problem } from '../Problem'
import { Unread } from '../Unread'

const STATUS_TEXT: Record<Transfer['status'], string> = {
  suggested: '系统建议',
  requested: '已申请',
  approved: '已同意，货已留好',
  shipped: '已发出',
  received: '已收货',
  cancelled: '已取消',
}

const counted = (line: Transfer['lines'][number]): string => {
  if (line.received !== undefined)
    return line.difference === 0
      ? '如数收到'
      : `发 ${line.shipped ?? 0} 收 ${line.received}，${line.difference > 0 ? `少 ${line.difference}` : `多 ${-line.difference}`} 件`
  return line.shipped === undefined ? '' : `已发 ${line.shipped} 件`
}

const Lines = ({ transfer }: { transfer: Transfer }) => (
  <ul>
    {transfer.lines.map((line) => (
      <li key={line.skuId} className="li goods">
        <Picture src={line.image} icon="package" word={line.name} size={56} />
        <div className="grow">
          <div className="m two">{line.name}</div>
          <div className="i2 t11">{line.optionText}</div>
          {counted(line) && (
            <div className={`t11 m ${line.difference === 0 ? 'ok' : 'danger'}`}>{counted(line)}</div>
          )}
        </div>
        <span className={line.quantity > 1 ? 'pieces many' : 'pieces'}>× {line.quantity}</span>
      </li>
    ))}
  </ul>
)

const Way = ({ transfer }: { transfer: Transfer }) => (
  <section className="sec">
    <div className="way">
      <div className="grow">
        <span className="t11 i2">从</span>
        <b className="block">{transfer.from.name}</b>
      </div>
      <span className="way-arrow">
        <Icon name="truck" size={20} />
      </span>
      <div className="grow way-to">
        <span className="t11 i2">到</span>
        <b className="block">{transfer.to.name}</b>
      </div>
    </div>
    <p className={`way-state m ${transferTone(transfer)}`}>{waitingFor(transfer)}</p>
  </section>
)

/** What ends a transfer with pieces counted by hand. */
const run = (transferId: string, act: TransferAct, lines?: { skuId: string; quantity: number }[]) => {
  const params = { transferId }
  switch (act) {
    case 'approve':
      return call('POST /transfers/:transferId/approve', { params })
    case 'ship':
      return call('POST /transfers/:transferId/ship', { params, body: { lines } })
    case 'receive':
      return call('POST /transfers/:transferId/receive', { params, body: { lines } })
    case 'cancel':
      return call('POST /transfers/:transferId/cancel', { params, body: {} })
  }
}

/** One transfer: its way, goods, history, and what this person may do with it now (IN-5). */
export const TransferPage = ({ transferId, guide }: { transferId: string; guide: Guide }) => {
  const reading = useApi('GET /transfers/:transferId', {
    params: { transferId },
  })
  const { data, mutate } = reading
  const [counting, setCounting] = useState<'ship' | 'receive'>()
  const [done, setDone] = useState<TransferAct>()
  const action = useAction(async (act: TransferAct, lines?: { skuId: string; quantity: number }[]) => {
    const answer = await run(transferId, act, lines)
    await mutate({ answer, at: Date.now() }, { revalidate: false })
    setCounting(undefined)
    setDone(act)
  })
  const out = data?.answer.from.id === guide.store.id
  const head = <Top title="调货单" to={out ? '#/transfers/out' : '#/transfers/in'} guide={guide} />
  if (!data) return <Unread head={head} reading={reading} />
  const transfer = data.answer
  const acts = actsOf(transfer, guide)
  const act = (it: TransferAct) => {
    if (it === 'ship' || it === 'receive') setCounting(it)
    else void action.run(it)
  }
  return (
    <>
      {head}
      {done && <Result key={done} tone="ok-r" icon="circle-check" title={ACT_WORDS[done].done} />}
      <main className="main-scroll">
        <Way transfer={transfer} />
        <section className="sec" aria-label="调的货">
          <div className="sec-h">
            <h2>商品</h2>
            <span className="more">{piecesIn(transfer)} 件</span>
          </div>
          <Lines transfer={transfer} />
          <p className="remarked plain">{transfer.reason}</p>
        </section>
        <section className="sec">
          <div className="sec-h">
            <h2>经过</h2>
          </div>
          <ol className="history">
            {[...transfer.history].reverse().map((it) => (
              <li key={`${it.status}${it.at}`}>
                <span className="grow">
                  {STATUS_TEXT[it.status]}
                  <small className="i2">{it.by}</small>
                </span>
                <time className="i2" dateTime={it.at}>
                  {moment(it.at, data.at)}
                </time>
              </li>
            ))}
          </ol>
        </section>
        {!counting && <Problem text={action.failure?.message} wide />}
      </main>
      {acts.length > 0 && (
        <footer className="act">
          {[...acts].reverse().map((it) => (
            <button
              key={it}
              type="button"
              className={it === acts[0] && it !== 'cancel' ? 'btn main' : 'btn'}
              disabled={action.busy}
              onClick={() => act(it)}
            >
              {action.busy && it === acts[0] ? ACT_WORDS[it].busy : ACT_WORDS[it].label}
            </button>
          ))}
        </footer>
      )}
      {counting && (
        <CountSheet
          transfer={transfer}
          act={counting}
          busy={action.busy}
          problem={action.failure?.message}
          close={() => setCounting(undefined)}
          done={(lines) => void action.run(counting, lines)}
        />
      )}
    </>
  )
}
