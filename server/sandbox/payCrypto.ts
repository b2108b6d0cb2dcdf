import {
  X509Certificate,
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
} from 'node:crypto'
import { sandboxEnv } from '../../config/sandboxEnv'
import { now } from '../kernel/clock'
import { encryptPayResource } from '../kernel/platformCrypto'
import { payKeys } from './payKeys'

const given = sandboxEnv({ sandboxUrl: '' })
const of = (name: string) => given[name] ?? ''

/** The one merchant the platform knows, with what it deposited. */
export const merchant = {
  name: '拾禾生活',
  mchid: of('WXPAY_MCHID'),
  serial: of('WXPAY_SERIAL'),
  publicKey: createPublicKey(of('WXPAY_PRIVATE_KEY')),
  apiV3Key: of('WXPAY_API_V3_KEY'),
  publicKeyId: of('WXPAY_PUBLIC_KEY_ID'),
}

/** Seconds by the clock of signatures: this machine's, which the switches of the sandbox's time leave alone. */
export const signSeconds = () => Math.floor(now().getTime() / 1000)

const lines = (...parts: string[]) => parts.map((part) => `${part}\n`).join('')
const verified = (text: string, signature: string, key: KeyObject) =>
  createVerify('RSA-SHA256').update(text).verify(key, signature, 'base64')

export type SignedCall = { method: string; target: string; body: string; authorization: string }
export type SignFault =
  { wrong: 'mchid' | 'serial' | 'scheme' | 'time' } | { wrong: 'signature'; message: string }
const SKEW_SECONDS = 300

/** Whether the merchant signed this call (platform-apis 2.1): undefined, or what is wrong with it. */
export function signFaultOf({ method, target, body, authorization }: SignedCall): SignFault | undefined {
  const [scheme, rest = ''] = authorization.split(/ (.*)/s)
  if (scheme !== 'WECHATPAY2-SHA256-RSA2048') return { wrong: 'scheme' }
  const part = (name: string) => new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(rest)?.[1] ?? ''
  if (part('mchid') !== merchant.mchid) return { wrong: 'mchid' }
  if (part('serial_no').toUpperCase() !== merchant.serial) return { wrong: 'serial' }
  if (!(Math.abs(signSeconds() - Number(part('timestamp') || NaN)) < SKEW_SECONDS)) return { wrong: 'time' }
  const message = lines(method, target, part('timestamp'), part('nonce_str'), body)
  return verified(message, part('signature'), merchant.publicKey)
    ? undefined
    : { wrong: 'signature', message }
}

/** Whether paySign is the merchant's over what the page gives `wx.requestPayment` (2.4). */
export const isPaySigned = (appid: string, params: Record<string, string>) =>
  verified(
    lines(appid, params.timeStamp ?? '', params.nonceStr ?? '', params.package ?? ''),
    params.paySign ?? '',
    merchant.publicKey,
  )

const certificates = payKeys.certificates.map(({ key, pem }) => {
  const { serialNumber: serial, validFrom, validTo } = new X509Certificate(pem)
  return { serial, key: createPrivateKey(key), pem, validFrom, validTo }
})
const publicMode = createPrivateKey(payKeys.publicMode)

/** How a signature is spoilt on purpose: by another key, in the past, or as WeChat's own probes are. */
export type Spoil = 'key' | 'stale' | 'probe' | 'serial'

/**
 * The platform's keys. A caller that names the public key's id is answered with it, else with the certificate in force;
 * certificates rotate with a time in which both are published.
 */
export function createKeyring(random: (label: string) => string) {
  let current = 0
  let published = [0]
  let hasPublicKey = true

  const chosen = (asked: string | undefined) =>
    asked === merchant.publicKeyId && hasPublicKey
      ? { serial: merchant.publicKeyId, key: publicMode }
      : certificates[current]

  return {
    /** The four headers of a body; `asked` is what the caller wants it signed with. */
    sign(body: string, asked: string | undefined, spoil?: Spoil) {
      const signer = chosen(asked)
      const foreign = signer?.key === publicMode ? certificates[0]?.key : publicMode
      const key = spoil === 'key' ? foreign : signer?.key
      const timestamp = String(signSeconds() - (spoil === 'stale' ? 600 : 0))
      const nonce = random('pay-nonce').slice(0, 32)
      const made = createSign('RSA-SHA256').update(lines(timestamp, nonce, body))
      const signature = made.sign(key ?? publicMode, 'base64')
      return {
        'Wechatpay-Timestamp': timestamp,
        'Wechatpay-Nonce': nonce,
        'Wechatpay-Serial': spoil === 'serial' ? '0'.repeat(40) : (signer?.serial ?? ''),
        'Wechatpay-Signature': spoil === 'probe' ? `WECHATPAY/SIGNTEST/${signature}` : signature,
        'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
      }
    },
    /** AES-256-GCM under the APIv3 key, as notifications and certificates are sealed. */
    seal(plain: string, associatedData: string) {
      const nonce = random('pay-seal').slice(0, 12)
      const ciphertext = encryptPayResource(plain, { apiV3Key: merchant.apiV3Key, nonce, associatedData })
      return { algorithm: 'AEAD_AES_256_GCM', nonce, associated_data: associatedData, ciphertext }
    },
    published: () => certificates.filter((_, index) => published.includes(index)),
    state: () => ({ serial: certificates[current]?.serial, published: published.length, hasPublicKey }),
    /** The next certificate comes into force; the old one stays published until `retire`. */
    rotate() {
      current = (current + 1) % certificates.length
      published = certificates.map((_, index) => index)
    },
    retire: () => void (published = [current]),
    /** Off: the merchant has not gone over to the public key; answers keep to the certificate. */
    setPublicKey: (on: boolean) => void (hasPublicKey = on),
    reset() {
      current = 0
      published = [0]
      hasPublicKey = true
    },
  }
}
export type Keyring = ReturnType<typeof createKeyring>
