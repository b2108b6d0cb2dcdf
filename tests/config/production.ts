import { generateKeyPairSync } from 'node:crypto'

const secret = (text: string) => Buffer.alloc(32, text).toString('base64')

const pem = { format: 'pem' } as const
export const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', ...pem },
  privateKeyEncoding: { type: 'pkcs8', ...pem },
})

/** What a chain in production would set. */
export const production: Record<string, string> = {
  NODE_ENV: 'production',
  PLATFORM: 'production',
  PUBLIC_URL: 'https://shop.example.com',
  MONGODB_URI: 'mongodb://db.internal/hedian',
  REDIS_URL: 'redis://cache.internal/0',
  DATA_KEYS: `2027:${secret('new')},2026:${secret('old')}`,
  DATA_INDEX_KEY: secret('index'),
  MACHINE_KEYS: `erp:${'k'.repeat(32)},pos:${'p'.repeat(40)}`,
  WX_APPID: 'wx1234567890abcdef',
  WX_SECRET: '0123456789abcdef0123456789abcdef',
  WX_TEMPLATES: [
    'pickup',
    'reminder',
    'refund',
    'shipped',
    'restock',
    'balance',
    'booking',
    'coupon',
    'teamFormed',
    'teamFailed',
  ]
    .map((kind) => `${kind}:${kind.padEnd(43, 'x')}`)
    .join(','),
  WECOM_CORPID: 'ww1234567890abcdef',
  WECOM_AGENTID: '1000002',
  WECOM_SECRET: 'aBcDeFgHiJkLmNoPqRsTuVwXyZ',
  WECOM_TOKEN: 'callbackToken',
  WECOM_AES_KEY: 'ZyXwVuTsRqPoNmLkJiHgFeDcBa9876543210zyxwvut',
  WXPAY_MCHID: '1512345678',
  WXPAY_SERIAL: '3775B6A45ACD588826D15E583A95F5DD12345678',
  WXPAY_PRIVATE_KEY: rsa.privateKey,
  WXPAY_API_V3_KEY: 'Zk3mR7vT1qW9xB5nC2dF8gH4jL6pS0yA',
  WXPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0115123456782026010100000000000099',
  WXPAY_PUBLIC_KEY: rsa.publicKey,
  SMS_API_BASE: 'https://sms.example.com',
  SMS_API_KEY: 'key-of-the-gateway',
  CARRIERS_API_BASE: 'https://carriers.example.com',
  CARRIERS_API_KEY: 'key-of-the-carriers',
}
