import { useState } from 'react'
import { asFailure } from '../../api/failure'
import { goTo } from '../../ui/useHash'
import { ConfirmDialog } from '../edit/ConfirmDialog'
import { wordsOf } from '../edit/problems.rules'
import { stepsOf } from './campaign.rules'
import type { Campaign, Kind, Step } from './campaign.rules'

interface Props<M extends Campaign, Draft> {
  kind: Kind<M, Draft>
  campaign: Campaign
  changed: () => void
}

/** What may be done with a campaign; each step is asked about once, with what it means for shoppers. */
export const CampaignSteps = <M extends Campaign, Draft>({ kind, campaign, changed }: Props<M, Draft>) => {
  const [asked, setAsked] = useState<Step>()
  const [busy, setBusy] = useState(false)
  const [oops, setOops] = useState<string>()
  const { id, actions } = campaign

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setOops(undefined)
    try {
      await work()
      setAsked(undefined)
    } catch (error) {
      setOops(wordsOf(asFailure(error)))
    }
    setBusy(false)
    changed()
  }
  /** A copy is gone on with at once. */
  const copy = async () => goTo(`${kind.page}/${(await kind.copy(id)).id}/edit`)

  if (actions.length === 0) return <span className="t11 i2">总部管理，只能查看</span>
  return (
    <div className="steps">
      {oops && !asked && <span className="warn">{oops}</span>}
      {stepsOf(campaign).map((it) => (
        <button key={it} type="button" onClick={() => setAsked(it)}>
          {kind.steps[it].name}
        </button>
      ))}
      {actions.includes('copy') && (
        <button type="button" disabled={busy} onClick={() => void run(copy)}>
          复制
        </button>
      )}
      {asked && (
        <ConfirmDialog
          title={`${kind.steps[asked].name}「${campaign.title}」`}
          text={kind.steps[asked].ask}
          action={kind.steps[asked].name}
          busy={busy}
          oops={oops}
          onYes={() => void run(() => kind.step(id, asked))}
          onClose={() => {
            setAsked(undefined)
            setOops(undefined)
          }}
        />
      )}
    </div>
  )
}
