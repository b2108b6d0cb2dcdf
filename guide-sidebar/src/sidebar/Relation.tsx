import { Icon } from '../ui/Icon'
import { Yuan } from '../ui/Yuan'
import { dateAndSpan } from './customer.rules'
import type { Customer } from './customer.rules'

interface Props {
  customer: Customer
  now: number
  openProfile: () => void
}

/** Since when they know each other, and the spend that decides the tier. */
export const Relation = ({ customer, now, openProfile }: Props) => {
  const { member, followedSince, cameBy } = customer
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
