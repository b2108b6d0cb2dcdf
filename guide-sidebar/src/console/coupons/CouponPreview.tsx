import { useState } from 'react'
import { Phone, PhonePreview } from '../phone/Phone'
import { Ticket } from '../phone/Ticket'
import type { Face } from '../phone/Ticket'
import { lastsUntil, WAY_WORDS } from './preview.rules'
import type { CouponForm } from './draft.rules'

const Centre = ({ face, form }: { face: Face; form: CouponForm }) => (
  <Phone title={form.ways.includes('page') ? '领券中心' : '送你的券'}>
    {!form.ways.includes('page') && <p className="i2">{WAY_WORDS[form.ways[0] ?? 'page']}</p>}
    <Ticket
      face={face}
      line={<div className="i2">每人限 {form.perPerson ?? 1} 张</div>}
      side={<span className="phone-act">{form.kind === 'experience' ? '购买' : '领取'}</span>}
    />
    <Ticket
      isOff
      face={face}
      line={<div className="i2">已领完</div>}
      side={<span className="phone-act off">已领完</span>}
    />
  </Phone>
)

const Wallet = ({ face, form }: { face: Face; form: CouponForm }) => {
  const isOnline = form.channels.includes('online')
  const [now] = useState(() => Date.now())
  const until = lastsUntil(form, now)
  return (
    <Phone title="我的券">
      <div className="phone-tabs">
        <span className="on">可用 2</span>
        <span>已用</span>
        <span>已过期</span>
      </div>
      <Ticket
        face={face}
        line={<div className="i2">{until}</div>}
        side={<span className={`phone-act${isOnline ? ' tint' : ''}`}>{isOnline ? '去用' : '出示'}</span>}
      />
      {form.where === 'some' && form.storeIds.length > 0 && (
        <>
          <p className="phone-part">这家店暂时用不了</p>
          <Ticket
            isOff
            face={face}
            line={<div className="i2">{until}</div>}
            foot="这里会写最近能用的店和距离"
          />
        </>
      )}
    </Phone>
  )
}

const Rules = ({ face }: { face: Face }) => (
  <Phone title="怎么用">
    <Ticket face={face} />
    <dl className="phone-card phone-rule">
      <dt>在哪用</dt>
      <dd>{face.where}</dd>
      {face.stacks && (
        <>
          <dt>叠加</dt>
          <dd>{face.stacks}</dd>
        </>
      )}
      {face.note && (
        <>
          <dt>说明</dt>
          <dd>{face.note}</dd>
        </>
      )}
    </dl>
  </Phone>
)

/** The coupon on a shopper's phone while it is made. */
export const CouponPreview = ({ face, form }: { face: Face | undefined; form: CouponForm }) => {
  if (!face)
    return (
      <aside className="preview">
        <span className="bone phone" />
      </aside>
    )
  return (
    <PhonePreview
      views={[
        { name: '领取', page: <Centre face={face} form={form} /> },
        { name: '券包', page: <Wallet face={face} form={form} /> },
        { name: '说明', page: <Rules face={face} /> },
      ]}
    />
  )
}
