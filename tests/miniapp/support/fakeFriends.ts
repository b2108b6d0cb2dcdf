import type { Api } from '../../../server/api'
import { eventOf } from './fakeEvents'
import { inMinutes, refuse, type Route } from './fakePrices'

export type Referral = Api['GET /referral']['response']
type Invite = Api['GET /referral/invites/:code']['response']

const face = eventOf().coupon!

export const campaignOf = (): NonNullable<Referral['campaign']> => ({
  id: 'rfc_1',
  title: '邀好友，各得一张券',
  inviterCoupon: { ...face, title: '邀请礼券', big: '¥30', small: '满 150 可用' },
  friendCoupon: { ...face, title: '新朋友见面礼', big: '¥50', small: '满 199 可用' },
  until: inMinutes(20_000),
  limit: 10,
  rules: [
    '好友需是新会员，30 天内完成首单。',
    '首单收货后，你和好友各得一张券。',
    '每人最多奖励 10 位好友。',
  ],
})

/** Invitations of one member, in memory. */
export const createFriends = () => {
  const say = {
    referral: {
      campaign: campaignOf(),
      code: 'K7M2QX4T',
      path: '/pages/friends/accept/index?from=K7M2QX4T',
      counts: { joined: 0, ordered: 0, rewarded: 0 },
      invitations: [],
    } as Referral,
    invite: {
      campaign: campaignOf(),
      inviterName: '周*安',
      state: 'open',
      text: '接受邀请，首单后各得一张券',
    } as Invite,
    refuse: undefined as { status: number; code: string; text: string } | undefined,
  }
  const routes: Route[] = [
    [/^GET \/referral$/, (): Referral => say.referral],
    [
      /^GET \/referral\/invites\/(\w+)$/,
      ([, code]) =>
        code === say.referral.code
          ? say.invite
          : refuse(404, 'invite_unknown', '这个邀请码不存在，请向好友确认'),
    ],
    [
      /^POST \/referral\/invites\/(\w+)\/accept$/,
      (): Api['POST /referral/invites/:code/accept']['response'] | ReturnType<typeof refuse> => {
        if (say.refuse) return refuse(say.refuse.status, say.refuse.code, say.refuse.text)
        say.invite = { ...say.invite, state: 'accepted', text: '已接受邀请，去下第一单吧' }
        return { state: 'accepted', text: '接受了，首单收货后你们各得一张券' }
      },
    ],
  ]
  return { routes, say }
}
