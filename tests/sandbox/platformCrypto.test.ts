import {
  PlatformCryptoError,
  decryptMessage,
  decryptPayResource,
  decryptSessionData,
  encryptMessage,
  encryptPayResource,
  encryptSessionData,
  jsTicketSignature,
  messageSignature,
  rawDataSignature,
  sessionKeyProof,
  signaturesEqual,
} from '../../server/kernel/platformCrypto'

const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const envelope = { encodingAesKey: aesKey, receiveId: 'ww0000000000000001' }
const MESSAGE = '<xml><Event><![CDATA[change_external_contact]]></Event></xml>'
const ENCRYPTED =
  'Q3stYC6hdFzMh9T8HCvyDG+e7FwX9V0cLluugjUJv5MpXtDmO4N9nfpzaHs+e15zzeuOGfJj4okwsLoA8796XlETHfMN1wSdwck0kXil4sxoYOFoipRx5ZUniyC1kRV3SrwnHshak5qsrUoPcpgaQnCTTbxkqaEYTpnxyQG9CW8='
const reasonOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return (error as PlatformCryptoError).reason
  }
  return 'opened'
}

describe('push messages', () => {
  it('encrypts the vector of the fact sheet', () => {
    expect(encryptMessage(MESSAGE, envelope, Buffer.from('0123456789abcdef'))).toBe(ENCRYPTED)
  })
  it('decrypts the vector of the fact sheet', () => {
    expect(decryptMessage(ENCRYPTED, envelope)).toBe(MESSAGE)
  })
  it('signs the vector of the fact sheet', () => {
    expect(messageSignature('sandboxToken', '1700000000', 'nonce001', ENCRYPTED)).toBe(
      '819ba04b8ad534709a4312e8a87a64197df0d869',
    )
  })
  it('refuses a message meant for another receiver', () => {
    expect(reasonOf(() => decryptMessage(ENCRYPTED, { ...envelope, receiveId: 'ww9' }))).toBe('bad_receiver')
  })
  it('refuses a message under another key', () => {
    const other = { ...envelope, encodingAesKey: aesKey.split('').reverse().join('') }
    expect(() => decryptMessage(ENCRYPTED, other)).toThrow(PlatformCryptoError)
  })
  it('refuses keys that are not 43 characters and cipher text that is not whole blocks', () => {
    expect(reasonOf(() => decryptMessage(ENCRYPTED, { ...envelope, encodingAesKey: 'short' }))).toBe(
      'bad_key',
    )
    expect(reasonOf(() => decryptMessage('AAAA', envelope))).toBe('bad_cipher')
    expect(reasonOf(() => decryptMessage('', envelope))).toBe('bad_cipher')
  })
  it('gives back texts of every padding length, Chinese included', () => {
    for (let length = 0; length < 40; length += 1) {
      const text = '店'.repeat(length) + 'x'.repeat(length % 3)
      expect(decryptMessage(encryptMessage(text, envelope), envelope)).toBe(text)
    }
  })
  it('compares signatures of different length as different', () => {
    expect(signaturesEqual('abc', 'abc')).toBe(true)
    expect(signaturesEqual('abc', 'abd')).toBe(false)
    expect(signaturesEqual('abc', 'ab')).toBe(false)
  })
})

describe('page signature', () => {
  const page = { ticket: 'TICKET001', nonceStr: 'Wm3WZYTPz0wzccnW', timestamp: 1414587457 }
  it('signs the vector of the fact sheet and leaves the hash out', () => {
    const url = 'https://sidebar.example.com/index.html?a=1'
    expect(jsTicketSignature({ ...page, url })).toBe('e709c346fbb21ff4a8a0511dfc302778d483d4e8')
    expect(jsTicketSignature({ ...page, url: `${url}#/customer` })).toBe(jsTicketSignature({ ...page, url }))
  })
})

describe('session data', () => {
  const session = { sessionKey: 'MDEyMzQ1Njc4OWFiY2RlZg==', iv: 'ZmVkY2JhOTg3NjU0MzIxMA==' }
  const plain = '{"phoneNumber":"13800000000","watermark":{"appid":"wx1","timestamp":1}}'
  const sealed =
    '/zKksLWsmvxbw65eoGVnlJ67MJxJlsrAblZ4w4l9hl0YNqKe0YrGnF76Bu14w4Dhq8JmnfhS7bA9o9xekCbzwe81YdrjbAw8rsmKuTPcx48='
  it('opens and seals the vector of the fact sheet', () => {
    expect(decryptSessionData(sealed, session)).toBe(plain)
    expect(encryptSessionData(plain, session)).toBe(sealed)
  })
  it('refuses data of a session_key that has rotated', () => {
    const rotated = { ...session, sessionKey: Buffer.from('fedcba9876543210').toString('base64') }
    expect(reasonOf(() => decryptSessionData(sealed, rotated))).toBe('bad_cipher')
    expect(reasonOf(() => decryptSessionData(sealed, { ...session, sessionKey: 'AAAA' }))).toBe('bad_key')
  })
  it('signs rawData and proves a session_key as the vectors say', () => {
    expect(rawDataSignature('{"nickName":"A"}', session.sessionKey)).toBe(
      '970784686df4f12db4d90c0a89307263604779be',
    )
    expect(sessionKeyProof(session.sessionKey)).toBe(
      '65c26191fb220dd48254bddaae22d91dbbfeabf55089d8b176eb6e7cd3109414',
    )
  })
})

describe('payment resource', () => {
  const resource = {
    apiV3Key: '0123456789abcdef0123456789abcdef',
    nonce: 'abcdef012345',
    associatedData: 'transaction',
  }
  const plain = '{"out_trade_no":"T1"}'
  const sealed = '+tSNe9jYMjLZPNCTpMy0myvwjl/dCSkMXuQnhuKHShhsGJadFg=='
  it('opens and seals the vector of the fact sheet', () => {
    expect(decryptPayResource(sealed, resource)).toBe(plain)
    expect(encryptPayResource(plain, resource)).toBe(sealed)
  })
  it('notices one changed bit, other associated data, and a cut tag', () => {
    const bytes = Buffer.from(sealed, 'base64')
    bytes[0] = (bytes[0] ?? 0) ^ 1
    expect(reasonOf(() => decryptPayResource(bytes.toString('base64'), resource))).toBe('bad_tag')
    const other = { ...resource, associatedData: 'refund' }
    expect(reasonOf(() => decryptPayResource(sealed, other))).toBe('bad_tag')
    expect(reasonOf(() => decryptPayResource('AAAA', resource))).toBe('bad_cipher')
    expect(reasonOf(() => decryptPayResource(sealed, { ...resource, apiV3Key: 'short' }))).toBe('bad_key')
  })
})
