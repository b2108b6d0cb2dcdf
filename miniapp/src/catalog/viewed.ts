import { call } from '../api/call'
import { token } from '../api/session'

/**
 * Tells the server that a signed-in shopper looks at goods (CD-1), so that their guide knows what they like; the server
 * keeps it only of those who agreed. The same `id` again counts once. Nothing waits for it.
 */
export function noteViewed(skuId: string, id: string): void {
  if (!token.get()) return
  void call('POST /behaviours', { body: { behaviours: [{ id, kind: 'viewed', skuId }] } }).catch(
    () => undefined,
  )
}
