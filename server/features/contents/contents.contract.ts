import { z } from 'zod'
import { anybody, contract } from '../../kernel/contract'
import { fen, id, instant } from '../../kernel/shapes'
import { customersContract, ofCustomer } from '../customers/customers.contract'
import { cardMessage, sentCard } from '../guideCards/guideCards.contract'

export const contentId = id('ctn')

const face = {
  id: contentId,
  title: z.string(),
  /** What it is about, in a sentence. */
  lead: z.string(),
  /** Path of a picture. */
  image: z.string(),
  publishedAt: instant,
}

const { customer_not_found, customer_not_yours, platform_unavailable } = customersContract.errors
const ofChat = ['customer_not_found', 'customer_not_yours', 'platform_unavailable'] as const

export const contentsContract = contract({
  tag: 'Contents 内容',
  errors: {
    customer_not_found,
    customer_not_yours,
    platform_unavailable,
    content_not_found: { status: 404, text: '这篇内容已经下架，换一篇看看' },
  },
  routes: {
    'GET /contents/:contentId': {
      summary: 'A piece of content to read: its parts, and the goods they speak of as they are sold now',
      ids: ['GU-3'],
      auth: anybody,
      params: z.object({ contentId }),
      response: z.object({
        ...face,
        parts: z.array(
          z.object({
            title: z.string().optional(),
            text: z.string(),
            /** Left out when it is sold no more. */
            goods: z
              .object({
                skuId: id('sku'),
                spuId: id('spu'),
                name: z.string(),
                optionText: z.string(),
                image: z.string(),
                price: fen,
              })
              .optional(),
          }),
        ),
      }),
      errors: ['content_not_found'],
    },
    'GET /customers/:externalUserId/contents': {
      summary: 'Content to send into this chat: what fits the customer’s tags first, then the newest',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      response: z.object({
        contents: z.array(
          z.object({
            ...face,
            /** What it is for, by tags, e.g. `母婴`. */
            topics: z.array(z.string()),
            /** Those of its topics the customer has as tags. */
            fits: z.array(z.string()),
            /** When the caller sent it to this customer last. */
            sentAt: instant.optional(),
          }),
        ),
      }),
      errors: [...ofChat],
    },
    'POST /customers/:externalUserId/content-cards': {
      summary:
        'Makes a card of a piece of content for this chat; what is ordered after it was opened is the guide’s. Safe to repeat by key',
      ids: ['GU-3', 'GU-6'],
      auth: ['guide', 'manager'],
      params: ofCustomer,
      body: z.object({ contentId, key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/) }),
      response: z.object({ card: sentCard, message: cardMessage }),
      errors: [...ofChat, 'content_not_found'],
    },
  },
})
