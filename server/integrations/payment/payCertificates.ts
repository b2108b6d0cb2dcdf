import { X509Certificate, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { env } from '../../../config/env'
import { now } from '../../kernel/clock'
import { PlatformCryptoError, decryptPayResource } from '../../kernel/platformCrypto'
import { PlatformUnavailable } from '../http'

/**
 * The platform's keys by serial (platform-apis §2.2): its public key under `PUB_KEY_ID_…` when configured, and the
 * platform certificates, which are downloaded when one is asked for. Both stay in force at once, because while a
 * merchant changes from one mode to the other notifications come signed with either.
 */

const REFRESH_MS = 12 * 3600_000
/** A serial that is unknown after a download is not worth another for a minute: anybody can make one up. */
const FRUITLESS_MS = 60_000

const fixed =
  env.WXPAY_PUBLIC_KEY_ID && env.WXPAY_PUBLIC_KEY
    ? { serial: env.WXPAY_PUBLIC_KEY_ID, key: createPublicKey(env.WXPAY_PUBLIC_KEY) }
    : undefined

interface Certificate {
  serial: string
  key: KeyObject
  from: Date
  until: Date
}
let certificates = new Map<string, Certificate>()
let loadedAt = 0
let fruitlessAt = 0
let loading: Promise<void> | undefined

const answer = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      encrypt_certificate: z.object({
        nonce: z.string(),
        associated_data: z.string().default(''),
        ciphertext: z.string(),
      }),
    }),
  ),
})

/**
 * The certificates in an answer of /v3/certificates. That they open with the APIv3 key proves where they come from.
 * @throws PlatformUnavailable when they do not, or are no certificates
 */
function certificatesIn(body: unknown): Map<string, Certificate> {
  const parsed = answer.safeParse(body)
  if (!parsed.success) throw new PlatformUnavailable('/v3/certificates: unexpected answer')
  const found = new Map<string, Certificate>()
  for (const { serial_no: serial, encrypt_certificate: it } of parsed.data.data) {
    try {
      const { nonce, associated_data: associatedData } = it
      const pem = decryptPayResource(it.ciphertext, { apiV3Key: env.WXPAY_API_V3_KEY, nonce, associatedData })
      const { publicKey: key, validFrom, validTo } = new X509Certificate(pem)
      found.set(serial, { serial, key, from: new Date(validFrom), until: new Date(validTo) })
    } catch (error) {
      if (error instanceof PlatformCryptoError)
        throw new PlatformUnavailable(`/v3/certificates: not sealed with our APIv3 key (${error.reason})`)
      throw new PlatformUnavailable(`/v3/certificates: ${serial} is no certificate`)
    }
  }
  return found
}

/** Fetches `/v3/certificates`; its signature is to be of a key that `readKeys` gives: one it brings, or the public key. */
export type Download = (
  readKeys: (body: unknown) => (serial: string) => KeyObject | undefined,
) => Promise<void>

async function load(download: Download): Promise<void> {
  let found = new Map<string, Certificate>()
  await download((body) => {
    found = certificatesIn(body)
    return (serial) => (serial === fixed?.serial ? fixed.key : found.get(serial)?.key)
  })
  certificates = found
  loadedAt = now().getTime()
}
/** Many who need it at once share one download. */
const loadOnce = (download: Download): Promise<void> =>
  (loading ??= load(download).finally(() => (loading = undefined)))

/**
 * The platform's key of that serial; undefined when there is none.
 * @throws PlatformUnavailable when certificates are needed and cannot be had
 */
export async function platformKey(serial: string, download: Download): Promise<KeyObject | undefined> {
  if (serial === fixed?.serial) return fixed.key
  if (!/^[0-9A-F]{8,40}$/i.test(serial)) return undefined
  const at = now().getTime()
  const known = certificates.get(serial)
  const isStale = at - loadedAt > REFRESH_MS
  if (known && !isStale) return known.until.getTime() > at ? known.key : undefined
  if (!known && !isStale && Math.abs(at - fruitlessAt) < FRUITLESS_MS) return undefined
  try {
    await loadOnce(download)
  } catch (error) {
    // The one we have is good for years; only what we do not have must wait.
    if (known) return known.key
    throw error
  }
  const found = certificates.get(serial)
  if (!found) fruitlessAt = at
  return found && found.until.getTime() > at ? found.key : undefined
}

/** `Wechatpay-Serial` of our requests: by which key we want the answer signed; undefined before the first download. */
export function preferredSerial(): string | undefined {
  if (fixed) return fixed.serial
  const at = now().getTime()
  return [...certificates.values()]
    .filter((it) => it.from.getTime() <= at && it.until.getTime() > at)
    .sort((a, b) => b.from.getTime() - a.from.getTime())[0]?.serial
}
