import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { sandboxEnv } from './sandboxEnv'

const port = z.coerce.number().int().min(0).max(65535)
const list = z
  .string()
  .default('')
  .transform((it) =>
    it
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  )

const isKey = (secret: string | undefined) => Buffer.from(secret ?? '', 'base64').length === 32
const areDataKeys = (text: string) =>
  text.split(',').every((part) => /^[\w-]+:[^:]+$/.test(part) && isKey(part.split(':')[1]))

/** What subscribe messages tell; each kind has a template of its own. */
export const templateKinds = [
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
] as const
const templateEntry = new RegExp(`^(${templateKinds.join('|')}):[\\w-]{43}$`)

/** A PEM text whose line breaks may be written `\\n`, as in files that hold one variable a line. */
const rsaKey = (read: (pem: string) => KeyObject) =>
  z
    .string()
    .transform((it) => it.replaceAll('\\n', '\n').trim())
    .refine((it) => {
      try {
        return read(it).asymmetricKeyType === 'rsa'
      } catch {
        return false
      }
    }, 'must be an RSA key in PEM')

const fields = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** What this process does. */
  ROLE: z.enum(['web', 'worker', 'both']).default('both'),
  PORT: port.default(3000),
  /** Address people reach the server at; used in links and checked in WeCom sign-in. */
  PUBLIC_URL: z.url().default('http://localhost:3000'),
  /** Further origins whose pages may be signed for WeCom or frame ours, comma separated. */
  TRUSTED_ORIGINS: list,
  /** Number of trusted proxies in front (0 = none): decides whose X-Forwarded-For is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  MONGODB_URI: z.string().min(1),
  REDIS_URL: z.string().min(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Calls per minute and address before 429 on routes that state no limit of their own. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  /** Folder of pictures served under /media. */
  MEDIA_DIR: z.string().default('.cache/demo/media'),
  /** `id:base64 of 32 bytes`, newest first: personal data is written with the first, read with any. */
  DATA_KEYS: z.string().refine(areDataKeys, 'must be id:base64 of 32 bytes, comma separated'),
  /** base64 of 32 bytes; equality search over encrypted fields. Never rotated without re-indexing. */
  DATA_INDEX_KEY: z.string().refine(isKey, 'must be base64 of 32 bytes'),
  /** `name:key` of systems that may call machine routes, comma separated. */
  MACHINE_KEYS: list.refine(
    (all) => all.every((it) => /^[\w-]+:\S+$/.test(it)),
    'must be name:key, comma separated',
  ),
  /** A place between two steps at which this process dies (kernel/crashPoint); for tests. */
  CRASH_AT: z.string().optional(),
  PLATFORM: z.enum(['sandbox', 'production']).default('sandbox'),
  WX_API_BASE: z.url().default('https://api.weixin.qq.com'),
  WX_APPID: z.string().min(1),
  WX_SECRET: z.string().min(1),
  /** `kind:template id` of the subscribe messages, comma separated. */
  WX_TEMPLATES: list.refine(
    (all) =>
      all.length === templateKinds.length &&
      all.every((it) => templateEntry.test(it)) &&
      new Set(all.map((it) => it.split(':')[0])).size === all.length,
    `must be kind:id, comma separated, one of 43 characters for each of ${templateKinds.join(', ')}`,
  ),
  WECOM_API_BASE: z.url().default('https://qyapi.weixin.qq.com'),
  WECOM_OAUTH_URL: z.url().default('https://open.weixin.qq.com/connect/oauth2/authorize'),
  WECOM_CORPID: z.string().min(1),
  WECOM_AGENTID: z.string().min(1),
  WECOM_SECRET: z.string().min(1),
  WECOM_TOKEN: z.string().min(1),
  WECOM_AES_KEY: z.string().length(43, 'must be the 43 characters of the EncodingAESKey'),
  /** Calls a minute and API of all processes together; WeCom allows a corp 10,000, other apps of the corp included. */
  WECOM_CALLS_PER_MINUTE: z.coerce.number().int().min(1).default(8000),
  /** Names of corp tag groups, comma separated: those guides leave alone, and those of which a customer has one tag. */
  WECOM_CLOSED_TAG_GROUPS: list,
  WECOM_SINGLE_TAG_GROUPS: list,
  /** How many mass messages WeCom lets a customer get, as its admin has set it (platform-apis §3.8). */
  WECOM_MASS_CAP: z.enum(['month', '4/month', '7/week', '1/day']).default('month'),
  WXPAY_API_BASE: z.url().default('https://api.mch.weixin.qq.com'),
  WXPAY_MCHID: z.string().min(1),
  /** Serial number of the merchant's API certificate, and its private key. */
  WXPAY_SERIAL: z.string().min(1),
  WXPAY_PRIVATE_KEY: rsaKey(createPrivateKey),
  WXPAY_API_V3_KEY: z.string().regex(/^[\x21-\x7e]{32}$/, 'must be the 32 characters of the APIv3 key'),
  /** WeChat Pay's public key and its id: public-key mode. Without them platform certificates are downloaded. */
  WXPAY_PUBLIC_KEY_ID: z.string().startsWith('PUB_KEY_ID_').optional(),
  WXPAY_PUBLIC_KEY: rsaKey(createPublicKey).optional(),
  /** The SMS gateway (server/integrations/sms) and the key it knows us by. */
  SMS_API_BASE: z.url(),
  SMS_API_KEY: z.string().min(1),
  /** The carriers' service (server/integrations/carriers) and the key both sides sign with. */
  CARRIERS_API_BASE: z.url(),
  CARRIERS_API_KEY: z.string().min(1),
})

/** Two variables that mean nothing alone. */
const schema = fields.refine((it) => Boolean(it.WXPAY_PUBLIC_KEY_ID) === Boolean(it.WXPAY_PUBLIC_KEY), {
  path: ['WXPAY_PUBLIC_KEY'],
  message: 'WXPAY_PUBLIC_KEY and WXPAY_PUBLIC_KEY_ID go together',
})

export type Env = z.output<typeof schema>

export class ConfigurationError extends Error {}

const isSandboxValue = (value: string) => /sandbox|localhost|127\.0\.0\.1/i.test(value)
/** Every sandbox value but WECOM_AGENTID, which real corps use too. */
const mustBeReal = [
  'WX_API_BASE',
  'WX_APPID',
  'WX_SECRET',
  'WX_TEMPLATES',
  'WECOM_API_BASE',
  'WECOM_OAUTH_URL',
  'WECOM_CORPID',
  'WECOM_SECRET',
  'WECOM_TOKEN',
  'WECOM_AES_KEY',
  'WXPAY_API_BASE',
  'WXPAY_MCHID',
  'WXPAY_SERIAL',
  'WXPAY_PRIVATE_KEY',
  'WXPAY_API_V3_KEY',
  'WXPAY_PUBLIC_KEY_ID',
  'WXPAY_PUBLIC_KEY',
  'SMS_API_BASE',
  'SMS_API_KEY',
  'CARRIERS_API_BASE',
  'CARRIERS_API_KEY',
  'PUBLIC_URL',
  'MACHINE_KEYS',
  'DATA_KEYS',
  'DATA_INDEX_KEY',
] as const

/** Problems of a production configuration: sandbox values left in, weak keys, plain http. */
function productionProblems(env: Env): string[] {
  const problems: string[] = []
  const sandbox = sandboxEnv({ sandboxUrl: '' })
  if (env.PLATFORM !== 'production')
    problems.push('PLATFORM must be "production" when NODE_ENV is "production"')
  for (const name of mustBeReal)
    if (String(env[name]) === sandbox[name] || isSandboxValue(String(env[name])))
      problems.push(`${name} still holds a sandbox or local value`)
  if (env.CRASH_AT) problems.push('CRASH_AT is for tests only')
  if (!env.PUBLIC_URL.startsWith('https://')) problems.push('PUBLIC_URL must start with https://')
  for (const entry of env.MACHINE_KEYS) {
    const at = entry.indexOf(':')
    if (entry.length - at - 1 < 32)
      problems.push(`MACHINE_KEYS: the key of "${entry.slice(0, at)}" must have at least 32 characters`)
  }
  return problems
}

/**
 * Reads and checks the configuration.
 * @throws ConfigurationError naming every variable that is missing or wrong, one per line
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(present)
  const problems = parsed.success
    ? parsed.data.NODE_ENV === 'production' || parsed.data.PLATFORM === 'production'
      ? productionProblems(parsed.data)
      : []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (!parsed.success || problems.length)
    throw new ConfigurationError(
      `Configuration is not usable:\n${problems.map((it) => `  ${it}`).join('\n')}`,
    )
  return parsed.data
}

function readOrExit(): Env {
  try {
    return readEnv(process.env)
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(78)
  }
}

/** The configuration of this process; the only reader of `process.env` in the server. */
export const env = readOrExit()
