import { z } from 'zod'
import { env } from '../../../config/env'
import { PlatformCryptoError, decryptPayResource } from '../../kernel/platformCrypto'
import { problemOf, signedBy, type SignatureProblem } from './payApi'
import { refundNotice, transactionShape, type Refund, type Transaction } from './payShapes'

/** A message that claims to come from WeChat Pay and does not, or not to us. `reason` is for logs, not for the sender. */
export class NotificationForged extends Error {
  constructor(readonly reason: SignatureProblem | 'unreadable' | 'undecryptable' | 'not_ours') {
    super(`payment notification refused: ${reason}`)
  }
}

export type Notification =
  | { id: string; kind: 'transaction'; transaction: Transaction }
  | { id: string; kind: 'refund'; refund: Refund }

const envelope = z.object({
  id: z.string().min(1),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    associated_data: z.string().default(''),
    nonce: z.string(),
  }),
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
function shaped<T>(schema: z.ZodType<T>, value: unknown, reason: 'unreadable' | 'not_ours'): T {
  const result = schema.safeParse(value)
  if (!result.success) throw new NotificationForged(reason)
  return result.data
}

function unsealed(resource: z.output<typeof envelope>['resource']): unknown {
  const { nonce, associated_data: associatedData, ciphertext } = resource
  try {
    const sealed = { apiV3Key: env.WXPAY_API_V3_KEY, nonce, associatedData }
    return parsed(decryptPayResource(ciphertext, sealed))
  } catch (error) {
    if (error instanceof PlatformCryptoError) throw new NotificationForged('undecryptable')
    throw error
  }
}

/**
 * Opens a notification of WeChat Pay (platform-apis §2.7) and proves that it is the platform's, fresh, unchanged and
 * meant for our merchant and mini-program. The same one may come again (same `id`) and in any order: the caller applies
 * it idempotently, compares `transaction.amount` with what the order costs, and answers 204, or 4xx/5xx to have it
 * again. The signature covers the raw body, so that is what must be given, not what was parsed from it.
 * @param headers by lower-cased name
 * @throws NotificationForged; PlatformUnavailable when a platform certificate is needed and cannot be fetched
 */
export async function openNotification(
  headers: Record<string, string | undefined>,
  raw: string,
): Promise<Notification> {
  const problem = await problemOf(
    signedBy((name) => headers[name]),
    raw,
  )
  if (problem) throw new NotificationForged(problem)
  const { id, event_type: event, resource } = shaped(envelope, parsed(raw), 'unreadable')
  const content = unsealed(resource)
  if (event.startsWith('TRANSACTION.'))
    return { id, kind: 'transaction', transaction: shaped(transactionShape, content, 'not_ours') }
  if (event.startsWith('REFUND.'))
    return { id, kind: 'refund', refund: shaped(refundNotice, content, 'not_ours') }
  throw new NotificationForged('unreadable')
}
