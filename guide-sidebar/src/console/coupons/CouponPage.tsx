import { useApi } from '../../api/useApi'
import { Yuan } from '../../ui/Yuan'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { CampaignPage } from '../campaigns/CampaignPage'
import { shareOf } from '../campaigns/campaign.rules'
import { Reading } from '../campaigns/Reading'
import { DayChart } from '../DayChart'
import { Kpi } from '../Kpi'
import { CouponCodes } from './CouponCodes'
import { CouponPreview } from './CouponPreview'
import { couponKind } from './coupon.kind'
import { isMoving } from './coupon.rules'
import { formOf } from './draft.rules'
import type { Managed } from './draft.rules'

const Course = ({ couponId, isLive }: { couponId: string; isLive: boolean }) => {
  const { data, error, mutate } = useApi(
    'GET /console/coupons/:couponId/results',
    { params: { couponId } },
    () => isLive,
  )
  const course = data?.answer
  return (
    <>
      <Area
        title="每天领了多少、用了多少"
        more="张 / 天"
        failure={course ? undefined : error}
        retry={() => void mutate()}
      >
        {course ? (
          <DayChart days={course.days} names={{ claimed: '领取', used: '使用' }} />
        ) : (
          <span className="bone chart-bone" />
        )}
      </Area>
      <Area
        title="在哪里用掉的"
        more={course && `${course.stores.length} 家店`}
        failure={course ? undefined : error}
      >
        {course && course.stores.length === 0 && course.online.used === 0 && (
          <p className="i2 area-none">还没有人用。用过以后，这里按门店和线上列出来。</p>
        )}
        {course && (course.stores.length > 0 || course.online.used > 0) && (
          <table className="tb">
            <thead>
              <tr>
                <th>地方</th>
                <th className="r">用掉</th>
                <th className="r">带动 GMV</th>
                <th className="r">让利</th>
              </tr>
            </thead>
            <tbody>
              {course.online.used > 0 && (
                <tr>
                  <td>小程序下单</td>
                  <td className="r m">{count(course.online.used)}</td>
                  <td className="r">
                    <Yuan amount={course.online.gmv} round />
                  </td>
                  <td className="r i2">
                    <Yuan amount={course.online.off} round />
                  </td>
                </tr>
              )}
              {course.stores.map((it) => (
                <tr key={it.storeId}>
                  <td>{it.name}</td>
                  <td className="r m">{count(it.used)}</td>
                  <td className="r">
                    <Yuan amount={it.gmv} round />
                  </td>
                  <td className="r i2">
                    <Yuan amount={it.off} round />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Area>
    </>
  )
}

const Numbers = ({ coupon: { results, quota } }: { coupon: Managed }) => (
  <div className="kpis">
    <Kpi
      name="已领"
      value={count(results.claimed)}
      note={`共 ${count(quota.total)} 张，${shareOf(results.claimed, quota.total)}`}
    />
    <Kpi
      name="已用"
      value={count(results.used)}
      note={`领了的人里 ${shareOf(results.used, results.claimed)}`}
    />
    <Kpi name="待付款占用" value={count(results.locked)} note="付款或关单后放开" />
    <Kpi
      name="带动 GMV"
      value={<Yuan amount={results.gmv} round />}
      note={
        results.used > 0 ? (
          <>
            每张 <Yuan amount={results.gmv / results.used} round />
          </>
        ) : (
          '用掉后开始算'
        )
      }
    />
    <Kpi
      name="让利"
      value={<Yuan amount={results.off} round />}
      note={results.gmv > 0 ? `占 GMV ${shareOf(results.off, results.gmv)}` : '用掉后开始算'}
    />
  </div>
)

/** One coupon with what came of it, live (OP-2). */
export const CouponPage = ({ couponId }: { couponId: string }) => {
  const { data, error, mutate } = useApi('GET /console/coupons/:couponId', { params: { couponId } }, isMoving)
  const coupon = data?.answer
  if (!coupon || coupon.id !== couponId) return <Reading error={error} retry={() => void mutate()} />
  const form = formOf(coupon, Date.parse(coupon.updatedAt))
  return (
    <CampaignPage
      kind={couponKind}
      campaign={coupon}
      sub={`${coupon.face.big} · ${coupon.face.small} · ${coupon.createdBy}做的`}
      from={form.from}
      until={form.until}
      at={data.at}
      failed={Boolean(error)}
      changed={() => void mutate()}
      preview={<CouponPreview face={coupon.face} form={form} />}
    >
      <Numbers coupon={coupon} />
      <Course couponId={couponId} isLive={isMoving(coupon)} />
      <CouponCodes coupon={coupon} />
    </CampaignPage>
  )
}
