import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon'
import { Stages } from '../edit/Editor'
import { Fresh } from '../Fresh'
import { CampaignSteps } from './CampaignSteps'
import { stagesOf, TONES } from './campaign.rules'
import type { Campaign, Kind } from './campaign.rules'

interface Props<M extends Campaign, Draft> {
  kind: Kind<M, Draft>
  campaign: Campaign
  sub?: ReactNode
  from?: string | undefined
  until?: string | undefined
  /** ms of the last read. */
  at: number | undefined
  failed: boolean
  changed: () => void
  preview: ReactNode
  /** What else may be done with it. */
  more?: ReactNode
  children: ReactNode
}

/** One campaign with what came of it, and what may be done with it. */
export const CampaignPage = <M extends Campaign, Draft>({
  kind,
  campaign,
  sub,
  from,
  until,
  at,
  failed,
  changed,
  preview,
  more,
  children,
}: Props<M, Draft>) => (
  <>
    <header className="ph">
      <a className="ph-back" href={`#/${kind.page}`}>
        <Icon name="chevron-left" size={14} />
        {kind.name}
      </a>
      <h1 className="cut">{campaign.title}</h1>
      <span className={`chip ${TONES[campaign.status]}`}>{campaign.statusText}</span>
      {sub && <span className="i2 cut">{sub}</span>}
      <span className="grow" />
      <CampaignSteps kind={kind} campaign={campaign} changed={changed} />
      {more}
      {campaign.actions.includes('change') && (
        <a className="btn" href={`#/${kind.page}/${campaign.id}/edit`}>
          {campaign.status === 'draft' ? '接着编辑' : '修改'}
        </a>
      )}
    </header>
    <Stages {...stagesOf(kind, campaign.status, { from, until })} />
    <div className="edit">
      <div className="result">{children}</div>
      {preview}
    </div>
    <Fresh sources={[{ name: kind.name, at, failed }]} />
  </>
)
