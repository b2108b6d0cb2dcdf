import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { z } from 'zod'
import { contract, type Limit } from '../../server/kernel/contract'
import { errors, requestId } from '../../server/kernel/edge'
import { failWith } from '../../server/kernel/errors'
import { createRouter, implement } from '../../server/kernel/router'

const refusals = { lamp_missing: { status: 404, text: '没有这盏灯' } } as const
const fail = failWith(refusals)

/** A small service on the real kernel, with a route for each thing that can happen. */
export async function buildService(limit?: Limit) {
  const lampContract = contract({
    tag: 'Lamps',
    errors: refusals,
    routes: {
      'GET /lamps/:lampId': {
        summary: 'A lamp',
        ids: ['TR-3'],
        auth: 'public',
        params: z.object({ lampId: z.string().max(8) }),
        query: z.object({ times: z.coerce.number().int().default(1) }),
        response: z.object({ name: z.string() }),
        errors: ['lamp_missing'],
        ...(limit ? { limit } : {}),
      },
      'DELETE /lamps/:lampId': { summary: 'No answer', ids: ['TR-3'], auth: 'public' },
    },
  })
  const feature = implement(lampContract, {
    'GET /lamps/:lampId': ({ params, query }) => {
      if (params.lampId === 'missing') throw fail('lamp_missing', { looked: query.times })
      if (params.lampId === 'broken') throw new Error('the password is 12345')
      if (params.lampId === 'odd') return { name: 7 } as never
      return { name: `lamp ${query.times}`, secret: 'never shown' }
    },
    'DELETE /lamps/:lampId': () => undefined,
  })
  const app = new Koa()
  app
    .use(requestId)
    .use(errors)
    .use(createRouter('/api', [feature]).routes())
  const server = app.listen(0, '127.0.0.1')
  await new Promise((done) => server.once('listening', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    get: async (path: string) => {
      const answer = await fetch(`${origin}/api${path}`)
      return { status: answer.status, headers: answer.headers, body: await answer.json() }
    },
    remove: (path: string) => fetch(`${origin}/api${path}`, { method: 'DELETE' }),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}
export type Service = Awaited<ReturnType<typeof buildService>>
