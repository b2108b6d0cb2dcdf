import type { z } from 'zod'
import { skuOf } from '../catalog/catalog.service'
import { guideDirectory } from '../guides/guides.service'
import { findLocation } from '../stores/stores.service'
import type { transferView } from './transfers.contract'
import type { TransferDoc } from './transfers.model'
import { differenceOf, inTransitOf, statusText } from './transfers.rules'

const placeOf = async (id: string) => ({ id, name: (await findLocation(id))?.name ?? id })

/** A transfer as staff of both ends see it. */
export async function viewTransfer(it: TransferDoc): Promise<z.input<typeof transferView>> {
  const guides = await guideDirectory()
  const nameOf = (by: string) => (by === 'rule' ? '系统' : (guides.ofId(by)?.name ?? by))
  const lines = await Promise.all(
    it.lines.map(async (line) => {
      const sku = await skuOf(line.skuId)
      return {
        ...line,
        name: sku?.name ?? line.skuId,
        image: sku?.image ?? '',
        optionText: sku?.optionText ?? '',
        inTransit: inTransitOf(line),
        difference: differenceOf(line),
      }
    }),
  )
  return {
    id: it._id,
    status: it.status,
    statusText: statusText(it.status),
    from: await placeOf(it.from),
    to: await placeOf(it.to),
    lines: lines.map(({ heldAs: _, ...line }) => line),
    ...(it.orderId ? { orderId: it.orderId } : {}),
    ...(it.chainId ? { chainId: it.chainId } : {}),
    inTransit: lines.reduce((sum, line) => sum + line.inTransit, 0),
    reason: it.reason,
    createdAt: it.createdAt.toISOString(),
    updatedAt: it.updatedAt.toISOString(),
    history: it.history.map(({ status, by, at }) => ({ status, by: nameOf(by), at: at.toISOString() })),
  }
}
