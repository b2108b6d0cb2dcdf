import { fork, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createSandbox } from '../../server/sandbox/createSandbox'

const env = (more: Record<string, string>) => ({ ...process.env, NODE_ENV: 'development', ...more })
const ENTRY = 'server/sandbox/index.ts'
const run = (more: Record<string, string>) =>
  spawnSync(process.execPath, ['--import', 'tsx', ENTRY], {
    env: env(more),
    encoding: 'utf8',
    timeout: 20_000,
  })

describe('start', () => {
  it('is refused in production, with one sentence', () => {
    const { status, stderr } = run({ NODE_ENV: 'production' })
    expect(status).toBe(1)
    expect(stderr).toBe(
      'The sandbox simulates the platforms and refuses to start with NODE_ENV=production.\n',
    )
  })
  it('says which port is taken', async () => {
    const other = createSandbox()
    const { port } = new URL((await other.start()).url)
    const { status, stderr } = run({ SANDBOX_PORT: port, WEBVIEW_PORT: '0' })
    await other.stop()
    expect(status).toBe(1)
    expect(stderr).toMatch(/^Port .* is taken; choose others/)
  })
  it('names a world it cannot read and a port that is none', () => {
    const world = run({ SANDBOX_WORLD: '/nonexistent/world.json' })
    expect(world.status).toBe(1)
    expect(world.stderr).toContain('/nonexistent/world.json')
    const port = run({ SANDBOX_PORT: 'x' })
    expect(port.status).toBe(1)
    expect(port.stderr).toBe('SANDBOX_PORT must be a port number\n')
  })
  it('opens two sandboxes side by side, and closes them', async () => {
    const [one, two] = [createSandbox(), createSandbox()]
    const [first, second] = [await one.start(), await two.start()]
    expect(first.url).not.toBe(second.url)
    await two.stop()
    await expect(fetch(`${second.url}/__sandbox/health`)).rejects.toThrow()
    expect((await fetch(`${first.url}/__sandbox/health`)).status).toBe(200)
    await one.stop()
  })
})

describe('end', () => {
  let child: ChildProcess
  beforeEach(async () => {
    child = fork(ENTRY, {
      execArgv: ['--import', 'tsx'],
      env: env({ SANDBOX_PORT: '0', WEBVIEW_PORT: '0' }),
      silent: true,
    })
    const [ready] = (await once(child, 'message')) as [{ type: string; url: string }]
    expect(ready.type).toBe('ready')
    expect((await fetch(`${ready.url}/__sandbox/health`)).status).toBe(200)
    // An open feed must not keep it alive.
    await fetch(`${ready.url}/__sandbox/events`)
  })
  afterEach(() => child.kill('SIGKILL'))

  it('comes with SIGTERM', async () => {
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })
  it('comes when the parent is gone', async () => {
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})
