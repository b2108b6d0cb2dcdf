import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { skuOf } from '../catalog/catalog.service'
import { guideDirectory } from '../guides/guides.service'
import { stockLevels } from '../inventory/inventory.service'
import { findLocation } from '../stores/stores.service'
import { cartsContract, type cart, type cartLine } from './carts.contract'
import {
  addLines,
  beginCart,
  dropAll,
  dropLine,
  keyOf,
  linesOf,
  MOST_LINES,
  setQuantity,
  takeBought,
  type AddedBy,
  type CartLine,
} from './carts.model'

export { dropAdded, keepAdded, type CartLine } from './carts.model'

const fail = failWith(cartsContract.errors)
type Stated = z.output<(typeof cartsContract)['routes']['PUT /cart/lines']['body']>
type Stock = NonNullable<z.infer<typeof cartLine>['stock']>

const MAX_TRIES = 10

const storeOf = async (storeId: string) => {
  const found = await findLocation(storeId)
  return found?.kind === 'store' ? found : undefined
}

/** The lines of a member's cart as they are stored, newest first; for checkout. */
export const cartOf = async (memberId: string): Promise<CartLine[]> => (await linesOf(memberId)).reverse()

/** Live stock of lines by their keys; one read per store. */
async function stockOf(lines: readonly CartLine[]): Promise<Map<string, Stock>> {
  const perStore = new Map<string, string[]>()
  for (const { storeId, skuId } of lines)
    if (storeId) perStore.set(storeId, [...(perStore.get(storeId) ?? []), skuId])
  const found = new Map<string, Stock>()
  await Promise.all(
    [...perStore].map(async ([storeId, skuIds]) => {
      if (!(await storeOf(storeId))) return
      const { levels } = await stockLevels(storeId, skuIds)
      for (const { skuId, ...stock } of levels) found.set(`${storeId}/${skuId}`, stock)
    }),
  )
  return new Map(
    lines.flatMap((it) => {
      const stock = found.get(`${it.storeId}/${it.skuId}`)
      return stock ? [[it.key, stock] as const] : []
    }),
  )
}

const shownBy = ({ cartId, words, isKept }: NonNullable<CartLine['by']>, guideName = '导购') => ({
  ...{ cartId, guideName, isKept },
  ...(words ? { words } : {}),
})

/** The cart as the shopper sees it (OR-1): today's prices (CA-2) and live stock, nothing of it stored. */
export async function showCart(memberId: string): Promise<z.input<typeof cart>> {
  const lines = await cartOf(memberId)
  const [stocks, guides] = await Promise.all([stockOf(lines), guideDirectory()])
  const shown = lines.map(
    async ({ key, skuId, quantity, way, storeId, by }): Promise<z.input<typeof cartLine>> => {
      const [sku, store, stock] = [await skuOf(skuId), storeId && (await storeOf(storeId)), stocks.get(key)]
      return {
        key,
        skuId,
        quantity,
        way,
        ...(store ? { store: { id: store._id, name: store.name } } : {}),
        ...(by ? { by: shownBy(by, guides.ofId(by.guideId)?.name) } : {}),
        ...(sku
          ? {
              goods: {
                spuId: sku.spuId,
                name: sku.name,
                image: sku.image,
                optionText: sku.optionText,
                price: sku.price,
              },
            }
          : {}),
        ...(stock ? { stock } : {}),
      }
    },
  )
  return { lines: await Promise.all(shown), pieces: lines.reduce((sum, it) => sum + it.quantity, 0) }
}

/** @throws sku_not_found, store_not_found, store_required, way_not_offered */
async function check({ skuId, way, storeId }: Stated): Promise<void> {
  if (!(await skuOf(skuId))) throw fail('sku_not_found')
  if (way === 'pickup' && !storeId) throw fail('store_required')
  const store = storeId && (await storeOf(storeId))
  if (storeId && !store) throw fail('store_not_found')
  if (store && way === 'pickup' && !store.services.includes('pickup')) throw fail('way_not_offered')
}

/** One line per key, never more than the cart holds, however many devices set it at once. @throws cart_full, cart_busy */
async function put(memberId: string, line: CartLine): Promise<void> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    if (await setQuantity(memberId, line)) return
    if (await addLines(memberId, [line])) return
    if (await beginCart(memberId, [line])) return
    const lines = await linesOf(memberId)
    if (lines.length >= MOST_LINES && !lines.some((it) => it.key === line.key)) throw fail('cart_full')
  }
  throw fail('cart_busy')
}

/**
 * Sets how many pieces of a SKU come by one way from one store (OR-1); 0 removes the line, whatever became of its goods.
 * @throws sku_not_found, store_not_found, store_required, way_not_offered, cart_full, cart_busy
 */
export async function setLine(memberId: string, stated: Stated) {
  const key = keyOf(stated)
  if (stated.quantity === 0) await dropLine(memberId, key)
  else {
    await check(stated)
    await put(memberId, { key, ...stated, changedAt: now() })
  }
  return showCart(memberId)
}

/**
 * Puts a guide's goods into a member's cart, all that are not there or none (GU-3): to be collected in the guide's store
 * where that offers it. What is there stays as the member had it.
 * @returns the SKUs that are there by this addition, also by an earlier try
 * @throws cart_full, cart_busy
 */
export async function putForMember(
  memberId: string,
  wanted: readonly Pick<CartLine, 'skuId' | 'quantity'>[],
  storeId: string,
  by: AddedBy,
): Promise<string[]> {
  const offersPickup = (await storeOf(storeId))?.services.includes('pickup') === true
  const of = offersPickup ? { way: 'pickup' as const, storeId } : { way: 'delivery' as const }
  const changedAt = now()
  const all = wanted.map(({ skuId, quantity }): CartLine => ({
    ...{ key: keyOf({ skuId, ...of }), skuId, quantity, ...of, changedAt },
    by: { ...by, isKept: false },
  }))
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const there = new Map((await linesOf(memberId)).map((it) => [it.key, it]))
    const missing = all.filter((it) => !there.has(it.key))
    const mine = all.filter((it) => !there.has(it.key) || there.get(it.key)?.by?.cartId === by.cartId)
    if (missing.length === 0) return mine.map((it) => it.skuId)
    if (there.size + missing.length > MOST_LINES) throw fail('cart_full')
    if ((await addLines(memberId, missing)) || (await beginCart(memberId, missing)))
      return mine.map((it) => it.skuId)
  }
  throw fail('cart_busy')
}

export const emptyCart = async (memberId: string): Promise<void> => {
  await dropAll(memberId)
}

/**
 * Takes out what an order bought at `boughtAt` (OR-1): bought pieces leave their lines, other lines and what was set
 * later stay. Safe to repeat.
 */
export async function removeBought(
  memberId: string,
  lines: readonly Pick<CartLine, 'skuId' | 'quantity' | 'way' | 'storeId'>[],
  boughtAt: Date = now(),
): Promise<void> {
  for (const it of lines) await takeBought(memberId, { key: keyOf(it), quantity: it.quantity }, boughtAt)
}
