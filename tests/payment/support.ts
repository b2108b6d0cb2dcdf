import type { IncomingHttpHeaders } from 'node:http'
import { env } from '../../config/env'
import type { SandboxOptions } from '../../server/sandbox/core'
import { buildSandbox, buildServer, readBody, type Json } from '../sandbox/support'

export interface Received {
  url: string
  headers: Record<string, string | undefined>
  raw: string
}
const plain = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/**
 * The sandbox where this worker's product looks for WeChat Pay, and a server in the product's place that keeps what it
 * is notified of. `answer` decides the status; 204 unless told.
 */
export async function buildPayment(options: SandboxOptions = {}) {
  const received: Received[] = []
  const state = { answer: (_: Received): number | Promise<number> => 204 }
  const server = await buildServer(async (req, res) => {
    const it = { url: req.url ?? '', headers: plain(req.headers), raw: await readBody(req) }
    received.push(it)
    res.statusCode = await Promise.resolve(state.answer(it)).catch(() => 500)
    res.end()
  })
  const sandbox = await buildSandbox(
    { serverUrl: server.url, ...options },
    { port: Number(new URL(env.WXPAY_API_BASE).port), webviewPort: Number(new URL(env.PUBLIC_URL).port) },
  )
  const openid = sandbox.core.people.person('per_1')?.openid ?? ''
  let serial = 0
  return {
    sandbox,
    received,
    openid,
    onNotify(answer: (it: Received) => number | Promise<number>) {
      state.answer = answer
    },
    /** An order nobody has seen; `expiresAt` is in half an hour of the sandbox's time. */
    order: (more: Partial<{ amount: number; description: string; outTradeNo: string }> = {}) => ({
      outTradeNo: `T${Date.now()}${(serial += 1)}`,
      description: '拾禾生活 茶壶',
      amount: 40000,
      openid,
      expiresAt: new Date(Math.floor(sandbox.core.clock.now() / 1000) * 1000 + 1_800_000),
      ...more,
    }),
    pay: (prepayId: string, outcome = 'success') => sandbox.post('/__sandbox/pay', { prepayId, outcome }),
    fault: (endpoint: string, given: Json) => sandbox.post('/__sandbox/fault', { endpoint, ...given }),
    /** Calls of WeChat Pay so far whose path starts so, with each outcome. */
    asked: (path: string) =>
      sandbox.core.journal
        .since(0)
        .filter(({ source, text }) => source === '支付' && text.startsWith(path))
        .map(({ text }) => text.split(' ')[1]),
    /** As at the beginning: no orders, faults or switches, nothing received. */
    async reset() {
      await sandbox.post('/__sandbox/reset')
      received.length = 0
      state.answer = () => 204
    },
    notified: () => sandbox.core.pay.notify.settled(),
    async stop() {
      await sandbox.stop()
      await server.stop()
    },
  }
}
export type TestPayment = Awaited<ReturnType<typeof buildPayment>>
