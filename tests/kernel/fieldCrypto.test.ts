import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { readEnv } from '../../config/env'
import { decryptField, encryptField, fieldIndex, maskPhone } from '../../server/kernel/fieldCrypto'

type Crypto = typeof import('../../server/kernel/fieldCrypto')
/** The module as a process with these keys has it. */
function withKeys(keys: string): Crypto {
  const before = process.env.DATA_KEYS
  let made: Crypto | undefined
  process.env.DATA_KEYS = keys
  try {
    jest.isolateModules(() => {
      made = jest.requireActual<Crypto>('../../server/kernel/fieldCrypto')
    })
  } finally {
    process.env.DATA_KEYS = before
  }
  return made as Crypto
}
const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

describe('encryption of personal data (TR-2)', () => {
  it('gives back what was put in, and never the same text twice', () => {
    const law = fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (plain) => {
      const stored = encryptField(plain)
      expect(decryptField(stored)).toBe(plain)
      expect(encryptField(plain)).not.toBe(stored)
    })
    fc.assert(law)
  })
  it('does not show the value', () => {
    expect(encryptField('13812346021')).not.toContain('13812346021')
  })
  it('refuses a text of which any character was changed', () => {
    const stored = encryptField('13812346021')
    const start = stored.indexOf('.') + 1
    const passed: string[] = []
    for (let at = start; at < stored.length; at++) {
      const letter = stored[at] === 'A' ? 'B' : 'A'
      const forged = stored.slice(0, at) + letter + stored.slice(at + 1)
      // The last letter of a part carries unused bits; only what decodes differently is a change.
      const bytes = (text: string) =>
        text
          .split('.')
          .map((it) => Buffer.from(it, 'base64url').toString('hex'))
          .join()
      if (bytes(forged) === bytes(stored)) continue
      try {
        decryptField(forged)
        passed.push(forged)
      } catch {
        // refused, as it must be
      }
    }
    expect(passed).toEqual([])
  })
  it('refuses a shortened tag, a missing part and rubbish', () => {
    const [id, nonce, body, tag = ''] = encryptField('secret').split('.')
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url')
    for (const forged of [`${id}.${nonce}.${body}.${short}`, `${id}.${nonce}.${body}`, '', 'plain text'])
      expect(() => decryptField(forged)).toThrow()
  })
  it('reads with old keys and writes with the newest', () => {
    const [old, fresh] = [key('2025'), key('2026')]
    const before = withKeys(old)
    const stored = before.encryptField('13812346021')
    const after = withKeys(`${fresh},${old}`)
    expect(after.decryptField(stored)).toBe('13812346021')
    expect(after.encryptField('x')).toMatch(/^2026\./)
    const without = withKeys(fresh)
    expect(() => without.decryptField(stored)).toThrow('data key "2025" is not configured')
  })
  it.each(['short:AAAA', ':', 'noColon'])('does not start with the key %p', (DATA_KEYS) => {
    expect(() => readEnv({ ...process.env, DATA_KEYS })).toThrow('DATA_KEYS')
  })
})

describe('the index of a personal value (TR-2)', () => {
  it('is the same for the same value and scope only', () => {
    const text = fc.string({ maxLength: 20 })
    const law = fc.property(text, text, (a, b) => {
      expect(fieldIndex('phone', a)).toBe(fieldIndex('phone', a))
      expect(fieldIndex('phone', a) === fieldIndex('phone', b)).toBe(a === b)
      expect(fieldIndex('phone', a)).not.toBe(fieldIndex('openid', a))
    })
    fc.assert(law)
  })
})

describe('a phone number on the screen (TR-2)', () => {
  it.each([
    ['13812346021', '138****6021'],
    ['+85251234567', '+85****4567'],
    ['12345', '****'],
    ['', '****'],
  ])('%s is shown as %s', (phone, shown) => expect(maskPhone(phone)).toBe(shown))
})
