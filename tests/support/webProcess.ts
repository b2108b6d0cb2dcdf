import { spawn } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

/** Another process of the product on this worker's database and Redis. */
export async function startProcess(role: 'web' | 'worker' | 'both', settings: Record<string, string> = {}) {
  const port = await freePort()
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/index.ts'], {
    env: { ...process.env, ROLE: role, PORT: String(port), ...settings },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let said = ''
  child.stdout?.on('data', (text) => (said = (said + String(text)).slice(-100_000)))
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  await new Promise<void>((done, failed) => {
    child.once('message', () => done())
    void ended.then((code) => failed(new Error(`ended with ${code} before it was ready`)))
  })
  return {
    /** The end of what it has logged. */
    said: () => said,
    origin: `http://127.0.0.1:${port}`,
    /** Resolves when it is gone, with the signal that ended it. */
    ended: ended.then(() => child.signalCode),
    /** Asks it to end; resolves to its exit code. */
    stop: () => {
      child.kill('SIGTERM')
      return ended
    },
    /** Lets go of it as a supervisor that died; resolves to its exit code. */
    abandon: () => {
      child.disconnect()
      return ended
    },
  }
}
