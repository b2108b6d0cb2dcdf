import type { z } from 'zod'
import { failWith } from '../../kernel/errors'
import { skuOf } from '../catalog/catalog.service'
import { findLocation } from '../stores/stores.service'
import { wishesContract, type wishView } from './wishes.contract'
import type { WishDoc } from './wishes.model'
import { statusText } from './wishes.rules'

export const fail = failWith(wishesContract.errors)

export async function goodsOf(skuId: string) {
  const sku = await skuOf(skuId)
  return { skuId, name: sku?.name ?? skuId, image: sku?.image ?? '', optionText: sku?.optionText ?? '' }
}

/** A wish as its member sees it. */
export async function viewWish(it: WishDoc): Promise<z.input<typeof wishView>> {
  const store = it.storeId ? await findLocation(it.storeId) : undefined
  return {
    id: it._id,
    kind: it.kind,
    status: it.status,
    statusText: statusText(it.status, it.kind),
    ...(await goodsOf(it.skuId)),
    ...(store ? { store: { id: store._id, name: store.name } } : {}),
    createdAt: it.createdAt.toISOString(),
    ...(it.toldAt && it.status === 'told' ? { toldAt: it.toldAt.toISOString() } : {}),
  }
}
