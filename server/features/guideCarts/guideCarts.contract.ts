import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { cartsContract } from '../carts/carts.contract'
import { skuId } from '../catalog/catalog.contract'
import { wordErrors } from '../wordChecks/wordChecks.contract'
import { customersContract, ofCustomer } from '../customers/customers.contract'

export const guideCartId = id('gct')
const ofGuideCart = z.object({ guideCartId })

const wantedLines = z
  .array(z.object({ skuId, quantity: z.int().min(1).max(99) }))
  .min(1)
  .max(20)
  .refine((it) => new Set(it.map((line) => line.skuId)).size === it.length, 'each SKU once')

/** Goods a guide put into a customer's bag. */
const guideCart = z.object({
  id: guideCartId,
  title: z.string().optional(),
  words: z.string().optional(),
  lines: z.array(z.object({ skuId, name: z.string(), image: z.string(), price: fen, quantity: z.int() })),
  /** Of the lines: how many lay in the bag before, and stay as the customer had them. */
  already: z.int(),
  state: z.enum(['added', 'opened', 'kept', 'declined', 'bought']),
  /** e.g. `放进去了，还没看`, `11 月 24 日 16:38 留下了` */
  stateText: z.string(),
  madeAt: instant,
})

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const { sku_not_found, cart_full, cart_busy } = cartsContract.errors
const ofChat = ['customer_not_found', 'customer_not_yours', 'platform_unavailable'] as const

export const guideCartsContract = contract({
  tag: 'Guide carts 代客加购',
  errors: {
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    sku_not_found,
    cart_full,
    cart_busy,
    ...wordErrors,
    member_unknown: { status: 409, text: '还不知道这位顾客是哪位会员，请 TA 先登录一次小程序' },
    guide_cart_not_found: { status: 404, text: '没有这次加购' },
  },
  routes: {
    'GET /customers/:externalUserId/guide-carts': {
      summary: 'What the caller put into this customer’s bag and what became of it, newest first; at most 20',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({ carts: z.array(guideCart) }),
      errors: [...ofChat],
    },
    'POST /customers/:externalUserId/guide-carts': {
      summary:
        'Puts goods into the customer’s bag, all of them or none; what lies there stays as it is. The same key again is the same',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({
        key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
        lines: wantedLines,
        /** Of a 搭配. */
        title: z.string().trim().min(1).max(20).optional(),
        words: z.string().trim().min(1).max(100).optional(),
      }),
      response: z.object({
        cart: guideCart,
        /** Of the client's mini-program message that opens the bag; `image` is the path of its picture. */
        message: z.object({ appid: z.string(), title: z.string(), page: z.string(), image: z.string() }),
      }),
      errors: [...ofChat, 'sku_not_found', 'cart_full', 'cart_busy', 'member_unknown', 'words_refused'],
    },
    'POST /guide-carts/:guideCartId/opened': {
      summary: 'The shopper looks at what a guide put into their bag: from whom it is',
      ids: ['GU-3'],
      auth: 'member',
      params: ofGuideCart,
      response: z.object({
        guideName: z.string(),
        guideAvatar: z.string().optional(),
        title: z.string().optional(),
        words: z.string().optional(),
      }),
      errors: ['guide_cart_not_found'],
    },
    'POST /guide-carts/:guideCartId/choice': {
      summary: 'The shopper keeps what a guide put into their bag, or has it all taken out',
      ids: ['GU-3'],
      auth: 'member',
      params: ofGuideCart,
      body: z.object({ keep: z.boolean() }),
      errors: ['guide_cart_not_found'],
    },
  },
})
