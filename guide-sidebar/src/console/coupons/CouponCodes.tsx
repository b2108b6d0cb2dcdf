import { useState } from 'react'
import { call } from '../../api/client'
import { asFailure } from '../../api/failure'
import { useApi } from '../../api/useApi'
import { Icon } from '../../ui/Icon'
import { count } from '../../ui/money.rules'
import { Area } from '../Area'
import { atText, shareOf } from '../campaigns/campaign.rules'
import { ConfirmDialog } from '../edit/ConfirmDialog'
import { saveFile } from '../saveFile'
import { csvOf, fileOf, leftOf, standingOf } from './codes.rules'
import type { Batch } from './codes.rules'
import type { Managed } from './draft.rules'
import { MakeCodes } from './MakeCodes'

/** Why no code can be made of this coupon; undefined when it can. */
const whyNone = ({ benefit, status, actions }: Managed): string | undefined => {
  if (benefit.kind === 'experience') return '体验券要付款购买，不做兑换码'
  if (actions.length === 0) return '只能查看'
  return status === 'ended' ? '券已经结束，码换不到了' : undefined
}

interface LineProps {
  batch: Batch
  coupon: Managed
  changed: () => void
}
const BatchLine = ({ batch, coupon, changed }: LineProps) => {
  const [now] = useState(() => Date.now())
  const [isAsked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [oops, setOops] = useState<string>()
  const params = { couponId: coupon.id, batchId: batch.id }
  const { text, tone } = standingOf(batch, now)
  const left = leftOf(batch)
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true)
    setOops(undefined)
    try {
      await work()
      setAsked(false)
    } catch (error) {
      setOops(asFailure(error).message)
    }
    setBusy(false)
  }
  const download = async () => {
    const whole = await call('GET /console/coupons/:couponId/code-batches/:batchId', { params })
    saveFile(fileOf(coupon.title, whole), csvOf(coupon.title, whole, Date.now()), 'text/csv')
  }
  const takeBack = async () => {
    await call('POST /console/coupons/:couponId/code-batches/:batchId/void', { params })
    changed()
  }
  return (
    <tr>
      <td>{atText(batch.createdAt)}</td>
      <td>
        <span className={`chip ${tone}`}>{text}</span>
      </td>
      <td className="r m">{count(batch.count)}</td>
      <td className="r">
        <b className="m">{count(batch.used)}</b>
        <span className="t11 i2 code">{shareOf(batch.used, batch.count)}</span>
      </td>
      <td className="r i2">{count(batch.voided)}</td>
      <td className="i2">{batch.until ? atText(batch.until) : '跟着券走'}</td>
      <td className="r">
        <div className="steps">
          {oops && !isAsked && <span className="warn">{oops}</span>}
          <button type="button" disabled={busy} onClick={() => void run(download)}>
            下载 CSV
          </button>
          {coupon.actions.length > 0 && left > 0 && (
            <button type="button" onClick={() => setAsked(true)}>
              作废
            </button>
          )}
          {isAsked && (
            <ConfirmDialog
              title={`作废这批兑换码`}
              text={`还没用的 ${count(left)} 个码马上换不到券，不能恢复；已经换到的 ${count(batch.used)} 张照常能用。`}
              action="作废"
              busy={busy}
              oops={oops}
              onYes={() => void run(takeBack)}
              onClose={() => setAsked(false)}
            />
          )}
        </div>
      </td>
    </tr>
  )
}

/** The 兑换码 of a coupon, batch by batch: made, downloaded, taken back (CO-2, OP-2). */
export const CouponCodes = ({ coupon }: { coupon: Managed }) => {
  const [isMaking, setMaking] = useState(false)
  const { data, error, mutate } = useApi('GET /console/coupons/:couponId/code-batches', {
    params: { couponId: coupon.id },
  })
  const batches = data?.answer.batches
  const none = whyNone(coupon)
  return (
    <Area
      title="兑换码"
      more={
        none ? (
          <span className="t11 i2">{none}</span>
        ) : (
          <button type="button" className="btn" onClick={() => setMaking(true)}>
            <Icon name="plus" size={14} />
            做一批
          </button>
        )
      }
      failure={batches ? undefined : error}
      retry={() => void mutate()}
    >
      {!batches && <span className="bone codes-bone" />}
      {batches?.length === 0 && (
        <p className="i2 area-none">
          {none
            ? '这张券没有兑换码。'
            : '还没有兑换码。做一批印在卡片上或发给合作方，顾客在券包里输入就换到券。'}
        </p>
      )}
      {batches && batches.length > 0 && (
        <table className="tb codes">
          <thead>
            <tr>
              <th>做好的时间</th>
              <th>状态</th>
              <th className="r">数量</th>
              <th className="r">已换</th>
              <th className="r">作废</th>
              <th>兑换截止</th>
              <th className="r">操作</th>
            </tr>
          </thead>
          <tbody>
            {batches.map((batch) => (
              <BatchLine key={batch.id} batch={batch} coupon={coupon} changed={() => void mutate()} />
            ))}
          </tbody>
        </table>
      )}
      {isMaking && (
        <MakeCodes
          couponId={coupon.id}
          quotaLeft={Math.max(0, coupon.quota.total - coupon.results.claimed)}
          onClose={() => setMaking(false)}
          onMade={() => {
            setMaking(false)
            void mutate()
          }}
        />
      )}
    </Area>
  )
}
