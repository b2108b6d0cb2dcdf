import { randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const encode = (value: number, length: number): string => {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text
  return text
}

/** A new id: prefix, 9 characters of time (ms) and 12 of chance; sorts by time, safe in URLs. */
export function newId(prefix: string): string {
  const chance = randomBytes(12)
  let tail = ''
  for (const byte of chance) tail += alphabet[byte % 32]
  return `${prefix}_${encode(Date.now(), 9)}${tail}`
}
