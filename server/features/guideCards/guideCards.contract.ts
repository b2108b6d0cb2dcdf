import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { customersContract, ofCustomer } from '../customers/customers.contract'

export const guideCardId = id('gcd')
const ofCard = z.object({ cardId: guideCardId })

/** Goods as a guide chooses them for a chat. */
const goodsChoice = z.object({
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
const sentGoods = z.object({
  id: guideCardId,
  skuId: id('sku'),
  name: z.string(),
  image: z.string(),
  price: fen,
  state: z.enum(['made', 'sent', 'opened', 'bought']),
  /** e.g. `已发，还没点开`, `11 月 24 日 16:38 点开了`, `11 月 24 日 18:02 下了单` */
  stateText: z.string(),
  madeAt: instant,
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
      summary: 'Goods the caller sent to this customer and what became of them, newest first; at most 20',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({ cards: z.array(sentGoods) }),
      errors: [...ofChat],
    },
    'POST /customers/:externalUserId/guide-cards': {
      summary: 'Makes a card of goods for this chat. The same key again is the same card',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ skuId: id('sku'), key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }),
      response: z.object({
        card: sentGoods,
        /** Of the client’s mini-program message; `image` is the path of its picture. */
        message: z.object({ appid: z.string(), title: z.string(), page: z.string(), image: z.string() }),
      }),
      errors: [...ofChat, 'sku_not_found'],
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
        'A shopper looks at the goods by the card: from whom it is. What they order within a week is the guide’s',
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
