import { disconnectRedis, redis } from '../../server/kernel/redis'
import { script } from '../../server/kernel/script'

const add = script(`return redis.call('INCRBY', KEYS[1], ARGV[1])`)

beforeEach(() => redis().flushdb())
afterAll(() => disconnectRedis())

describe('a script of Redis', () => {
  it('runs on its keys and values, also where Redis does not know it yet or forgot it', async () => {
    await redis().script('FLUSH')
    expect(await add(['sum'], 2)).toBe(2)
    expect(await add(['sum'], 3)).toBe(5)
    await redis().script('FLUSH')
    expect(await Promise.all([add(['sum'], 1), add(['sum'], 1)])).toEqual([6, 7])
  })

  it('hands on what Redis says against it', async () => {
    await redis().set('sum', 'words')
    await expect(add(['sum'], 1)).rejects.toThrow('not an integer')
  })
})
