import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant, page } from '../../kernel/shapes'
import { skuId, spuId } from '../catalog/catalog.contract'
import { locationId } from '../inventory/inventory.contract'
import { storeId } from '../stores/stores.contract'

export const groupBuyId = id('gbu')
export const teamId = id('tea')

/** `draft` 草稿 → `scheduled` 已排期 → `live` 进行中 ⇄ `paused` 已暂停 → `ended` 已结束 */
export const groupBuyStatus = z.enum(['draft', 'scheduled', 'live', 'paused', 'ended'])
export const groupBuyWay = z.enum(['pickup', 'express'])
/** Where who picks up does: in the leader's store, or each in the store they choose. */
export const pickupAt = z.enum(['leaderStore', 'anyStore'])

/**
 * `opening` 待团长付款 → `open` 拼团中 → `formed` 已成团, or `failed` 未成团: not enough had paid at the deadline;
 * `abandoned` 已取消: nobody was left in it.
 */
export const teamState = z.enum(['opening', 'open', 'formed', 'failed', 'abandoned'])

const groupBuySku = z.object({
  skuId,
  optionText: z.string(),
  image: z.string(),
  /** Fen per piece bought alone, before promotions. */
  price: fen,
  /** Fen per piece in a team. */
  groupPrice: fen,
  /** Pieces of the campaign that are left, in all places. */
  left: z.int(),
})

/** A group buy as the shopper sees it (GB-1). */
export const groupBuyView = z.object({
  id: groupBuyId,
  status: groupBuyStatus,
  /** 即将开始, 拼团中, 已抢完, 已结束 */
  statusText: z.string(),
  spuId,
  name: z.string(),
  image: z.string(),
  /** The cheapest of its options, fen. */
  price: fen,
  groupPrice: fen,
  skus: z.array(groupBuySku),
  /** Seats of a team. */
  size: z.int(),
  /** How long a team has, in hours. */
  hours: z.int(),
  /** 自动成团: so many paid seats are enough at the deadline. */
  formFrom: z.int().optional(),
  /** Pieces a member may take in all. */
  perMember: z.int(),
  ways: z.array(groupBuyWay),
  pickupAt,
  /** Where its pieces are: stores that hand out, warehouses that send. */
  places: z.array(z.object({ locationId, name: z.string(), skuId, left: z.int() })),
  from: instant,
  until: instant,
  left: z.int(),
  /** Pieces taken of the campaign, and people in formed teams: what the hall shows as 已拼. */
  sold: z.int(),
  /** Teams that can be joined. */
  openTeams: z.int(),
})

/** Who sits on a seat: names as their owners show them. */
const seatView = z.object({
  name: z.string(),
  avatar: z.string().optional(),
  isLeader: z.boolean(),
  /** e.g. `茜红 · 静安寺店自提` */
  text: z.string(),
  at: instant,
  /** Their payment has not come yet: the seat is kept for them till then. */
  isPaid: z.boolean(),
})

export const teamView = z.object({
  id: teamId,
  groupBuyId,
  state: teamState,
  /** 还差 1 人成团, 已成团, 未成团，已全额退款 */
  stateText: z.string(),
  size: z.int(),
  /** Seats nobody has taken. */
  left: z.int(),
  paid: z.int(),
  seats: z.array(seatView),
  leaderName: z.string(),
  leaderAvatar: z.string().optional(),
  /** The leader's pickup store: where a team with `leaderStore` collects, and the default of the others. */
  store: z.object({ id: storeId, name: z.string() }).optional(),
  openedAt: instant,
  /** Absent until the leader has paid. */
  deadline: instant.optional(),
  endedAt: instant.optional(),
})

/** Whether the shopper is in a team, and with which order. */
export const myPlace = z.object({
  isIn: z.boolean(),
  isLeader: z.boolean(),
  orderId: id('ord').optional(),
  isPaid: z.boolean(),
})

export const ofGroupBuy = z.object({ groupBuyId })
export const ofTeam = z.object({ teamId })

export const groupBuyErrors = {
  group_buy_not_found: { status: 404, text: '没有找到这个拼团活动' },
  team_not_found: { status: 404, text: '没有找到这个团' },
} as const

export const groupBuysContract = contract({
  tag: 'Group buys 拼团',
  errors: { ...groupBuyErrors, cursor_invalid: { status: 400, text: '翻页标记不对，请从头再看' } },
  routes: {
    'GET /group-buys': {
      summary:
        'Group-buy hall: those that run, soonest to end first; of a store those collected there, of a product its own',
      ids: ['GB-1'],
      auth: 'public',
      query: z.object({ storeId: storeId.optional(), spuId: spuId.optional() }),
      response: z.object({ groupBuys: z.array(groupBuyView) }),
    },
    'GET /group-buys/:groupBuyId': {
      summary: 'One group buy',
      ids: ['GB-1'],
      auth: 'public',
      params: ofGroupBuy,
      response: groupBuyView,
      errors: ['group_buy_not_found'],
    },
    'GET /group-buys/:groupBuyId/teams': {
      summary: 'Teams that can be joined (凑团): those that lack the fewest first',
      ids: ['GB-1'],
      auth: 'public',
      params: ofGroupBuy,
      response: z.object({ teams: z.array(teamView) }),
      errors: ['group_buy_not_found'],
    },
    'GET /teams/:teamId': {
      summary: 'A team with its group buy, for whoever was sent its card',
      ids: ['GB-1'],
      auth: 'public',
      params: ofTeam,
      response: z.object({ team: teamView, groupBuy: groupBuyView }),
      errors: ['team_not_found'],
    },
    'GET /teams/:teamId/mine': {
      summary: 'Whether the shopper is in a team, and with which order',
      ids: ['GB-1'],
      auth: 'member',
      params: ofTeam,
      response: myPlace,
      errors: ['team_not_found'],
    },
    'GET /me/teams': {
      summary: "The shopper's teams, newest first",
      ids: ['GB-1'],
      auth: 'member',
      query: z.object(page),
      response: z.object({
        teams: z.array(
          z.object({ team: teamView, mine: myPlace, groupBuy: groupBuyView.omit({ places: true }) }),
        ),
        next: z.string().optional(),
      }),
      errors: ['cursor_invalid'],
    },
  },
})
