import { getExternalContact } from '../../server/integrations/wecom/contacts'
import { userOfCode } from '../../server/integrations/wecom/wecom'
import { redis } from '../../server/kernel/redis'
import { startProduct, type TestProduct } from '../support/product'

const GET = '/cgi-bin/externalcontact/get'
const quiet = `platform:{wecom:${GET}}:quiet`
const calls = `platform:{wecom:${GET}}:calls`

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
})
afterAll(() => product?.stop())
beforeEach(async () => {
  const keys = await redis().keys('platform:*')
  if (keys.length) await redis().del(...keys)
})

const ask = () => getExternalContact('wm_nobody')
/** Codes of the sandbox's answers to `path` after `from`. */
async function asked(path: string, from: number): Promise<string[]> {
  const { entries } = await product.sandbox.get(`/__sandbox/log?after=${from}`)
  return entries
    .filter((it) => it.text.startsWith(`${path} `))
    .map((it) => it.text.slice(path.length + 1).split(' ')[0] ?? '')
}
async function mark(): Promise<number> {
  const { entries } = await product.sandbox.get('/__sandbox/log')
  return Number(entries.at(-1)?.seq ?? 0)
}
const block = (times = 1) =>
  product.sandbox.post('/__sandbox/fault', { endpoint: GET, errcode: 45009, times })

describe('after 45009 (platform-apis §3.14)', () => {
  it('the API is left alone, others are not', async () => {
    await block()
    const from = await mark()
    await expect(ask()).rejects.toMatchObject({ code: 45009 })
    await expect(ask()).rejects.toMatchObject({ code: 45009 })
    expect(await asked(GET, from)).toEqual(['45009'])
    await expect(userOfCode('unknown')).rejects.toMatchObject({ code: 40029 })
    expect(await redis().pttl(quiet)).toBeLessThanOrEqual(60_000)
  })

  it('is asked again when the quiet is over', async () => {
    await block()
    await expect(ask()).rejects.toMatchObject({ code: 45009 })
    await redis().del(quiet)
    await expect(ask()).rejects.not.toMatchObject({ code: 45009 })
  })

  it('a block that follows at once is waited out longer', async () => {
    await block(2)
    await expect(ask()).rejects.toMatchObject({ code: 45009 })
    await redis().del(quiet)
    await expect(ask()).rejects.toMatchObject({ code: 45009 })
    const wait = await redis().pttl(quiet)
    expect(wait).toBeGreaterThan(60_000)
    expect(wait).toBeLessThanOrEqual(240_000)
  })

  it('many calls refused by one block count as one', async () => {
    const { id } = await block(20)
    await Promise.allSettled(Array.from({ length: 20 }, ask))
    await product.sandbox.post(`/__sandbox/fault/${id}/remove`, {})
    expect(await redis().get(quiet)).toBe('1')
    const wait = await redis().pttl(quiet)
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60_000)
  })
})

describe('our share of a minute', () => {
  it('is counted over all processes; what goes beyond is not asked', async () => {
    await Promise.allSettled([ask(), ask(), ask()])
    expect(await redis().get(calls)).toBe('3')
    await redis().set(calls, 8000, 'PX', 30_000)
    const from = await mark()
    await expect(ask()).rejects.toMatchObject({ code: 45009, text: 'not asked: again in 30 s' })
    expect(await asked(GET, from)).toEqual([])
  })
})
