import { useState } from 'react'
import { call } from '../api/client'
import { useAction } from '../desk/useAction'
import { Icon } from '../ui/Icon'
import { Yuan } from '../ui/Yuan'
import { dateAndSpan } from './customer.rules'
import type { Customer } from './customer.rules'

interface Props {
  customer: Customer
  now: number
  openProfile: () => void
  /** The member was taken off this contact. */
  unlinked: () => void
}

/** Since when they know each other, and the spend that decides the tier. */
export const Relation = ({ customer, now, openProfile, unlinked }: Props) => {
  const { externalUserId, member, followedSince, cameBy, linked } = customer
  return (
    <section className="sec">
      <div className="sec-h">
        <h2>往来</h2>
        <button type="button" className="more link" onClick={openProfile}>
          看企微资料
          <Icon name="chevron-right" size={14} />
        </button>
      </div>
      <dl className="pairs">
        <div>
          <dt>加为好友</dt>
          <dd>{dateAndSpan(followedSince, now)}</dd>
        </div>
        {cameBy && (
          <div>
            <dt>怎么来的</dt>
            <dd>{cameBy}</dd>
          </div>
        )}
        {linked && (
          <div>
            <dt>扫码对上会员</dt>
            <dd>
              {dateAndSpan(linked.at, now)}
              {linked.mayUndo && <Unlink externalUserId={externalUserId} done={unlinked} />}
            </dd>
          </div>
        )}
        {member && (
          <>
            <div>
              <dt>入会</dt>
              <dd>{dateAndSpan(member.joinedAt, now)}</dd>
            </div>
            <div>
              <dt>近 12 个月消费</dt>
              <dd className="m">
                <Yuan amount={member.spend12m} />
              </dd>
            </div>
          </>
        )}
      </dl>
    </section>
  )
}

/** A manager takes a wrong binding back, within a week (ME-1); it is asked once more before. */
const Unlink = ({ externalUserId, done }: { externalUserId: string; done: () => void }) => {
  const [isAsked, setAsked] = useState(false)
  const { run, busy, failure } = useAction(async () => {
    await call('POST /customers/:externalUserId/unlink', { params: { externalUserId } })
    done()
  })
  return (
    <>
      <button
        type="button"
        className="again"
        disabled={busy}
        onClick={() => (isAsked ? void run() : setAsked(true))}
      >
        {busy ? '正在撤销…' : isAsked ? '再点一次，撤销' : '对错了'}
      </button>
      {failure && (
        <span className="danger" role="alert">
          {failure.message}
        </span>
      )}
    </>
  )
}
