import { ApiFailure } from '../api/failure'
import { weComFailureOf } from './failure'

/**
 * Has the client put something into the open chat. A failure of our own server on the way stays as it is.
 * @param refused what is said when the client does not do it
 * @returns false when the guide turned back there
 * @throws ApiFailure
 */
export async function intoChat(send: () => Promise<void>, refused: string): Promise<boolean> {
  try {
    await send()
    return true
  } catch (reason) {
    if (reason instanceof ApiFailure) throw reason
    if (weComFailureOf(reason).kind === 'cancelled') return false
    throw new ApiFailure('wecom', refused)
  }
}
