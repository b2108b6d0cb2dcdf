import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { env } from '../../config/env'

const keys = new Map(
  env.DATA_KEYS.split(',').map((part) => {
    const [id = '', secret = ''] = part.split(':')
    return [id, Buffer.from(secret, 'base64')] as const
  }),
)
for (const [id, key] of keys)
  if (!id || key.length !== 32) throw new Error('DATA_KEYS: each must be id:base64 of 32 bytes')
const currentId = [...keys.keys()][0] ?? ''
const indexKey = Buffer.from(env.DATA_INDEX_KEY, 'base64')

/** AES-256-GCM; result `keyId.nonce.ciphertext.tag`, all base64url (TR-2). */
export function encryptField(plain: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.get(currentId) as Buffer, nonce)
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return [currentId, ...[nonce, body, cipher.getAuthTag()].map((it) => it.toString('base64url'))].join('.')
}

/** @throws when the key is unknown or the text was changed */
export function decryptField(stored: string): string {
  const [id = '', nonce = '', body = '', tag = ''] = stored.split('.')
  const key = keys.get(id)
  if (!key) throw new Error(`data key "${id}" is not configured`)
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), {
    authTagLength: 16,
  })
  decipher.setAuthTag(Buffer.from(tag, 'base64url'))
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8')
}

/** Deterministic index of a personal value: equal values match, the value cannot be read back. */
export const fieldIndex = (scope: string, plain: string): string =>
  createHmac('sha256', indexKey).update(`${scope}\n${plain}`).digest('base64url')

/** `138****6021` */
export const maskPhone = (phone: string): string =>
  phone.length >= 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****'
