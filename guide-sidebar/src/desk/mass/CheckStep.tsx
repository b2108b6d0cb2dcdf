import { useState } from 'react'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { barsOf, contentWords, unitOf, type Bar, type Draft, type Plan, type To } from './mass.rules'
import { CardLine } from './WhatStep'

const Cut = ({ bar, unit }: { bar: Bar; unit: string }) => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="funnel-row"
        aria-expanded={isOpen}
        aria-label={`${bar.label} ${bar.count} ${unit}，看名单`}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="f">
          {bar.label}
          <small>{bar.note || '点开可看名单'}</small>
        </span>
        <i className="cut" style={{ width: `${bar.width}%`, marginLeft: `${bar.from}%` }} />
        <b>−{bar.count}</b>
      </button>
      {isOpen && (
        <p className="funnel-names i2">
          {bar.names.join('、')}
          {bar.count > bar.names.length && ` 等 ${bar.count} ${unit}`}
        </p>
      )}
    </>
  )
}

/** Who of those chosen will get it, and who not and why. */
export const Funnel = ({ plan, to }: { plan: Plan; to: To }) => (
  <section className="sec funnel" aria-label="能发给谁">
    <div className="sec-h">
      <h2>能发给谁</h2>
      <span className="more t11">规则来自企业微信和本店设置</span>
    </div>
    <div className="funnel-row">
      <span className="f">选中</span>
      <i style={{ width: '100%' }} />
      <b>{plan.chosen}</b>
    </div>
    {barsOf(plan).map((it) => (
      <Cut key={it.key} bar={it} unit={unitOf(to)} />
    ))}
    <div className="funnel-row total">
      <span className="f">会收到</span>
      <i style={{ width: `${plan.chosen ? (plan.reach / plan.chosen) * 100 : 0}%` }} />
      <b>{plan.reach}</b>
    </div>
    <p className="hint">
      <Icon name="clock" />
      {plan.capText}；别的同事和总部发的我们不一定知道，以发出后的结果为准。
    </p>
  </section>
)

const FLOW = [
  ['1 点下面按钮', '名单和内容交给企微'],
  ['2 打开群发助手', '你再点「发送」才发出'],
  ['3 回来看结果', '谁收到、谁下单'],
] as const

interface Props {
  draft: Draft
  plan: Plan
  /** Whom it is for. */
  words: string
  change: (step: 'who' | 'what') => void
}

/** 能发给谁: the message and its reach before it goes to WeCom (GU-4). */
export const CheckStep = ({ draft, plan, words, change }: Props) => (
  <>
    <section className="sec" aria-label="发给谁">
      <div className="row mass-line">
        <span className="i2 fix mass-key">{draft.to === 'groups' ? '选群' : '选人'}</span>
        <b className="m cut grow">{words}</b>
        <button type="button" className="link" aria-label="改选人" onClick={() => change('who')}>
          改
        </button>
      </div>
      <div className="row facepile">
        {plan.faces.length > 0 && (
          <span className="pile">
            {plan.faces.map((it) => (
              <Avatar key={it.name} name={it.name} src={it.avatar} size={24} />
            ))}
          </span>
        )}
        <span className="i2">
          {plan.chosen} {unitOf(draft.to)}
          {plan.tiers.gold > 0 && ` · 金卡 ${plan.tiers.gold}`}
          {plan.tiers.silver > 0 && ` · 银卡 ${plan.tiers.silver}`}
        </span>
      </div>
    </section>
    <section className="sec mass-content" aria-label="内容">
      <div className="row mass-line">
        <span className="i2 fix mass-key">内容</span>
        <b className="m cut grow">{contentWords(draft)}</b>
        <button type="button" className="link" aria-label="改内容" onClick={() => change('what')}>
          改
        </button>
      </div>
      <div className="mass-inset">
        {draft.text.trim() && <div className="bubble">{draft.text.trim()}</div>}
        {draft.cards.map((it) => (
          <CardLine key={it.title} card={it} />
        ))}
      </div>
    </section>
    <Funnel plan={plan} to={draft.to} />
    <section className="sec" aria-label="最后一步在企业微信里">
      <div className="sec-h">
        <h2>最后一步在企业微信里</h2>
      </div>
      <ol className="flow">
        {FLOW.map(([step, text]) => (
          <li key={step}>
            <b>{step}</b>
            <span>{text}</span>
          </li>
        ))}
      </ol>
    </section>
  </>
)
