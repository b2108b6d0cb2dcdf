import { useState } from 'react'
import type { ReactNode } from 'react'
import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Chip } from '../../ui/Chip'
import { Icon } from '../../ui/Icon'
import { clock } from '../../ui/date.rules'
import { useSettled } from '../../ui/useSettled'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { useAction } from '../useAction'
import { CheckStep } from './CheckStep'
import {
  audienceOf,
  audienceWords,
  contentProblem,
  planOfGroups,
  unitOf,
  type Plan,
  type To,
} from './mass.rules'
import { useDraft } from './useDraft'
import { WhatStep } from './WhatStep'
import { WhichGroups } from './WhichGroups'
import { WhoStep } from './WhoStep'

type Step = 'who' | 'what' | 'check'
const STEPS: [Step | 'confirm', string][] = [
  ['who', '选人'],
  ['what', '内容'],
  ['check', '能发给谁'],
  ['confirm', '去企微确认'],
]
const TO: [To, string][] = [
  ['customers', '客户'],
  ['groups', '客户群'],
]
const placeOf = (step: Step | 'confirm') => STEPS.findIndex(([it]) => it === step)

const Steps = ({ step, go }: { step: Step; go: (step: Step) => void }) => (
  <nav className="mass-steps" aria-label="步骤">
    {STEPS.map(([it, word], at) => {
      const isDone = at < placeOf(step)
      return (
        <button
          key={it}
          type="button"
          className={isDone ? 'done' : ''}
          aria-current={it === step ? 'step' : undefined}
          disabled={!isDone || it === 'confirm'}
          onClick={() => it !== 'confirm' && go(it)}
        >
          {isDone ? <Icon name="check" size={12} /> : `${at + 1} `}
          {word}
        </button>
      )
    })}
  </nav>
)

interface MakingProps {
  kept: ReturnType<typeof useDraft>
  step: Step
  go: (step: Step) => void
  /** What it reaches, once that was read. */
  plan: Plan | undefined
  /** Why that could not be read. */
  trouble: ReactNode
  /** Whom it is for. */
  words: string
  /** Choosing whom. */
  who: ReactNode
}

/** The steps of one message, whomever it is for. */
const Making = ({ kept: { draft, set, forget }, step, go, plan, trouble, words, who }: MakingProps) => {
  const problem = contentProblem(draft)
  const unit = unitOf(draft.to)
  const { run, busy, failure } = useAction(async () => {
    if (problem) throw new ApiFailure('invalid', problem)
    const made = await call('POST /mass-messages', {
      body: {
        key: draft.key,
        ...(draft.to === 'groups' ? { chatIds: draft.chatIds } : { audience: audienceOf(draft) }),
        text: draft.text.trim(),
        attachments: draft.cards.map((it) =>
          it.kind === 'goods' ? { kind: it.kind, skuId: it.skuId } : { kind: it.kind, page: it.page },
        ),
      },
    })
    forget()
    window.location.hash = `#/mass/${made.id}`
  })
  const body = () => {
    if (step === 'who')
      return (
        <>
          <div className="opts mass-to" role="group" aria-label="发给谁">
            {TO.map(([to, word]) => (
              <Chip key={to} on={draft.to === to} toggle={() => set({ to })}>
                {word}
              </Chip>
            ))}
          </div>
          {trouble || who}
        </>
      )
    if (trouble) return trouble
    if (step === 'what') return <WhatStep draft={draft} set={set} />
    return plan ? <CheckStep draft={draft} plan={plan} words={words} change={go} /> : <RowBones />
  }
  const next = () => {
    if (!plan) return '正在数…'
    if (plan.chosen) return `下一步 · 选中 ${plan.chosen} ${unit}`
    return draft.to === 'groups' ? '先选群' : '没有这样的客户'
  }
  const foot = () => {
    const reach = plan?.reach ?? 0
    if (step === 'who')
      return (
        <button type="button" className="btn main" disabled={!plan?.chosen} onClick={() => go('what')}>
          {next()}
        </button>
      )
    if (step === 'what')
      return (
        <button type="button" className="btn main" disabled={!!problem} onClick={() => go('check')}>
          {problem && !draft.text.trim() ? '先写内容' : '下一步 · 看能发给谁'}
        </button>
      )
    return (
      <button type="button" className="btn main" disabled={busy || reach === 0} onClick={() => void run()}>
        {busy
          ? '正在交给企微…'
          : reach
            ? `去企微确认 · ${reach} ${unit}`
            : draft.to === 'groups'
              ? '没有群能收到'
              : '没有人能收到'}
      </button>
    )
  }
  return (
    <>
      <header className="top">
        <a className="back" href="#/mass" aria-label="返回">
          <Icon name="chevron-left" size={20} />
        </a>
        <h1>{draft.to === 'groups' ? '群发给我的客户群' : '群发给我的客户'}</h1>
        {draft.at && <span className="whose i2">草稿已存 {clock(draft.at)}</span>}
      </header>
      <Steps step={step} go={go} />
      <main className="main-scroll" key={step}>
        {body()}
        <Problem text={failure?.message} wide />
      </main>
      <footer className="act">{foot()}</footer>
    </>
  )
}

type Given = Pick<MakingProps, 'kept' | 'step' | 'go'>

const ToCustomers = (given: Given) => {
  const { draft, set } = given.kept
  const audience = JSON.parse(useSettled(JSON.stringify(audienceOf(draft)))) as ReturnType<typeof audienceOf>
  const { data, error, isValidating, mutate } = useApi('POST /mass-audience/plan', { body: { audience } })
  return (
    <Making
      {...given}
      plan={data?.answer}
      trouble={
        !data && error && !isValidating && <FailureState failure={error} retry={() => void mutate()} />
      }
      words={audienceWords(draft)}
      who={<WhoStep draft={draft} set={set} />}
    />
  )
}

const ToGroups = (given: Given) => {
  const { draft, set } = given.kept
  const { data, error, isValidating, mutate } = useApi('GET /mass-groups', {})
  const groups = data?.answer.groups
  const chosen = groups?.filter((it) => draft.chatIds.includes(it.chatId)) ?? []
  return (
    <Making
      {...given}
      plan={data && planOfGroups(data.answer.groups, draft.chatIds, data.answer.capText)}
      trouble={
        !data && error && !isValidating && <FailureState failure={error} retry={() => void mutate()} />
      }
      words={chosen.map((it) => it.name).join('、')}
      who={groups ? <WhichGroups groups={groups} draft={draft} set={set} /> : <RowBones />}
    />
  )
}

/** 群发: whom, what, whom it reaches; then it is WeCom's, where the guide confirms it (GU-4, JO-3). */
export const MassNewPage = ({ guide }: { guide: Guide }) => {
  const kept = useDraft(guide)
  const [step, go] = useState<Step>('who')
  const To = kept.draft.to === 'groups' ? ToGroups : ToCustomers
  return <To kept={kept} step={step} go={go} />
}
