import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { env } from '../../../config/env'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { dropAdded, keepAdded, putForMember } from '../carts/carts.service'
import { skuOf } from '../catalog/catalog.service'
import { momentWords } from '../coupons/coupons.service'
import { customerInChat } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { mustBeSayable } from '../wordChecks/wordChecks.service'
import { guideCartsContract } from './guideCarts.contract'
import {
  findGuideCart,
  guideCartsFor,
  insertGuideCart,
  markByShopper,
  markPut,
  type GuideCartDoc,
} from './guideCarts.model'

export { lastGuideCart, markCartBought, type GuideCartDoc } from './guideCarts.model'

const fail = failWith(guideCartsContract.errors)
type Routes = (typeof guideCartsContract)['routes']
type Staff = CallerOf<Routes['GET /customers/:externalUserId/guide-carts']>
type Asked = z.output<Routes['POST /customers/:externalUserId/guide-carts']['body']>
type Shown = z.input<Routes['POST /customers/:externalUserId/guide-carts']['response']>['cart']

const SHOWN = 20

function stateOf({ bought, declinedAt, keptAt, openedAt }: GuideCartDoc): Pick<Shown, 'state' | 'stateText'> {
  if (bought) return { state: 'bought', stateText: `${momentWords(bought.at)} 下了单` }
  if (declinedAt) return { state: 'declined', stateText: `${momentWords(declinedAt)} 没留下` }
  if (keptAt) return { state: 'kept', stateText: `${momentWords(keptAt)} 留下了` }
  return openedAt
    ? { state: 'opened', stateText: `${momentWords(openedAt)} 看过` }
    : { state: 'added', stateText: '放进去了，还没看' }
}

async function show(it: GuideCartDoc): Promise<Shown> {
  const lines = await Promise.all(
    it.lines.map(async ({ skuId, quantity }) => {
      const sku = await skuOf(skuId)
      return sku ? [{ skuId, name: sku.name, image: sku.image, price: sku.price, quantity }] : []
    }),
  )
  return {
    id: it._id,
    ...(it.title ? { title: it.title } : {}),
    ...(it.words ? { words: it.words } : {}),
    lines: lines.flat(),
    already: it.lines.length - (it.put?.skuIds.length ?? 0),
    ...stateOf(it),
    madeAt: it.madeAt.toISOString(),
  }
}

/** What the caller put into this customer's bag (GU-3). @throws the refusals of the chat */
export async function guideCartsOf(externalUserId: string, caller: Staff) {
  await customerInChat(externalUserId, caller)
  const carts = await guideCartsFor(caller.guideId, externalUserId, SHOWN)
  return { carts: await Promise.all(carts.map(show)) }
}

/**
 * Puts goods into the customer's bag (GU-3): all of them or none, to be collected in the guide's store. What lies there
 * stays as the customer had it; what is put there is marked, and what of it is ordered within a week is the guide's (GU-6).
 * The same key again is the same.
 * @throws sku_not_found, words_refused, cart_full, cart_busy, member_unknown and the refusals of the chat
 */
export async function putIntoBag(
  externalUserId: string,
  { key, lines, title, words }: Asked,
  caller: Staff,
  requestId: string,
) {
  const { memberId } = await customerInChat(externalUserId, caller)
  if (!memberId) throw fail('member_unknown')
  const skus = await Promise.all(lines.map((it) => skuOf(it.skuId)))
  if (skus.some((it) => !it)) throw fail('sku_not_found')
  const said = [title, words].filter(Boolean).join('\n')
  if (said) await mustBeSayable(said, caller, 'bag')
  const { guideId, storeId } = caller
  const digest = createHash('sha256').update([guideId, externalUserId, key].join('\n')).digest('hex')
  const _id = `gct_${digest.slice(0, 32)}`
  await insertGuideCart({
    _id,
    guideId,
    storeId,
    externalUserId,
    memberId,
    ...(title ? { title } : {}),
    ...(words ? { words } : {}),
    lines,
    madeAt: now(),
  })
  const made = await findGuideCart(_id)
  if (!made) throw new Error(`${_id} is not there`)
  if (!made.put) {
    const by = { cartId: _id, guideId, ...(made.words ? { words: made.words } : {}) }
    const skuIds = await putForMember(memberId, made.lines, storeId, by)
    await markPut(_id, { at: now(), skuIds })
    await audit(caller, 'cart.filled', memberId, { guideCartId: _id, skuIds }, requestId)
  }
  const [guides, cart] = [await guideDirectory(), await show((await findGuideCart(_id)) ?? made)]
  const name = guides.ofId(guideId)?.name ?? '导购'
  const [first] = cart.lines
  const what =
    cart.title ?? `${first?.name ?? ''}${cart.lines.length > 1 ? ` 等 ${cart.lines.length} 样` : ''}`
  return {
    cart,
    message: {
      appid: env.WX_APPID,
      title: `${name}帮你放进购物袋：${what}`,
      page: `pages/bag/index.html?${new URLSearchParams({ cart: _id })}`,
      image: first?.image ?? '',
    },
  }
}

/** The shopper looks at what a guide put into their bag. @throws guide_cart_not_found, for somebody else's as for none */
export async function openGuideCart(guideCartId: string, memberId: string) {
  const found = await markByShopper(guideCartId, memberId, 'openedAt', now())
  const guide = found && (await guideDirectory()).ofId(found.guideId)
  if (!found || !guide) throw fail('guide_cart_not_found')
  const { title, words } = found
  return {
    guideName: guide.name,
    ...(guide.avatar ? { guideAvatar: guide.avatar } : {}),
    ...(title ? { title } : {}),
    ...(words ? { words } : {}),
  }
}

/** The shopper keeps it, or has it taken out of their bag. @throws guide_cart_not_found */
export async function chooseGuideCart(guideCartId: string, keep: boolean, memberId: string): Promise<void> {
  const found = await markByShopper(guideCartId, memberId, keep ? 'keptAt' : 'declinedAt', now())
  if (!found) throw fail('guide_cart_not_found')
  await (keep ? keepAdded(memberId, guideCartId) : dropAdded(memberId, guideCartId))
}
