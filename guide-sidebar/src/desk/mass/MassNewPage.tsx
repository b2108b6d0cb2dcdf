import { useState } from 'react'
import { call } from '../../api/client'
import { ApiFailure } from '../../api/failure'
import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'
import { FailureState } from '../../ui/FailureState'
import { Icon } from '../../ui/Icon'
import { clock } from '../../ui/date.rules'
import { useSettled } from '../../ui/useSettled'
import { RowBones } from '../DeskSkeleton'
import { Problem } from '../Problem'
import { useAction } from '../useAction'
import { CheckStep } from './CheckStep'
import { audienceOf, contentProblem } from './mass.rules'
import { useDraft } from './useDraft'
import { WhatStep } from './WhatStep'
import { WhoStep } from './WhoStep'

type Step = 'who' | 'what' | 'check'
const STEPS: [Step | 'confirm', string][] = [
  ['who', '选人'],
  ['what', '内容'],
  ['check', '能发给谁'],
  ['confirm', '去企微确认'],
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

/** 群发给我的客户: whom, what, whom it reaches; then it is WeCom's, where the guide confirms it (GU-4). */
export const MassNewPage = ({ guide }: { guide: Guide }) => {
  const { draft, set, forget } = useDraft(guide)
  const [step, setStep] = useState<Step>('who')
  const audience = JSON.parse(useSettled(JSON.stringify(audienceOf(draft)))) as ReturnType<typeof audienceOf>
  const { data, error, isValidating, mutate } = useApi('POST /mass-audience/plan', { body: { audience } })
  const plan = data?.answer
  const problem = contentProblem(draft)
  const { run, busy, failure } = useAction(async () => {
    if (problem) throw new ApiFailure('invalid', problem)
    const made = await call('POST /mass-messages', {
      body: {
        key: draft.key,
        audience: audienceOf(draft),
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
    if (!plan && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
    if (step === 'who') return <WhoStep draft={draft} set={set} />
    if (step === 'what') return <WhatStep draft={draft} set={set} />
    return plan ? <CheckStep draft={draft} plan={plan} change={setStep} /> : <RowBones />
  }
  const foot = () => {
    const reach = plan?.reach ?? 0
    if (step === 'who')
      return (
        <button type="button" className="btn main" disabled={!plan?.chosen} onClick={() => setStep('what')}>
          {plan ? (plan.chosen ? `下一步 · 选中 ${plan.chosen} 人` : '没有这样的客户') : '正在数…'}
        </button>
      )
    if (step === 'what')
      return (
        <button type="button" className="btn main" disabled={!!problem} onClick={() => setStep('check')}>
          {problem && !draft.text.trim() ? '先写内容' : '下一步 · 看能发给谁'}
        </button>
      )
    return (
      <button type="button" className="btn main" disabled={busy || reach === 0} onClick={() => void run()}>
        {busy ? '正在交给企微…' : reach ? `去企微确认 · ${reach} 人` : '没有人能收到'}
      </button>
    )
  }
  return (
    <>
      <header className="top">
        <a className="back" href="#/mass" aria-label="返回">
          <Icon name="chevron-left" size={20} />
        </a>
        <h1>群发给我的客户</h1>
        {draft.at && <span className="whose i2">草稿已存 {clock(draft.at)}</span>}
      </header>
      <Steps step={step} go={setStep} />
      <main className="main-scroll" key={step}>
        {body()}
        <Problem text={failure?.message} wide />
      </main>
      <footer className="act">{foot()}</footer>
    </>
  )
}
