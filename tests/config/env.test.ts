import { spawn } from 'node:child_process'
import path from 'node:path'
import { build, type Metafile } from 'esbuild'
import { ConfigurationError, readEnv } from '../../config/env'
import { sandboxEnv } from '../../config/sandboxEnv'
import { production, rsa } from './production'

const root = path.resolve(__dirname, '../..')
const inSandbox = sandboxEnv({ sandboxUrl: 'http://127.0.0.1:3100' })

function problems(source: Record<string, string | undefined>): string {
  try {
    readEnv(source)
    return ''
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
}

describe('the configuration (TR-2, style: env)', () => {
  it('names everything that is missing in one message', () => {
    const missing = problems({})
    for (const name of [
      'MONGODB_URI',
      'REDIS_URL',
      'DATA_KEYS',
      'DATA_INDEX_KEY',
      'WX_APPID',
      'WX_SECRET',
      'WX_TEMPLATES',
      'WECOM_CORPID',
      'WECOM_AGENTID',
      'WECOM_SECRET',
      'WECOM_TOKEN',
      'WECOM_AES_KEY',
      'WXPAY_MCHID',
      'WXPAY_SERIAL',
      'WXPAY_PRIVATE_KEY',
      'WXPAY_API_V3_KEY',
      'SMS_API_BASE',
      'SMS_API_KEY',
      'CARRIERS_API_BASE',
      'CARRIERS_API_KEY',
    ])
      expect(missing).toContain(`${name}: `)
  })

  it('takes an empty variable for a missing one', () => {
    expect(problems({ ...production, WX_SECRET: '' })).toContain('WX_SECRET: ')
  })

  it.each([
    ['PORT', '99999'],
    ['PORT', 'http'],
    ['NODE_ENV', 'prod'],
    ['ROLE', 'cron'],
    ['PUBLIC_URL', 'shop.example.com'],
    ['LOG_LEVEL', 'loud'],
    ['WECOM_AES_KEY', 'too short'],
    ['DATA_KEYS', 'no-colon'],
    ['DATA_KEYS', `one:${Buffer.alloc(16).toString('base64')}`],
    ['DATA_INDEX_KEY', 'c2hvcnQ='],
    ['MACHINE_KEYS', 'key-without-a-name'],
    ['WX_TEMPLATES', 'pickup:too-short'],
    ['WX_TEMPLATES', `pickup:${'x'.repeat(43)}`],
    ['WXPAY_API_V3_KEY', 'thirty-one-characters-are-not-32'.slice(1)],
    ['WXPAY_PRIVATE_KEY', 'no key'],
    ['WXPAY_PRIVATE_KEY', rsa.publicKey],
    ['WXPAY_PUBLIC_KEY', 'no key'],
    ['WXPAY_PUBLIC_KEY', ''],
    ['TRUST_PROXY', '-1'],
    ['RATE_LIMIT_PER_MINUTE', '0'],
  ])('refuses %s=%s and says so', (name, value) => {
    expect(problems({ ...production, [name]: value })).toContain(`${name}: `)
  })

  it('is accepted as a chain in production would set it', () => {
    expect(readEnv(production)).toMatchObject({ NODE_ENV: 'production', ROLE: 'both', PORT: 3000 })
  })

  it('takes keys in one line, and goes without the public key: certificate mode (OR-2)', () => {
    const certificateMode = { ...production, WXPAY_PUBLIC_KEY_ID: '', WXPAY_PUBLIC_KEY: '' }
    const oneLine = rsa.privateKey.replaceAll('\n', '\\n')
    const env = readEnv({ ...certificateMode, WXPAY_PRIVATE_KEY: oneLine })
    expect(env.WXPAY_PRIVATE_KEY).toBe(rsa.privateKey.trim())
    expect(env.WXPAY_PUBLIC_KEY).toBeUndefined()
    expect(env.WXPAY_API_BASE).toBe('https://api.mch.weixin.qq.com')
  })

  it('is accepted in development with the values of the sandbox', () => {
    const engines = { MONGODB_URI: 'mongodb://127.0.0.1/x', REDIS_URL: 'redis://127.0.0.1/0' }
    expect(readEnv({ ...inSandbox, ...engines }).PLATFORM).toBe('sandbox')
  })

  /** What a real corp may well have too. */
  const ordinary = new Set(['WECOM_AGENTID', 'WECOM_CLOSED_TAG_GROUPS', 'WECOM_SINGLE_TAG_GROUPS'])
  it.each(Object.keys(inSandbox).filter((name) => !ordinary.has(name)))(
    'refuses the value %s has in the sandbox in production',
    (name) => {
      expect(problems({ ...production, [name]: inSandbox[name] })).toContain(name)
    },
  )

  it('refuses sandbox values also when only the platforms are real', () => {
    expect(problems({ ...production, NODE_ENV: 'development', WX_SECRET: inSandbox.WX_SECRET })).toContain(
      'WX_SECRET',
    )
  })

  it.each(['http://shop.example.com', 'https://localhost', 'https://127.0.0.1:3000'])(
    'refuses %s as public address in production',
    (PUBLIC_URL) => {
      expect(problems({ ...production, PUBLIC_URL })).toContain('PUBLIC_URL')
    },
  )

  it('refuses a machine key under 32 characters in production, by name and without showing it', () => {
    const told = problems({ ...production, MACHINE_KEYS: `erp:${'k'.repeat(32)},pos:hunter2` })
    expect(told).toContain('"pos"')
    expect(told).not.toContain('"erp"')
    expect(told).not.toContain('hunter2')
  })

  it('counts a machine key whole when it holds a colon', () => {
    expect(problems({ ...production, MACHINE_KEYS: `erp:${'k'.repeat(16)}:${'k'.repeat(16)}` })).toBe('')
  })
})

describe('the server as a process (TR-2)', () => {
  const start = (env: Record<string, string>) =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'server/index.ts')], {
        cwd: root,
        env: { PATH: process.env.PATH ?? '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      child.stdout.on('data', (text) => (said += String(text)))
      child.stderr.on('data', (text) => (said += String(text)))
      child.on('exit', (code) => resolve({ code, said }))
    })

  it('does not start in production with the settings of the sandbox, and says why without a stack', async () => {
    const engines = { MONGODB_URI: 'mongodb://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1/0' }
    const { code, said } = await start({ ...inSandbox, ...engines, NODE_ENV: 'production' })
    expect(code).toBe(78)
    expect(said).toContain('Configuration is not usable')
    expect(said).toContain('WX_SECRET still holds a sandbox or local value')
    expect(said).not.toMatch(/\n\s+at /)
    expect(said).not.toContain(inSandbox.WX_SECRET)
  })

  it('does not start without any settings', async () => {
    const { code, said } = await start({})
    expect([code, said.includes('MONGODB_URI: ')]).toEqual([78, true])
  })
})

describe('the sandbox stays outside (TR-1)', () => {
  const graphOf = async (entry: string): Promise<Metafile['inputs']> => {
    const { metafile } = await build({
      absWorkingDir: root,
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    })
    return metafile.inputs
  }

  it('no module the server loads comes from it', async () => {
    const files = Object.keys(await graphOf('server/index.ts'))
    expect(files).toContain('server/app.ts')
    expect(files.filter((it) => it.startsWith('server/sandbox/'))).toEqual([])
  })

  it('nor does it load anything of the product but the kernel', async () => {
    const files = Object.keys(await graphOf('server/sandbox/index.ts'))
    expect(files).toContain('server/sandbox/createSandbox.ts')
    expect(files.filter((it) => /^server\/(features|integrations|app|worker|index)/.test(it))).toEqual([])
  })
})
