import type { CrashPoint } from '../../server/kernel/crashPoint'
import { redis } from '../../server/kernel/redis'
import type { Call } from '../support/product'
import { startProcess } from '../support/webProcess'
import type { Shop } from './support'

export type Ask = (path: string, token: string, body?: unknown) => Promise<{ [field: string]: any }> // eslint-disable-line @typescript-eslint/no-explicit-any -- answers of every shape; each test asserts what it reads

/** A process that dies at a point; what it no longer answers is asked of the one beside it, as a client tries again. */
export async function dying(shop: Pick<Shop, 'product'>, point: CrashPoint) {
  await shop.product.stopWorker()
  const process = await startProcess('both', { CRASH_AT: point })
  const ask: Ask = async (path, token, body) => {
    const call: Call = { token, ...(body === undefined ? {} : { body }) }
    const told = await fetch(`${process.origin}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).then(
      (answer) => answer.json() as Promise<object>,
      () => undefined,
    )
    return told ?? (await shop.product.post(path, call)).body
  }
  const resume = async () => {
    await process.ended
    // What the dead worker had in hand is handed over anew at once, as if Redis had forgotten its queue; one case waits
    // until the queue itself finds out.
    const queued = point === 'order.sold' ? [] : await redis().keys('bull:*')
    if (queued.length) await redis().del(...queued)
    shop.product.startWorker()
  }
  return { ask, died: process.ended, resume }
}

/** Pays on the phone; the process under test hears of it by asking, as the platform's news would reach the one beside it. */
export const payWith = async (shop: Pick<Shop, 'product'>, ask: Ask, token: string, orderId: string) => {
  const { payment } = await ask(`/orders/${orderId}/pay`, token)
  const prepayId = String(payment.package).replace('prepay_id=', '')
  await shop.product.sandbox.post('/__sandbox/pay/notify', { drop: -1 })
  await shop.product.sandbox.post('/__sandbox/pay', { prepayId })
  const order = await ask(`/orders/${orderId}/pay/check`, token)
  await shop.product.sandbox.post('/__sandbox/pay/notify', { drop: 0 })
  return order
}
