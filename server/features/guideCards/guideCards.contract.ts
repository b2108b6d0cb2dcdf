import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { activity, activityKind, askedActivity } from '../activities/activities.shapes.contract'
import { customersContract, ofCustomer } from '../customers/customers.contract'

export const guideCardId = id('gcd')
const ofCard = z.object({ cardId: guideCardId })

/** Goods as a guide chooses them for a chat. */
export const goodsChoice = z.object({
  skuId: id('sku'),
  spuId: id('spu'),
  name: z.string(),
  optionText: z.string(),
  image: z.string(),
  price: fen,
  /** Pieces in the caller's store. */
  here: z.int(),
  /** Stores around that have it, and their pieces in all. */
  nearby: z.object({ stores: z.int(), pieces: z.int() }),
  /** Why it is offered, e.g. `购物袋里 1 件`; absent for goods of the store. */
  why: z.string().optional(),
})

/** `made` waits for the client's word that it is in the chat. */
export const sentCard = z.object({
  id: guideCardId,
  kind: z.enum(['goods', 'content', ...activityKind.options]),
  name: z.string(),
  /** Empty where what it is about has none of its own. */
  image: z.string(),
  /** Of goods. */
  skuId: id('sku').optional(),
  price: fen.optional(),
  state: z.enum(['made', 'sent', 'opened', 'bought']),
  /** e.g. `已发，还没点开`, `11 月 24 日 16:38 点开了`, `11 月 24 日 18:02 下了单` */
  stateText: z.string(),
  madeAt: instant,
})

/** Of the client’s mini-program message; `image` is the path of its picture, empty for the sender’s own. */
export const cardMessage = z.object({
  appid: z.string(),
  title: z.string(),
  page: z.string(),
  image: z.string(),
})

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const ofChat = ['customer_not_found', 'customer_not_yours', 'platform_unavailable'] as const

export const guideCardsContract = contract({
  tag: 'Guide cards 聊天发商品',
  errors: {
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    sku_not_found: { status: 404, text: '这件商品不在售了，换一件发' },
    activity_not_found: { status: 404, text: '这个活动已经结束，换一个发' },
    card_not_found: { status: 404, text: '没有这张卡片' },
  },
  routes: {
    'GET /customers/:externalUserId/goods': {
      summary:
        'Goods to send into this chat: what is in the customer’s bag, or what was searched, with live stock',
      ids: ['GU-3', 'ST-3'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      query: z.object({ q: z.string().trim().max(60).optional() }),
      response: z.object({
        /** Of the customer’s bag, newest first. */
        bag: z.array(goodsChoice),
        /** Of the caller’s store, in stock and sold most first; what matches, where words were given. */
        store: z.array(goodsChoice),
        asOf: instant,
      }),
      errors: [...ofChat],
    },
    'GET /customers/:externalUserId/guide-cards': {
      summary:
        'Goods, content and activities the caller sent to this customer and what became of them, newest first; at most 20',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({ cards: z.array(sentCard) }),
      errors: [...ofChat],
    },
    'POST /customers/:externalUserId/guide-cards': {
      summary: 'Makes a card of goods for this chat. The same key again is the same card',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ skuId: id('sku'), key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }),
      response: z.object({ card: sentCard, message: cardMessage }),
      errors: [...ofChat, 'sku_not_found'],
    },
    'GET /customers/:externalUserId/activities': {
      summary: 'Flash sales, group buys, events, coupons and services of the store, to send into this chat',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({ activities: z.array(activity) }),
      errors: [...ofChat],
    },
    'POST /customers/:externalUserId/activity-cards': {
      summary:
        'Makes a card of an activity for this chat; what is ordered after it was opened is the guide’s. Safe to repeat by key',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: askedActivity,
      response: z.object({ card: sentCard, message: cardMessage }),
      errors: [...ofChat, 'activity_not_found'],
    },
    'POST /guide-cards/:cardId/sent': {
      summary: 'The client has put the card into the chat. The same again changes nothing',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofCard,
      errors: ['card_not_found'],
    },
    'POST /guide-cards/:cardId/opened': {
      summary:
        'A shopper looks at what the card leads to: from whom it is. What they order within a week is the guide’s',
      ids: ['GU-3', 'GU-6'],
      auth: 'member',
      params: ofCard,
      response: z.object({
        guideName: z.string(),
        guideAvatar: z.string().optional(),
        storeId: id('sto'),
        storeName: z.string(),
      }),
      errors: ['card_not_found'],
    },
  },
})
