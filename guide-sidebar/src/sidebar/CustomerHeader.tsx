import { useState } from 'react'
import { Avatar } from '../ui/Avatar'
import { Icon } from '../ui/Icon'
import { count } from '../ui/money.rules'
import { TIERS, ownership, remarkOf } from './customer.rules'
import type { Customer } from './customer.rules'

const MEANING = {
  matched:
    '这位企业微信好友和门店会员是同一个人。等级、积分、消费和到店都来自这份会员资料，线上线下合在一起算。',
  unmatched: '还不知道这位好友是哪位会员，所以看不到等级、积分和消费。请顾客扫下面的码，点「是我」就能对上。',
}

const TierChip = ({ tier }: { tier: keyof typeof TIERS }) => {
  const { label, tone, icon } = TIERS[tier]
  return (
    <span className={`chip ${tone}`}>
      {icon && <Icon name={icon} size={12} />}
      {label}
    </span>
  )
}

/** Who this is, always in sight: name, tier, points, One-ID, phone as masked by the server, whose customer. */
export const CustomerHeader = ({ customer }: { customer: Customer }) => {
  const [explained, setExplained] = useState(false)
  const { member, name, avatar } = customer
  const remark = remarkOf(customer)
  return (
    <header className="who">
      <div className="row who-row">
        <Avatar name={name} src={avatar} size={48} />
        <div className="grow">
          <div className="row">
            <h1 className="name cut">{name}</h1>
            {member ? <TierChip tier={member.tier} /> : <span className="chip">微信好友</span>}
            {member && <span className="i2 points">{count(member.points)} 分</span>}
          </div>
          <div className="facts i2">
            <button
              type="button"
              className={`oneid ${member ? 'ok' : 'warn'}`}
              aria-expanded={explained}
              onClick={() => setExplained(!explained)}
            >
              <Icon name={member ? 'badge-check' : 'badge-x'} size={14} />
              One-ID {member ? '已匹配' : '未匹配'}
            </button>
            {member?.phone && <span>{member.phone}</span>}
            {member && <span>{ownership(member)}</span>}
          </div>
        </div>
      </div>
      {remark && <p className="remark i2">备注：{remark}</p>}
      {explained && <p className="meaning">{member ? MEANING.matched : MEANING.unmatched}</p>}
    </header>
  )
}
