import { useState } from 'react'
import { Yuan } from '../../ui/Yuan'
import { shortDate } from '../../ui/date.rules'
import { count } from '../../ui/money.rules'
import { CampaignSteps } from '../campaigns/CampaignSteps'
import { shareOf, TONES } from '../campaigns/campaign.rules'
import { couponKind } from './coupon.kind'
import type { Coupon } from './coupon.rules'

/** One coupon: its face, where it stands, what came of it and what may be done. */
export const CouponLine = ({ coupon, changed }: { coupon: Coupon; changed: () => void }) => {
  const [now] = useState(() => Date.now())
  const { face, results, claim, quota } = coupon
  return (
    <tr>
      <td>
        <div className="p">
          <span className="stub">
            <b>{face.big}</b>
          </span>
          <div className="grow">
            <a className="m cut coupon-title" href={`#/coupons/${coupon.id}`}>
              {coupon.title}
            </a>
            <div className="t11 i2 cut coupon-title">
              {face.small} · {face.where}
            </div>
          </div>
        </div>
      </td>
      <td>
        <span className={`chip ${TONES[coupon.status]}`}>{coupon.statusText}</span>
      </td>
      <td className="i2">
        {shortDate(claim.from, now)} – {shortDate(claim.until, now)}
      </td>
      <td className="r">
        <b className="m">{count(results.claimed)}</b>
        <span className="i2"> / {count(quota.total)}</span>
      </td>
      <td className="r">
        <b className="m">{count(results.used)}</b>
        <span className="t11 i2 code">{shareOf(results.used, results.claimed)}</span>
      </td>
      <td className="r">
        <Yuan amount={results.gmv} round />
      </td>
      <td className="r i2">
        <Yuan amount={results.off} round />
      </td>
      <td className="r">
        <CampaignSteps kind={couponKind} campaign={coupon} changed={changed} />
      </td>
    </tr>
  )
}
