import type { ReactNode } from 'react'
import { Avatar } from '../ui/Avatar'
import { WAYS, nameOf } from './handover.rules'
import type { Handover } from './handover.rules'

/** Whose order it is: name, phone as masked by the server, how it reaches them. */
export const Person = ({ handover, children }: { handover: Handover; children?: ReactNode }) => (
  <section className="sec">
    <div className="li person">
      <Avatar name={nameOf(handover)} size={40} />
      <div className="grow">
        <div className="person-name cut">{nameOf(handover)}</div>
        <div className="i2">{[handover.phone, WAYS[handover.order.way]].filter(Boolean).join(' · ')}</div>
      </div>
      {children}
    </div>
    {handover.order.remark && <p className="remarked">顾客留言：{handover.order.remark}</p>}
  </section>
)
