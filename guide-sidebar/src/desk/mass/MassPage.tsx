import { useState } from 'react'
import { call } from '../../api/client'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { Chip } from '../../ui/Chip'
import { Avatar } from '../../ui/Avatar'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { Yuan } from '../../ui/Yuan'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { Top } from '../Top'
import { useAction } from '../useAction'
import { isMoving, STATUS, unitOf, type Message, type Result, type To } from './mass.rules'
import { CardLine } from './WhatStep'

const kindsOf = (to: To): [Result['result'], string][] => [
  ['sent', '收到'],
  ['unsent', '没有发'],
  ['capped', '达上限'],
  ['notFriend', to === 'groups' ? '不在了' : '非好友'],
]
const WHO: Record<To, string> = { customers: '客户', groups: '客户群' }

/** Who got it and what they did, those who bought first. */
const Recipients = ({ message }: { message: Message }) => {
  const [result, setResult] = useState<Result['result']>()
  const { data } = useApi(
    'GET /mass-messages/:messageId/results',
    { params: { messageId: message.id }, query: { result } },
    () => isMoving(message),
  )
  const kinds = kindsOf(message.to).filter(([it]) => message.results[it] > 0)
  return (
    <section className="sec" aria-label={WHO[message.to]}>
      <div className="sec-h">
        <h2>{WHO[message.to]}</h2>
        <span className="i2 t11">{message.count}</span>
      </div>
      {kinds.length > 1 && (
        <div className="opts mass-kinds">
          {kinds.map(([it, word]) => (
            <Chip key={it} on={it === result} toggle={() => setResult(it === result ? undefined : it)}>
              {word} {message.results[it]}
            </Chip>
          ))}
        </div>
      )}
      {!data && <RowBones />}
      <ul className="rows">
        {data?.answer.recipients.map((it) => (
          <li key={it.id} className="li visit">
            {message.to === 'groups' ? (
              <span className="mark brand">
                <Icon name="users" size={18} />
              </span>
            ) : (
              <Avatar name={it.name} src={it.avatar} size={32} />
            )}
            <div className="grow cut">
              <div className="m cut">{it.name}</div>
              <div className="i2 t11 cut">{it.text}</div>
            </div>
            {it.amount > 0 && (
              <b className="num">
                <Yuan amount={it.amount} />
              </b>
            )}
          </li>
        ))}
      </ul>
      {data && data.answer.total > data.answer.recipients.length && (
        <p className="none">只列前 {data.answer.recipients.length} 个。</p>
      )}
    </section>
  )
}

const Numbers = ({ message: { results, opened, bought, count } }: { message: Message }) => (
  <div className="stats mass-stats">
    <div>
      <b>
        {results.sent}
        <small className="i2"> / {count}</small>
      </b>
      <span>收到</span>
    </div>
    <div>
      <b>{opened}</b>
      <span>点开</span>
    </div>
    <div>
      <b>{bought.customers}</b>
      <span>下单人</span>
    </div>
    <div>
      <b>
        <Yuan amount={bought.amount} />
      </b>
      <span>成交</span>
    </div>
  </div>
)

const Waiting = ({ message }: { message: Message }) => (
  <ol className="mass-todo">
    <li>
      <span className="no">1</span>打开企业微信的「群发助手」
    </li>
    <li>
      <span className="no">2</span>看一遍内容和 {message.count}{' '}
      {message.to === 'groups' ? '个客户群' : '位客户'}，不想发的可以去掉
    </li>
    <li>
      <span className="no">3</span>点「发送」，回到这里看结果
    </li>
  </ol>
)

/** One mass message: what is to be done in WeCom, and then who got it and what they did (GU-4). */
export const MassPage = ({ guide, messageId }: { guide: Guide; messageId: string }) => {
  const { data, error, isValidating, mutate } = useApi(
    'GET /mass-messages/:messageId',
    { params: { messageId } },
    isMoving,
  )
  const act = useAction(async (name: 'remind' | 'cancel') => {
    const params = { messageId }
    await (name === 'remind'
      ? call('POST /mass-messages/:messageId/remind', { params })
      : call('POST /mass-messages/:messageId/cancel', { params }))
    await mutate()
  })
  const message = data?.answer
  const body = () => {
    if (!message && error && !isValidating)
      return <FailureState failure={error} retry={() => void mutate()} />
    if (!message) return <RowBones />
    const [word, tone] = STATUS[message.status]
    return (
      <>
        <section className="sec mass-head" aria-label="这条群发">
          <div className="sec-h">
            <h2 className={tone === 'i2' ? '' : tone}>{word}</h2>
            <span className="more t11">{message.statusText}</span>
          </div>
          {message.status === 'sent' && <Numbers message={message} />}
          {message.status === 'waiting' && <Waiting message={message} />}
        </section>
        <section className="sec mass-content" aria-label="内容">
          <div className="row mass-line">
            <span className="i2 fix mass-key">{message.to === 'groups' ? '选群' : '选人'}</span>
            <b className="m cut grow">{message.audienceText}</b>
            <span className="i2">
              {message.count} {unitOf(message.to)}
            </span>
          </div>
          {message.text && <div className="bubble">{message.text}</div>}
          {message.cards.map((it) => (
            <CardLine key={it.title} card={it} />
          ))}
        </section>
        {message.status === 'sent' && <Recipients message={message} />}
      </>
    )
  }
  return (
    <>
      <Top title="群发" to="#/mass" guide={guide} />
      <main className="main-scroll">
        {body()}
        <Problem text={act.failure?.message} wide />
      </main>
      {message?.canCancel && (
        <footer className="act">
          <button type="button" className="btn" disabled={act.busy} onClick={() => void act.run('cancel')}>
            <Icon name="x" size={18} />
            取消群发
          </button>
          <button
            type="button"
            className="btn main"
            disabled={act.busy || !message.canRemind}
            onClick={() => void act.run('remind')}
          >
            {message.reminders ? `再提醒我 · 已 ${message.reminders} 次` : '在企微里提醒我'}
          </button>
        </footer>
      )}
    </>
  )
}
