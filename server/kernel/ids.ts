import { hash, randomBytes } from 'node:crypto'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const encode = (value: number, length: number): string => {
  let text = ''
  for (let rest = value, i = 0; i < length; i++, rest = Math.floor(rest / 32))
    text = alphabet[rest % 32] + text
  return text
}

/** Chance alone: digits and capitals that are not taken for each other, 5 bits each. */
export const randomCode = (length: number): string => {
  let text = ''
  for (const byte of randomBytes(length)) text += alphabet[byte % 32]
  return text
}

/** A new id: prefix, 9 characters of time (ms) and 12 of chance; sorts by time, safe in URLs. */
export const newId = (prefix: string): string => `${prefix}_${encode(Date.now(), 9)}${randomCode(12)}`

/** 24 hexadecimal digits that follow from what they are of. */
export const digestOf = (...parts: readonly string[]): string =>
  hash('sha256', parts.join('\n'), 'hex').slice(0, 24)

/** An id that follows from what it is of: the same asked for again, also at the same moment, is the same document. */
export const keyedId = (prefix: string, ...parts: readonly string[]): string =>
  `${prefix}_${digestOf(...parts)}`
