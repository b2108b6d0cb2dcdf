import { findTransfer, insertTransfer, moveTransfer, type TransferDoc } from './transfers.model'
import { mayBecome } from './transfers.rules'
import { settle } from './transfers.stock'

/*
 * Transfers for orders (IN-4): the order holds the pieces under a key of its own, which they keep from the sender's shelf
 * to the receiver's. So the transfer needs nobody's agreement, and who calls it off frees nothing: the order decides. The
 * one delivery of a chain (GB-2) likewise.
 */

/** One SKU an order waits for; `heldAs` is the key the order holds it under. */
interface Brought {
  skuId: string
  quantity: number
  heldAs: string
}
interface Errand {
  /** Follows from the order, which has one transfer. */
  id: string
  orderId: string
  from: string
  to: string
  lines: Brought[]
  reason: string
}

const TRIES = 20

/** The transfer of an order, as it stands. */
export const transferForOrder = async (id: string): Promise<TransferDoc | undefined> =>
  (await findTransfer(id)) ?? undefined

/** Has an order's pieces brought to its store; once, however often it is asked. @returns the transfer with its stock settled */
export async function bringForOrder({ id, ...errand }: Errand): Promise<TransferDoc | undefined> {
  await insertTransfer({ ...errand, _id: id, asked: '', status: 'approved' }, 'rule')
  return (await settle(id)).transfer ?? undefined
}

/** Has all pieces of a chain brought to its store; once, however often it is asked. @returns the transfer with its stock settled */
export async function bringForChain({
  id,
  ...errand
}: Omit<Errand, 'orderId'> & { chainId: string }): Promise<TransferDoc | undefined> {
  await insertTransfer({ ...errand, _id: id, asked: '', status: 'approved' }, 'rule')
  return (await settle(id)).transfer ?? undefined
}

/**
 * Nobody waits for it any more: called off where it has not left yet, else it goes on to the store's shelf.
 * @returns the transfer with its stock settled; undefined where there is none
 */
export async function callOffForOrder(id: string, reason: string): Promise<TransferDoc | undefined> {
  for (let tries = 0; tries < TRIES; tries++) {
    const transfer = await findTransfer(id)
    if (!transfer) return undefined
    if (!mayBecome(transfer.status, 'cancelled')) break
    await moveTransfer(transfer, 'cancelled', 'rule', { reason: `${transfer.reason}；取消：${reason}` })
  }
  return (await settle(id)).transfer ?? undefined
}
