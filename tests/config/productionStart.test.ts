import { env } from '../../config/env'
import { startProduct, type TestProduct } from '../support/product'
import { startProcess } from '../support/webProcess'
import { production } from './production'

let product: TestProduct
beforeAll(async () => {
  // Only for its database: nothing of the sandbox runs.
  product = await startProduct({ withWorker: false, withSandbox: false })
})
afterAll(() => product?.stop())

describe('a start with the values of production (TR-1, TR-2)', () => {
  it('is clean; what it cannot do without the platforms is refused, and named in the log', async () => {
    const server = await startProcess('both', {
      ...production,
      MONGODB_URI: env.MONGODB_URI,
      REDIS_URL: env.REDIS_URL,
      LOG_LEVEL: 'info',
      WECOM_OAUTH_URL: '',
      // Names that nobody answers to, now or ever (RFC 2606).
      WX_API_BASE: 'https://weixin.invalid',
      WECOM_API_BASE: 'https://wecom.invalid',
      WXPAY_API_BASE: 'https://pay.invalid',
    })
    const post = async (path: string) => {
      const answer = await fetch(`${server.origin}/api${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: 'a-code' }),
      })
      return [answer.status, ((await answer.json()) as { error: { code: string } }).error.code]
    }
    try {
      expect((await fetch(`${server.origin}/readyz`)).status).toBe(200)
      expect((await fetch(`${server.origin}/api/coupons`)).status).toBe(200)
      expect(server.said()).not.toMatch(/"level":"?(50|60|error|fatal)/)
      expect(await post('/wecom/session')).toEqual([503, 'platform_unavailable'])
      expect(await post('/session')).toEqual([503, 'platform_unavailable'])
    } finally {
      expect(await server.stop()).toBe(0)
    }
    const told = server.said()
    expect(told).toContain('/cgi-bin/gettoken: ')
    expect(told).toContain('/sns/jscode2session: ')
    expect(told).not.toContain(production.WECOM_SECRET)
    expect(told).not.toContain(production.WX_SECRET)
  })
})
