import type { Api } from '../../../server/api'

export type Referral = Api['GET /referral']['response']
export type Invitation = Referral['invitations'][number]
export type Invite = Api['GET /referral/invites/:code']['response']
