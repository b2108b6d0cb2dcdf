import { z } from 'zod'
import { contract } from '../../kernel/contract'
import { id } from '../../kernel/shapes'
import { skuId } from '../catalog/catalog.contract'
import { goodsChoice } from '../guideCards/guideCards.contract'
import { wordErrors } from '../wordChecks/wordChecks.contract'

export const outfitId = id('oft')
const ofOutfit = z.object({ outfitId })

const version = z.int().min(1).max(1_000_000)
const wanted = {
  name: z.string().trim().min(1).max(20),
  /** What can be said with it. */
  note: z.string().trim().min(1).max(100).optional(),
  skuIds: z
    .array(skuId)
    .min(1)
    .max(20)
    .refine((it) => new Set(it).size === it.length, 'each SKU once'),
  /** For all of the caller's store; managers only. */
  isShared: z.boolean().default(false),
}

/** One piece of an outfit, named as it was when it was chosen. */
const item = z.object({
  skuId,
  name: z.string(),
  optionText: z.string(),
  image: z.string(),
  /** As it is sold now, with live stock; absent when it is sold no more. */
  goods: goodsChoice.optional(),
  /** Where the caller's store has none of it: other sizes and colours that it has. */
  others: z.array(goodsChoice),
})

const outfit = z.object({
  id: outfitId,
  name: z.string(),
  note: z.string().optional(),
  /** The caller's own, the store's, or the whole chain's. */
  whose: z.enum(['mine', 'store', 'chain']),
  /** The caller may change it. */
  mayChange: z.boolean(),
  version,
  items: z.array(item),
})

const changes = ['outfit_share_forbidden', 'sku_not_found', 'words_refused'] as const

/** 搭配库: goods that go together, kept to be sent or put into a bag again. */
export const outfitsContract = contract({
  tag: 'Outfits 搭配',
  errors: {
    outfit_not_found: { status: 404, text: '没有这套搭配，可能已被删掉' },
    outfit_not_yours: { status: 403, text: '这套搭配不归你改，可以另存一套自己的' },
    outfit_changed: { status: 409, text: '刚刚有人改过这套搭配，请看过再改' },
    outfit_share_forbidden: { status: 403, text: '给全店用的搭配由店长来定' },
    outfit_limit: { status: 409, text: '搭配最多存 50 套，先删几套不用的' },
    sku_not_found: { status: 404, text: '里面有商品不在售了，换一件再存' },
    ...wordErrors,
  },
  routes: {
    'GET /outfits': {
      summary: 'Outfits the caller can use, own ones first, each piece with live stock of the caller’s store',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      response: z.object({ outfits: z.array(outfit) }),
    },
    'POST /outfits': {
      summary: 'Keeps an outfit. The same key again is the same outfit',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      body: z.object({ key: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/), ...wanted }),
      response: outfit,
      errors: [...changes, 'outfit_limit'],
    },
    'PUT /outfits/:outfitId': {
      summary: 'Changes an outfit as it was read',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofOutfit,
      body: z.object({ version, ...wanted }),
      response: outfit,
      errors: [...changes, 'outfit_not_found', 'outfit_not_yours', 'outfit_changed'],
    },
    'POST /outfits/:outfitId/delete': {
      summary: 'Deletes an outfit as it was read',
      ids: ['GU-3'],
      auth: ['guide', 'manager'],
      params: ofOutfit,
      body: z.object({ version }),
      errors: ['outfit_not_found', 'outfit_not_yours', 'outfit_changed'],
    },
  },
})
