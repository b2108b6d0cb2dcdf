import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/** Why a platform message could not be opened; `reason` is for logs and tests, never for the sender. */
export class PlatformCryptoError extends Error {
  constructor(readonly reason: 'bad_key' | 'bad_cipher' | 'bad_padding' | 'bad_receiver' | 'bad_tag') {
    super(`platform message refused: ${reason}`)
  }
}

const BLOCK = 32
const HEADER = 20

const sha1 = (text: string) => createHash('sha1').update(text, 'utf8').digest('hex')

/** Compares two signatures without telling by its duration where they differ. */
export function signaturesEqual(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function aesKeyOf(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (encodingAesKey.length !== 43 || key.length !== 32) throw new PlatformCryptoError('bad_key')
  return key
}

/** `msg_signature` of WeCom and mini-program pushes: sha1 over the four sorted strings. */
export function messageSignature(token: string, timestamp: string, nonce: string, encrypted: string): string {
  return sha1([token, timestamp, nonce, encrypted].sort().join(''))
}

type Envelope = { encodingAesKey: string; receiveId: string }

/**
 * Encrypts a push message (AES-256-CBC, PKCS#7 to 32 bytes, random ‖ length ‖ message ‖ receiveId).
 * @param random 16 bytes; given only by tests that need a fixed result
 */
export function encryptMessage(message: string, to: Envelope, random: Buffer = randomBytes(16)): string {
  const key = aesKeyOf(to.encodingAesKey)
  const body = Buffer.from(message, 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const plain = Buffer.concat([random, length, body, Buffer.from(to.receiveId, 'utf8')])
  const pad = BLOCK - (plain.length % BLOCK)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64')
}

/**
 * Opens a push message and checks that it was meant for `receiveId`. Verify `messageSignature` first.
 * @throws PlatformCryptoError
 */
export function decryptMessage(encrypted: string, from: Envelope): string {
  const key = aesKeyOf(from.encodingAesKey)
  const data = Buffer.from(encrypted, 'base64')
  if (data.length === 0 || data.length % 16 !== 0) throw new PlatformCryptoError('bad_cipher')
  const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  const padded = Buffer.concat([decipher.update(data), decipher.final()])
  const pad = padded[padded.length - 1] ?? 0
  if (pad < 1 || pad > BLOCK || pad > padded.length - HEADER) throw new PlatformCryptoError('bad_padding')
  if (!padded.subarray(-pad).every((byte) => byte === pad)) throw new PlatformCryptoError('bad_padding')
  const plain = padded.subarray(0, -pad)
  const end = HEADER + plain.readUInt32BE(16)
  if (end > plain.length) throw new PlatformCryptoError('bad_cipher')
  if (plain.toString('utf8', end) !== from.receiveId) throw new PlatformCryptoError('bad_receiver')
  return plain.toString('utf8', HEADER, end)
}

/** Signature of a WeCom page for `config` (corp ticket) and `agentConfig` (app ticket); url without `#…`, seconds. */
export function jsTicketSignature(page: {
  ticket: string
  nonceStr: string
  timestamp: string | number
  url: string
}): string {
  const url = page.url.split('#')[0] ?? ''
  return sha1(`jsapi_ticket=${page.ticket}&noncestr=${page.nonceStr}&timestamp=${page.timestamp}&url=${url}`)
}

type SessionData = { sessionKey: string; iv: string }

function sessionParts({ sessionKey, iv }: SessionData) {
  const key = Buffer.from(sessionKey, 'base64')
  const vector = Buffer.from(iv, 'base64')
  if (key.length !== 16 || vector.length !== 16) throw new PlatformCryptoError('bad_key')
  return { key, vector }
}

/** Encrypts client data as the WeChat client does (AES-128-CBC keyed by session_key). */
export function encryptSessionData(plain: string, session: SessionData): string {
  const { key, vector } = sessionParts(session)
  const cipher = createCipheriv('aes-128-cbc', key, vector)
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('base64')
}

/**
 * Opens `encryptedData` of the WeChat client. Check `watermark.appid` of what comes out.
 * @throws PlatformCryptoError also when the session_key has rotated since
 */
export function decryptSessionData(encryptedData: string, session: SessionData): string {
  const { key, vector } = sessionParts(session)
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, vector)
    return Buffer.concat([decipher.update(encryptedData, 'base64'), decipher.final()]).toString('utf8')
  } catch {
    throw new PlatformCryptoError('bad_cipher')
  }
}

/** `signature` beside `rawData` from the WeChat client. */
export function rawDataSignature(rawData: string, sessionKey: string): string {
  return sha1(rawData + sessionKey)
}

/** `signature` of /wxa/checksessionkey: HMAC-SHA256 of the empty string under session_key. */
export function sessionKeyProof(sessionKey: string): string {
  return createHmac('sha256', sessionKey).update('').digest('hex')
}

type PayResource = { apiV3Key: string; nonce: string; associatedData: string }

/** Seals a WeChat Pay v3 notification resource (AES-256-GCM, tag appended), base64. */
export function encryptPayResource(plain: string, resource: PayResource): string {
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(resource.apiV3Key, 'utf8'), resource.nonce)
  cipher.setAAD(Buffer.from(resource.associatedData, 'utf8'))
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/**
 * Opens a WeChat Pay v3 notification resource and proves that nothing in it was changed.
 * @throws PlatformCryptoError `bad_tag` when key, nonce, associated data or a single bit is wrong
 */
export function decryptPayResource(ciphertext: string, resource: PayResource): string {
  const key = Buffer.from(resource.apiV3Key, 'utf8')
  const data = Buffer.from(ciphertext, 'base64')
  if (key.length !== 32) throw new PlatformCryptoError('bad_key')
  if (data.length < 16) throw new PlatformCryptoError('bad_cipher')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, resource.nonce, { authTagLength: 16 })
    decipher.setAAD(Buffer.from(resource.associatedData, 'utf8'))
    decipher.setAuthTag(data.subarray(-16))
    return Buffer.concat([decipher.update(data.subarray(0, -16)), decipher.final()]).toString('utf8')
  } catch {
    throw new PlatformCryptoError('bad_tag')
  }
}
