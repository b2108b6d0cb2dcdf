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
  /** A binding or a merge was taken back. */
  changed: () => void
}

/** Since when they know each other, and the spend that decides the tier. */
export const Relation = ({ customer, now, openProfile, changed }: Props) => {
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
              {linked.mayUndo && (
                <TakeBack
                  text="对错了"
                  run={() => call('POST /customers/:externalUserId/unlink', { params: { externalUserId } })}
                  done={changed}
                />
              )}
            </dd>
          </div>
        )}
        {member?.merges?.map(({ id: mergeId, at, text, mayUndo }) => (
          <div key={mergeId}>
            <dt>合并会员</dt>
            <dd>
              {text}，{dateAndSpan(at, now)}
              {mayUndo && (
                <TakeBack
                  text="不是一个人"
                  run={() =>
                    call('POST /customers/:externalUserId/merges/:mergeId/undo', {
                      params: { externalUserId, mergeId },
                    })
                  }
                  done={changed}
                />
              )}
            </dd>
          </div>
        ))}
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

interface TakingBack {
  text: string
  run: () => Promise<unknown>
  done: () => void
}

/** A manager takes a wrong binding or merge back, within a week (ME-1); it is asked once more before. */
const TakeBack = ({ text, run: takeBack, done }: TakingBack) => {
  const [isAsked, setAsked] = useState(false)
  const { run, busy, failure } = useAction(async () => {
    await takeBack()
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
        {busy ? '正在撤销…' : isAsked ? '再点一次，撤销' : text}
      </button>
      {failure && (
        <span className="danger" role="alert">
          {failure.message}
        </span>
      )}
    </>
  )
}
