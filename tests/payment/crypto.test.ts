import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { authorizationOf, isSignedBy, linesOf, signRsa } from '../../server/integrations/payment/payCrypto'
import { decryptPayResource, encryptPayResource } from '../../server/kernel/platformCrypto'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const vector = {
  apiV3Key: '0123456789abcdef0123456789abcdef',
  nonce: 'abcdef012345',
  associatedData: 'transaction',
}
const plain = '{"out_trade_no":"T1"}'
const ciphertext = '+tSNe9jYMjLZPNCTpMy0myvwjl/dCSkMXuQnhuKHShhsGJadFg=='

describe('pay resources (platform-apis §6)', () => {
  it('open and seal as the test vector says', () => {
    expect(decryptPayResource(ciphertext, vector)).toBe(plain)
    expect(encryptPayResource(plain, vector)).toBe(ciphertext)
  })

  it('do not open when a single bit of them is another', () => {
    const data = Buffer.from(ciphertext, 'base64')
    fc.assert(
      fc.property(fc.nat(data.length * 8 - 1), (bit) => {
        const changed = Buffer.from(data)
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(() => decryptPayResource(changed.toString('base64'), vector)).toThrow('bad_tag')
      }),
      { numRuns: 100 },
    )
  })
})

describe('signatures (platform-apis §2.1)', () => {
  const merchant = { mchid: '1600000001', serial: 'AB01', privateKey }
  const parts = (header: string) =>
    Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]))

  it('cover method, target, time, nonce and body, a line each', () => {
    const request = { method: 'POST', target: '/v3/x?a=1', timestamp: 1_700_000_000, nonce: 'n1' } as const
    const header = authorizationOf({ ...request, body: '{"a":1}' }, merchant)
    expect(header.startsWith('WECHATPAY2-SHA256-RSA2048 mchid="1600000001",')).toBe(true)
    const { signature = '', serial_no, timestamp, nonce_str } = parts(header)
    expect({ serial_no, timestamp, nonce_str }).toEqual({
      serial_no: 'AB01',
      timestamp: '1700000000',
      nonce_str: 'n1',
    })
    expect(isSignedBy('POST\n/v3/x?a=1\n1700000000\nn1\n{"a":1}\n', signature, publicKey)).toBe(true)
  })

  it('have an empty fifth line without a body, for GET and POST', () => {
    for (const method of ['GET', 'POST'] as const) {
      const header = authorizationOf(
        { method, target: '/v3/x', timestamp: 1, nonce: 'n', body: '' },
        merchant,
      )
      const { signature = '' } = parts(header)
      expect(isSignedBy(`${method}\n/v3/x\n1\nn\n\n`, signature, publicKey)).toBe(true)
      expect(isSignedBy(`${method}\n/v3/x\n1\nn\n`, signature, publicKey)).toBe(false)
    }
  })

  it('hold for exactly the text they were made of', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const signature = signRsa(text, privateKey)
        expect(isSignedBy(text, signature, publicKey)).toBe(true)
        expect(isSignedBy(other, signature, publicKey)).toBe(text === other)
      }),
      { numRuns: 20 },
    )
  })

  it.each(['', 'no base64!', 'WECHATPAY/SIGNTEST/abc'])('are simply wrong as %p', (signature) => {
    expect(isSignedBy('text', signature, createPublicKey(privateKey))).toBe(false)
  })

  it('end every line, an empty one too', () => {
    expect(linesOf('a', '', 1)).toBe('a\n\n1\n')
  })
})
