import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { skuOf } from '../catalog/catalog.service'
import { stockLevels } from '../inventory/inventory.service'
import { findLocation } from '../stores/stores.service'
import { cartsContract, type cart, type cartLine } from './carts.contract'
import {
  addLine,
  beginCart,
  dropAll,
  dropLine,
  keyOf,
  linesOf,
  MOST_LINES,
  setQuantity,
  takeBought,
  type CartLine,
} from './carts.model'

export type { CartLine } from './carts.model'

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

/** The cart as the shopper sees it (OR-1): today's prices (CA-2) and live stock, nothing of it stored. */
export async function showCart(memberId: string): Promise<z.input<typeof cart>> {
  const lines = await cartOf(memberId)
  const stocks = await stockOf(lines)
  const shown = lines.map(
    async ({ key, skuId, quantity, way, storeId }): Promise<z.input<typeof cartLine>> => {
      const [sku, store, stock] = [await skuOf(skuId), storeId && (await storeOf(storeId)), stocks.get(key)]
      return {
        key,
        skuId,
        quantity,
        way,
        ...(store ? { store: { id: store._id, name: store.name } } : {}),
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
    if (await addLine(memberId, line)) return
    if (await beginCart(memberId, line)) return
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
