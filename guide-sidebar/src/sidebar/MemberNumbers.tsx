import { Icon } from '../ui/Icon'
import { Yuan } from '../ui/Yuan'
import { averageOrder, consentChips, onlinePercent, sinceVisit } from './customer.rules'
import type { Member } from './customer.rules'

/** What the customer agreed to, and four numbers over all channels. */
export const MemberNumbers = ({ member, now }: { member: Member; now: number }) => {
  const average = averageOrder(member)
  return (
    <section className="numbers" aria-label="会员概况">
      <ul className="consents">
        {consentChips(member.consents).map(({ label, agreed, icon }) => (
          <li key={label} className={`chip ${agreed ? 'ok' : 'warn'}`}>
            <Icon name={icon} size={12} />
            {label}
          </li>
        ))}
      </ul>
      <div className="stats">
        <div>
          <b>
            <Yuan amount={member.spendTotal} round />
          </b>
          <span>累计 · {member.orderCount} 单</span>
        </div>
        <div>
          <b>{average === undefined ? '—' : <Yuan amount={average} round />}</b>
          <span>客单</span>
        </div>
        <div>
          <b>{sinceVisit(member, now)}</b>
          <span>距上次到店</span>
        </div>
        <div>
          <b>{onlinePercent(member) ?? '—'}</b>
          <span>线上占比</span>
        </div>
      </div>
    </section>
  )
}
