import { connect } from 'node:net'
import { build, next } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { startProcess } from '../support/webProcess'

let product: TestProduct
const started: Awaited<ReturnType<typeof startProcess>>[] = []
const start = async (role: 'web' | 'worker') => {
  const made = await startProcess(role)
  started.push(made)
  return made
}
beforeAll(async () => {
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(async () => {
  await Promise.all(started.map((it) => it.stop()))
  await product?.stop()
})

describe('a process asked to end (TR-3)', () => {
  it('answers the request it is in the middle of', async () => {
    const web = await start('web')
    const { skuId, store } = await build.shelf(5)
    const change = { key: `p${next()}`, skuId, locationId: store._id, kind: 'sale', quantity: 1 }
    const body = JSON.stringify({ changes: [change] })
    const head = [
      'POST /api/stock/changes HTTP/1.1',
      'host: localhost',
      `authorization: Bearer ${MACHINE}`,
      'content-type: application/json',
      `content-length: ${body.length}`,
      '',
      '',
    ].join('\r\n')
    const socket = connect(Number(new URL(web.origin).port), '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => (answer += chunk.toString()))
    const closed = new Promise((done) => socket.once('close', done))
    await new Promise<void>((done) => socket.write(head + body.slice(0, 20), () => done()))
    // The request is in the server's hands once it answers another one on the way.
    await fetch(`${web.origin}/healthz`)
    const ended = web.stop()
    socket.write(body.slice(20))
    await closed
    expect(answer).toContain('HTTP/1.1 200')
    expect(answer).toContain('"applied":1')
    expect(await ended).toBe(0)
  }, 60_000)

  it('takes no new ones', async () => {
    const web = await start('web')
    await web.stop()
    await expect(fetch(`${web.origin}/healthz`)).rejects.toThrow('fetch failed')
  }, 60_000)

  it('ends as a worker too, which answered for its health meanwhile', async () => {
    const worker = await start('worker')
    expect((await fetch(`${worker.origin}/readyz`)).status).toBe(200)
    expect((await fetch(`${worker.origin}/api/stores`)).status).toBe(404)
    expect(await worker.stop()).toBe(0)
  }, 60_000)

  it('ends when its supervisor is gone', async () => {
    const web = await start('web')
    expect(await web.abandon()).toBe(0)
  }, 60_000)
})

describe('a process without its database (TR-3)', () => {
  it('does not start, and says so by its exit code', async () => {
    await expect(startProcess('web', { MONGODB_URI: 'mongodb://127.0.0.1:9/x' })).rejects.toThrow(
      'ended with 1 before it was ready',
    )
  }, 60_000)
})
