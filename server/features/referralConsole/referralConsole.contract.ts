import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant, page } from '../../kernel/shapes'
import { couponFace } from '../coupons/coupons.shapes.contract'
import { referralDraft, referralId } from '../referrals/referrals.contract'
import { campaignAction, campaignStatus } from '../campaigns/campaigns.contract'

const ofReferral = z.object({ referralId })

const managed = referralDraft.extend({
  id: referralId,
  status: campaignStatus,
  /** 草稿, 已排期, 进行中, 已暂停, 已结束 */
  statusText: z.string(),
  actions: z.array(campaignAction),
  inviterCoupon: couponFace.optional(),
  friendCoupon: couponFace.optional(),
  /** Counts changes: sent back with a change. */
  version: z.int(),
  createdAt: instant,
  createdBy: z.string(),
  updatedAt: instant,
  results: z.object({ joined: z.int(), ordered: z.int(), rewarded: z.int(), void: z.int() }),
})

const step = {
  auth: ['operator', 'machine'],
  params: ofReferral,
  response: managed,
  ids: ['OP-2', 'SO-4'],
} as const
const stepErrors = ['referral_not_found', 'referral_step_refused', 'referral_out_of_reach'] as const

export const referralConsoleContract = contract({
  tag: 'Referral console 邀请管理',
  errors: {
    referral_not_found: { status: 404, text: '没有找到这个邀请活动' },
    referral_invalid: { status: 422, text: '这个邀请活动还不能这样设置' },
    referral_changed: { status: 409, text: '刚刚有人改过这个活动，请刷新后再改' },
    referral_locked_fields: { status: 409, text: '已经开始，奖励和条件不能再改，只能改名称和延长' },
    referral_out_of_reach: { status: 403, text: '邀请活动面向全部门店，由总部管理' },
    referral_step_refused: { status: 409, text: '这个活动现在不能这样操作' },
    cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' },
  },
  routes: {
    'GET /console/referrals': {
      summary: 'Referral campaigns, newest first, with live results',
      ids: ['OP-2', 'SO-4'],
      auth: ['operator', 'machine'],
      query: z.object({ status: campaignStatus.optional(), ...page }),
      response: z.object({ referrals: z.array(managed), next: z.string().optional() }),
      errors: ['cursor_invalid'],
    },
    'POST /console/referrals': {
      summary: 'A new draft',
      ids: ['OP-2', 'SO-4'],
      auth: ['operator', 'machine'],
      body: referralDraft,
      response: managed,
      errors: ['referral_invalid', 'referral_out_of_reach'],
    },
    'GET /console/referrals/:referralId': {
      ...step,
      summary: 'One campaign with live results',
      errors: ['referral_not_found'],
    },
    'PUT /console/referrals/:referralId': {
      ...step,
      summary: 'Change it: a draft in everything; afterwards its name and a later end',
      body: referralDraft.extend({ version: z.int().min(1) }),
      errors: [
        'referral_not_found',
        'referral_invalid',
        'referral_changed',
        'referral_locked_fields',
        'referral_out_of_reach',
      ],
    },
    'POST /console/referrals/:referralId/schedule': {
      ...step,
      summary: 'Goes live by itself when its time comes',
      errors: [...stepErrors, 'referral_invalid'],
    },
    'POST /console/referrals/:referralId/pause': {
      ...step,
      summary: 'Nobody can accept until it is resumed; rewards of who accepted go on',
      errors: stepErrors,
    },
    'POST /console/referrals/:referralId/resume': {
      ...step,
      summary: 'Can be accepted again',
      errors: stepErrors,
    },
    'POST /console/referrals/:referralId/end': {
      ...step,
      summary: 'Nobody can accept any more; rewards of who accepted go on',
      errors: stepErrors,
    },
    'POST /console/referrals/:referralId/copy': {
      ...step,
      summary: 'A new draft like it',
      errors: ['referral_not_found', 'referral_out_of_reach'],
    },
  },
})
