import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { newId } from '../../kernel/ids'
import { idsOf, isSame } from '../../kernel/oneId'
import { hasSku } from '../catalog/catalog.service'
import { findLocation } from '../stores/stores.service'
import type { wishesContract } from './wishes.contract'
import { findSameWish, findWish, insertWish, moveWish, wishesOf } from './wishes.model'
import { fail, viewWish } from './wishes.view'

export { doTask, storeTasks } from './wishes.tasks'

type Routes = (typeof wishesContract)['routes']
type Member = CallerOf<Routes['GET /wishes']>

/**
 * Asks to be told of a SKU, or a store to put one by (ST-6): one wish for each member, SKU, store and kind. While it waits
 * the same again changes nothing; after it was told or taken back it is made anew.
 * @throws sku_not_found, store_not_found, store_required
 */
export async function makeWish(
  {
    skuId,
    storeId = null,
    kind,
  }: { skuId: string; storeId?: string | null | undefined; kind: 'notify' | 'hold' },
  { memberId, openid }: Member,
) {
  if (kind === 'hold' && !storeId) throw fail('store_required')
  if (!(await hasSku(skuId))) throw fail('sku_not_found')
  if (storeId && (await findLocation(storeId))?.kind !== 'store') throw fail('store_not_found')
  const same = { memberId, skuId, storeId, kind }
  for (;;) {
    // Who was merged may have wished the same under another id.
    const standing = idsOf(memberId).length > 1 ? await findSameWish(same) : null
    const made = standing ? undefined : await insertWish({ ...same, _id: newId('wis'), openid })
    if (made) return viewWish(made)
    const earlier = standing ?? (await findSameWish(same))
    if (!earlier) continue
    if (earlier.status === 'waiting') return viewWish(earlier)
    const set = { openid, round: earlier.round + 1, createdAt: now() }
    const again = await moveWish(earlier, 'waiting', set)
    if (again) return viewWish(again)
  }
}

/** The member's wishes, latest first (ST-6). @throws cursor_invalid */
export async function myWishes(memberId: string, paging: z.output<Routes['GET /wishes']['query']>) {
  const page = await readPage(
    paging,
    (after, count) => wishesOf(memberId, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    wishes: await Promise.all(page.rows.map(viewWish)),
    ...page.more,
  }
}

/** Takes a wish back (ST-6); again it changes nothing. @throws wish_not_found */
export async function withdrawWish(wishId: string, memberId: string): Promise<void> {
  for (;;) {
    const wish = await findWish(wishId)
    if (!wish || !isSame(wish.memberId, memberId)) throw fail('wish_not_found')
    if (wish.status === 'withdrawn' || (await moveWish(wish, 'withdrawn'))) return
  }
}
