import { implement } from '../../kernel/router'
import { referralsContract } from './referrals.contract'
import { acceptInvitation, invitationOf, myReferral } from './referrals.service'

export const referralsFeature = implement(referralsContract, {
  'GET /referral': ({ caller }) => myReferral(caller.memberId),
  'GET /referral/invites/:code': ({ params, caller }) => invitationOf(params.code, caller.memberId),
  'POST /referral/invites/:code/accept': ({ params, caller }) =>
    acceptInvitation(params.code, caller.memberId),
})
