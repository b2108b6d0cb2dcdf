import { Yuan } from '../../ui/Yuan'
import { Phone, PhonePreview } from '../phone/Phone'
import { Ticket } from '../phone/Ticket'
import type { Face } from '../phone/Ticket'
import type { ReferralForm } from './referral.kind'

interface Props {
  form: ReferralForm
  inviter: Face | undefined
  friend: Face | undefined
}

const Coupon = ({ face, who }: { face: Face | undefined; who: string }) => (
  <>
    <p className="phone-part">{who}</p>
    {face ? <Ticket face={face} /> : <p className="phone-card i2">选好券后显示在这里</p>}
  </>
)

/** A referral campaign on a shopper's phone while it is made. */
export const ReferralPreview = ({ form, inviter, friend }: Props) => (
  <PhonePreview
    views={[
      {
        name: '邀请页',
        page: (
          <Phone title="邀好友得券">
            <div className="pbig">{form.title || '活动的名字'}</div>
            <Coupon face={inviter} who="好友首单收货后，你得" />
            <Coupon face={friend} who="好友得" />
            <ul className="phone-card psteps">
              <li>
                <i>1</i>把小程序分享给好友
              </li>
              <li>
                <i>2</i>好友 {form.orderWithinDays ?? 0} 天内下首单
              </li>
              {form.leastOrder ? (
                <li>
                  <i>·</i>
                  <span>
                    首单满 <Yuan amount={form.leastOrder} round />
                  </span>
                </li>
              ) : null}
              <li>
                <i>3</i>两个人都得券，最多邀 {form.perInviter ?? 0} 位
              </li>
            </ul>
            <div className="pmain">邀请好友</div>
          </Phone>
        ),
      },
    ]}
  />
)
