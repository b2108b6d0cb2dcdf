import { useState } from 'react'
import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { Picture } from '../../ui/Picture'
import { Yuan } from '../../ui/Yuan'
import { moment } from '../../ui/date.rules'
import { isWeCom, sendCard } from '../../wecom/client'
import { intoChat } from '../../wecom/intoChat'
import { Problem } from '../Problem'
import { Top } from '../Top'
import { Unread } from '../Unread'
import { useAction } from '../useAction'
import { CallOffSheet } from './CallOffSheet'
import { cardPage, nextText, PHASE_TONES, takenPart } from './chain.rules'
import type { WholeChain } from './chain.rules'
import { ChainTable } from './ChainTable'
import { CloseSheet } from './CloseSheet'

const STILL = new Set<WholeChain['phase']>(['ready', 'calledOff', 'over'])

const Progress = ({ chain, now }: { chain: WholeChain; now: number }) => {
  const next = nextText(chain, now)
  return (
    <section className="sec" aria-label="进度">
      <div className="sec-h">
        <h2 className="cut">{chain.title}</h2>
        <span className={`chip ${PHASE_TONES[chain.phase]}`}>{chain.phaseText}</span>
        {next && <span className="more t11">{next}</span>}
      </div>
      <div className="chain-bar" aria-hidden="true">
        <i style={{ width: `${takenPart(chain)}%` }} />
      </div>
      <div className="row t11 chain-taken">
        <b className="m">{chain.pieces} 份</b>
        <span className="i2">
          {chain.people} 人 · 每人限 {chain.perMember} 份
        </span>
        <span className="grow" />
        <span className={chain.left > 0 ? 'ok m' : 'warn m'}>
          {chain.left > 0 ? `还能接 ${chain.left} 份` : '接满了'}
        </span>
      </div>
      <ul className="rows">
        {chain.lines.map((it) => (
          <li key={it.skuId} className="li goods">
            <Picture src={it.image} icon="shopping-bag" word={it.name} size={44} />
            <span className="grow">
              <span className="m cut block">{it.name}</span>
              <span className="t11 i2 cut block">
                {it.optionText && `${it.optionText} · `}放 {it.quota} 份，剩 {it.left}
              </span>
            </span>
            <span className="chain-price">
              <b>
                <Yuan amount={it.chainPrice} />
              </b>
              {it.price > it.chainPrice && (
                <span className="t11 i2 was">
                  <Yuan amount={it.price} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How the goods come, and what is handed out. */
const Arrival = ({ chain, now }: { chain: WholeChain; now: number }) => {
  const { delivery, source, store, arrivesAt, sums, phase } = chain
  const total = chain.totals.reduce((sum, it) => sum + it.paid, 0)
  const handed = chain.totals.reduce((sum, it) => sum + it.collected, 0)
  return (
    <section className="sec" aria-label="到货和交货">
      <div className="li">
        <span className="mark brand">
          <Icon name="truck" size={18} />
        </span>
        <div className="grow">
          <div className="m cut">
            {delivery
              ? `${delivery.fromName} → ${store.name} · ${delivery.statusText}`
              : source.id === store.id
                ? '货在本店留着'
                : `${source.name}发到本店`}
          </div>
          <div className="i2 t11 cut">
            {delivery
              ? `要 ${delivery.pieces} 件 · 发出 ${delivery.shipped}${delivery.received === undefined ? '' : ` · 收到 ${delivery.received}`}`
              : `${moment(arrivesAt, now)} 起可取`}
          </div>
        </div>
        {delivery && (
          <a className="link" href={`#/transfer/${delivery.transferId}`}>
            看调货
          </a>
        )}
      </div>
      {(phase === 'ready' || sums.collected > 0) && (
        <div className="li">
          <span className="mark brand">
            <Icon name="package-check" size={18} />
          </span>
          <div className="grow">
            <div className="m">
              已取 {handed} 份，待取 {total - handed} 份
            </div>
            <div className="i2 t11">顾客出示取货码，扫码交货</div>
          </div>
          <a className="link" href="#/redeem/scan">
            去核销
          </a>
        </div>
      )}
    </section>
  )
}

/** One chain as its store sees it: progress, who joined, delivery, and what can be done (GB-2, GU-7). */
export const ChainPage = ({ chainId, guide }: { chainId: string; guide: Guide }) => {
  const params = { chainId }
  const reading = useApi('GET /staff/chains/:chainId', { params }, (it) => !STILL.has(it.phase))
  const [sheet, setSheet] = useState<'close' | 'callOff'>()
  const [notice, setNotice] = useState('')
  const chain = reading.data?.answer
  const send = useAction(async () => {
    if (!chain) return
    const { miniProgramAppId } = await call('GET /wecom/js-config', {
      query: { url: window.location.href.split('#')[0] ?? '' },
    })
    const card = {
      appid: miniProgramAppId,
      title: `接龙 · ${chain.title}`,
      page: cardPage(chain.id),
      imgUrl: new URL(chain.image, window.location.href).href,
    }
    if (await intoChat(() => sendCard(card), '企业微信没有把卡片发出去，请在群聊里打开再试'))
      setNotice('卡片发好了')
  })
  const copy = useAction(async () => {
    if (!chain) return
    await navigator.clipboard.writeText(chain.text).catch(() => {
      throw new ApiFailure('clipboard', '没能复制，长按接龙文字也可以')
    })
    setNotice('接龙文字复制好了，粘到群里就行')
  })
  const head = <Top title="接龙" to={chain?.chat ? '#/' : '#/chains'} guide={guide} />
  if (!chain || !reading.data) return <Unread head={head} reading={reading} />
  const now = reading.data.at
  const done = () => {
    setSheet(undefined)
    void reading.mutate()
  }
  return (
    <>
      {head}
      <main className="main-scroll">
        <Progress chain={chain} now={now} />
        <ChainTable chain={chain} />
        <Arrival chain={chain} now={now} />
        <section className="sec" aria-label="群里的接龙文字">
          <div className="sec-h">
            <h2>发到群里的文字</h2>
            <button type="button" className="link more" onClick={() => void copy.run()}>
              复制
            </button>
          </div>
          <pre className="chain-text">{chain.text}</pre>
        </section>
        {notice && (
          <p className="notice" role="status">
            {notice}
          </p>
        )}
        <Problem text={(send.failure ?? copy.failure)?.message} wide />
      </main>
      <footer className="act">
        {chain.actions.includes('callOff') && (
          <button type="button" className="tool" onClick={() => setSheet('callOff')}>
            <Icon name="x" size={20} />
            取消
          </button>
        )}
        {chain.actions.includes('close') && (
          <button type="button" className="tool" onClick={() => setSheet('close')}>
            <Icon name="timer" size={20} />
            截单
          </button>
        )}
        <button type="button" className="tool" onClick={() => void copy.run()}>
          <Icon name="copy" size={20} />
          复制
        </button>
        {isWeCom() && (
          <button type="button" className="btn main" disabled={send.busy} onClick={() => void send.run()}>
            <Icon name="list-ordered" size={18} />
            {send.busy ? '正在发…' : '发到群里'}
          </button>
        )}
      </footer>
      {sheet === 'callOff' && <CallOffSheet chain={chain} close={() => setSheet(undefined)} done={done} />}
      {sheet === 'close' && <CloseSheet chain={chain} close={() => setSheet(undefined)} done={done} />}
    </>
  )
}
