import { env } from '../../config/env'
import type { Limit } from '../../server/kernel/contract'
import { disconnectRedis, redis } from '../../server/kernel/redis'
import { buildWire, type Wire } from '../support/wire'
import { buildService, type Service } from './service'

let wire: Wire
const services: Service[] = []
beforeAll(async () => {
  wire = await buildWire(env.REDIS_URL)
  Object.assign(env, { REDIS_URL: wire.url })
})
beforeEach(() => redis().flushdb())
afterEach(() => Promise.all(services.splice(0).map((it) => it.stop())))
afterAll(async () => {
  await disconnectRedis()
  await wire?.stop()
})

const build = async (scope: Limit['scope'], points = 3) => {
  const made = await buildService({ points, seconds: 60, scope })
  services.push(made)
  return made
}
const calls = async (service: Service, times: number) => {
  const statuses: number[] = []
  for (let i = 0; i < times; i++) statuses.push((await service.get('/lamps/a')).status)
  return statuses
}

describe('a limit of calls (TR-3)', () => {
  it.each(['local', 'shared'] as const)('that is %s refuses what goes beyond', async (scope) => {
    expect(await calls(await build(scope), 5)).toEqual([200, 200, 200, 429, 429])
  })
  it('says when to come again', async () => {
    const service = await build('local', 1)
    await calls(service, 1)
    const { status, headers, body } = await service.get('/lamps/a')
    expect([status, body.error.code]).toEqual([429, 'too_many_requests'])
    const seconds = Number(headers.get('retry-after'))
    expect(seconds).toBeGreaterThanOrEqual(1)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(body.error.details).toEqual({ retryAfter: seconds })
  })
  it('that is shared counts over all processes', async () => {
    const [one, other] = [await build('shared'), await build('shared')]
    expect(await calls(one, 2)).toEqual([200, 200])
    expect(await calls(other, 2)).toEqual([200, 429])
  })
  it('that is local counts in each process for itself', async () => {
    const [one, other] = [await build('local'), await build('local')]
    expect(await calls(one, 3)).toEqual([200, 200, 200])
    expect(await calls(other, 1)).toEqual([200])
  })
  it('that is shared is kept by each process while Redis is away', async () => {
    const service = await build('shared')
    await wire.cut()
    expect(await calls(service, 4)).toEqual([200, 200, 200, 429])
    await wire.mend()
  })
})
