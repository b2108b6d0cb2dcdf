import { useApi } from '../../api/useApi'
import { count } from '../../ui/money.rules'
import { CampaignPage } from '../campaigns/CampaignPage'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { atText, shareOf, TONES } from '../campaigns/campaign.rules'
import { Listing, useListing } from '../campaigns/Listing'
import { Reading } from '../campaigns/Reading'
import { Kpi } from '../Kpi'
import { isHead, useMe } from '../operator'
import { ReferralDesk, ReferralEditor } from './ReferralEditor'
import { ReferralPreview } from './ReferralPreview'
import { formOf, referralKind } from './referral.kind'
import type { Managed } from './referral.kind'

const Line = ({ it, changed }: { it: Managed; changed: () => void }) => (
  <tr>
    <td>
      <a className="m cut coupon-title" href={`#/${referralKind.page}/${it.id}`}>
        {it.title}
      </a>
      <span className="t11 i2 cut coupon-title">
        邀请人 {it.inviterCoupon?.big ?? '—'} · 好友 {it.friendCoupon?.big ?? '—'}
      </span>
    </td>
    <td>
      <span className={`chip ${TONES[it.status]}`}>{it.statusText}</span>
    </td>
    <td className="i2">
      {atText(it.from)} – {atText(it.until)}
    </td>
    <td className="r m">{count(it.results.joined)}</td>
    <td className="r">{count(it.results.ordered)}</td>
    <td className="r">{count(it.results.rewarded)}</td>
    <td className="r">
      <CampaignSteps kind={referralKind} campaign={it} changed={changed} />
    </td>
  </tr>
)

const List = () => {
  const me = useMe()
  const listing = useListing()
  const { status, cursor, limit } = listing.query
  const { data, error, isValidating, mutate } = useApi('GET /console/referrals', {
    query: { status, cursor, limit },
  })
  const retry = () => void mutate()
  return (
    <Listing
      listing={listing}
      kind={referralKind}
      icon="gift"
      empty={{ title: '还没有邀请活动', text: '选好送邀请人和好友的券，好友首单后两个人都得。' }}
      at={data?.at}
      error={error}
      isReading={isValidating}
      retry={retry}
      next={data?.answer.next}
      mayMake={isHead(me)}
      head={
        <>
          <th>活动</th>
          <th>状态</th>
          <th>时间</th>
          <th className="r">等首单</th>
          <th className="r">已下单</th>
          <th className="r">已发奖励</th>
          <th className="r">操作</th>
        </>
      }
    >
      {(data?.answer.referrals ?? []).map((it) => (
        <Line key={it.id} it={it} changed={retry} />
      ))}
    </Listing>
  )
}

const One = ({ id }: { id: string }) => {
  const { data, error, mutate } = useApi('GET /console/referrals/:referralId', { params: { referralId: id } })
  const it = data?.answer
  if (!it || it.id !== id) return <Reading error={error} retry={() => void mutate()} />
  const { joined, ordered, rewarded, void: gone } = it.results
  return (
    <CampaignPage
      kind={referralKind}
      campaign={it}
      sub={`${it.createdBy}做的`}
      from={it.from}
      until={it.until}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<ReferralPreview form={formOf(it)} inviter={it.inviterCoupon} friend={it.friendCoupon} />}
    >
      <div className="kpis">
        <Kpi name="接受邀请" value={count(joined + ordered + rewarded + gone)} note="新加入的好友" />
        <Kpi name="等首单" value={count(joined)} note="期限内还没下单" />
        <Kpi name="已下单" value={count(ordered)} note="等收货后发奖励" />
        <Kpi
          name="已发奖励"
          value={count(rewarded)}
          note={`成功率 ${shareOf(rewarded, joined + ordered + rewarded + gone)}`}
        />
        <Kpi name="没下单" value={count(gone)} note="过了期限" />
      </div>
    </CampaignPage>
  )
}

/** Referral campaigns: the list, one with what came of it, and its editor; which one the address says (SO-4, OP-2). */
export const ReferralsArea = ({ page }: { page: string }) => {
  const [, id, part] = page.split('/')
  if (id === 'new') return <ReferralDesk />
  if (id && part === 'edit') return <ReferralEditor id={id} />
  return id ? <One id={id} /> : <List />
}
