import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { instant } from '../../kernel/shapes'
import { activity, askedActivity } from '../activities/activities.shapes.contract'
import { guideCardsContract } from '../guideCards/guideCards.contract'
import { wordErrors } from '../wordChecks/wordChecks.contract'
import { tier } from '../members/members.contract'

const ofGroup = z.object({ chatId: z.string().regex(/^[A-Za-z0-9_-]{6,64}$/) })
const goodsRoutes = guideCardsContract.routes

/** What WeCom says to who comes into the group. */
const welcomeFields = {
  /** Empty, and without a page: nothing is said. */
  text: z.string().trim().max(600),
  /** A page of the mini-program behind the text. */
  page: z
    .object({
      title: z.string().trim().min(1).max(20),
      page: z
        .string()
        .max(200)
        .regex(/^pages(\/[A-Za-z0-9_-]+)+(\?[A-Za-z0-9_=&%.-]*)?$/),
    })
    .optional(),
}

/** A customer group as its staff see it. */
const groupView = z.object({
  chatId: z.string(),
  name: z.string(),
  ownerName: z.string(),
  isOwner: z.boolean(),
  notice: z.string(),
  madeAt: instant,
  /** When WeCom was asked last. */
  askedAt: instant,
  counts: z.object({
    all: z.int(),
    staff: z.int(),
    /** Of the people from outside: members of the chain. */
    members: z.int(),
    /** Customers of the caller. */
    mine: z.int(),
    /** Nobody's customer yet. */
    strangers: z.int(),
    /** Also in another group of the chain. */
    repeated: z.int(),
    /** Within the last seven days. */
    joined: z.int(),
    left: z.int(),
  }),
  welcome: z.object({
    ...welcomeFields,
    version: z.int(),
    state: z.enum(['none', 'waiting', 'ready', 'trouble']),
    /** e.g. `在企业微信里选上「群设置 › 入群欢迎语」后生效` */
    stateText: z.string(),
    mayChange: z.boolean(),
  }),
})

const groupMember = z.object({
  /** external_userid, or userid of staff. */
  id: z.string(),
  kind: z.enum(['staff', 'customer']),
  name: z.string(),
  avatar: z.string().optional(),
  isOwner: z.boolean(),
  isMember: z.boolean(),
  isMine: z.boolean(),
  /** Names of the guides whose customer this is; empty for strangers. */
  guides: z.array(z.string()),
  /** For own customers only. */
  tier: tier.optional(),
  joinedAt: instant,
  /** e.g. `扫群码进群`, `周敏邀请进群` */
  joinText: z.string(),
  /** Names of the chain's other groups this person is in. */
  alsoIn: z.array(z.string()),
})

const ofGroupErrors = ['group_not_found', 'group_not_yours', 'platform_unavailable'] as const
const staffOfGroup = { auth: ['guide', 'manager'], params: ofGroup } as const

export const chatGroupsContract = contract({
  tag: 'Chat groups 客户群',
  errors: {
    group_not_found: { status: 404, text: '没有找到这个客户群，可能已经解散' },
    group_not_yours: { status: 403, text: '你不在这个群里，不能查看' },
    group_welcome_forbidden: { status: 403, text: '入群欢迎语由群主或店长来定' },
    group_welcome_changed: { status: 409, text: '刚刚有人改过欢迎语，请看过再改' },
    platform_unavailable: { status: 503, text: '企业微信暂时没有回应，请稍后再试' },
    ...wordErrors,
    activity_not_found: { status: 404, text: '这个活动已经结束，换一个发' },
    sku_not_found: { status: 404, text: '这件商品不在售了，换一件发' },
  },
  routes: {
    'GET /groups/:chatId': {
      ...staffOfGroup,
      summary: 'The open customer group: how many of whom, who came and left, its welcome',
      ids: ['GU-7', 'GU-6b', 'OP-6'],
      response: groupView,
      errors: ofGroupErrors,
    },
    'GET /groups/:chatId/members': {
      ...staffOfGroup,
      summary: 'Who is in it: members of the chain, whose customers, how they came, other groups they are in',
      ids: ['GU-7', 'GU-6b', 'OP-6'],
      query: z.object({
        show: z.enum(['all', 'mine', 'strangers', 'repeated', 'staff']).default('all'),
      }),
      /** Latest first; WeCom lets 500 into a group. */
      response: z.object({ members: z.array(groupMember) }),
      errors: ofGroupErrors,
    },
    'GET /groups/:chatId/activities': {
      ...staffOfGroup,
      summary: 'Group buys, flash sales, events and coupons of the store, to put into the group',
      ids: ['GU-7', 'GU-3'],
      response: z.object({ activities: z.array(activity) }),
      errors: ofGroupErrors,
    },
    'GET /groups/:chatId/goods': {
      ...staffOfGroup,
      summary: 'Goods to put into the group: what the store has, or what was searched, with live stock',
      ids: ['GU-7', 'GU-3', 'ST-3'],
      query: goodsRoutes['GET /customers/:externalUserId/goods'].query,
      response: goodsRoutes['GET /customers/:externalUserId/goods'].response,
      errors: ofGroupErrors,
    },
    'POST /groups/:chatId/guide-cards': {
      ...staffOfGroup,
      summary:
        'Makes a card of goods for the group; what is ordered by it is the guide’s. Safe to repeat by key',
      ids: ['GU-7', 'GU-3', 'GU-6'],
      body: goodsRoutes['POST /customers/:externalUserId/guide-cards'].body,
      response: goodsRoutes['POST /customers/:externalUserId/guide-cards'].response,
      errors: [...ofGroupErrors, 'sku_not_found'],
    },
    'POST /groups/:chatId/activity-cards': {
      ...staffOfGroup,
      summary: 'Makes a card of an activity for the group, likewise',
      ids: ['GU-7', 'GU-3', 'GU-6'],
      body: askedActivity,
      response: goodsRoutes['POST /customers/:externalUserId/activity-cards'].response,
      errors: [...ofGroupErrors, 'activity_not_found'],
    },
    'PUT /groups/:chatId/welcome': {
      ...staffOfGroup,
      summary: 'What is said to who comes into the group; an empty text takes it away',
      ids: ['GU-7', 'JO-3'],
      body: z.object({ ...welcomeFields, version: z.int().min(0).max(1_000_000) }),
      response: groupView.shape.welcome,
      errors: [...ofGroupErrors, 'group_welcome_forbidden', 'group_welcome_changed', 'words_refused'],
    },
  },
})
