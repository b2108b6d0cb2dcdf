import { forgetLimits } from '../support/limits'
import { resetClock } from '../../server/kernel/clock'
import { redis } from '../../server/kernel/redis'
import { startProduct, type TestProduct } from '../support/product'
import { aSale, codeOf, grabber, shoppers } from './support'

let product: TestProduct
let grab: ReturnType<typeof grabber>
beforeAll(async () => {
  product = await startProduct()
  grab = grabber(product)
})
beforeEach(forgetLimits)
afterEach(resetClock)
afterAll(() => product?.stop())

const won = (answers: { status: number }[]) => answers.filter((it) => it.status === 200).length

describe('the last piece of a flash sale (SO-2)', () => {
  it('is won by exactly as many as there are pieces, and everybody hears why', async () => {
    const sale = await aSale({ pieces: 7 })
    const all = await shoppers(40)
    const answers = await Promise.all(all.map(({ token }) => grab(token, sale)))
    expect(won(answers)).toBe(7)
    expect(answers.filter((it) => codeOf(it)[1] === 'flash_sold_out')).toHaveLength(33)
    expect(answers.find((it) => it.status !== 200)?.body.error.details.text).toMatch(/^已抢光/)
    expect(await sale.left()).toBe(0)
  })

  it('is one for a person on many devices', async () => {
    const sale = await aSale({ pieces: 9, perMember: 2 })
    const [me] = await shoppers(1)
    const answers = await Promise.all(Array.from({ length: 10 }, () => grab(me!.token, sale)))
    expect(won(answers)).toBe(2)
    expect(answers.filter((it) => codeOf(it)[1] === 'flash_limit')).toHaveLength(8)
    expect(await sale.left()).toBe(7)
  })

  it('is the same order for the same key, however often it is sent', async () => {
    const sale = await aSale({ pieces: 3, perMember: 3 })
    const [me] = await shoppers(1)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => grab(me!.token, sale, { key: 'the-same-key' })),
    )
    expect(new Set(answers.map((it) => `${it.status} ${it.body.id}`)).size).toBe(1)
    expect(await sale.left()).toBe(2)
  })

  it('is never sold twice while Redis forgets its gate in the middle', async () => {
    const sale = await aSale({ pieces: 6 })
    const all = await shoppers(30)
    const answers = await Promise.all(
      all.map(async ({ token }, at) => {
        if (at % 7 === 3) {
          const keys = await redis().keys('fls:*')
          if (keys.length) await redis().del(...keys)
        }
        return grab(token, sale)
      }),
    )
    expect(won(answers)).toBe(6)
    expect(answers.every((it) => [200, 409].includes(it.status))).toBe(true)
    expect(await sale.left()).toBe(0)
  })

  it('ends in as many winners as pieces in each of 100 rounds', async () => {
    const all = await shoppers(9)
    for (let round = 0; round < 100; round++) {
      const pieces = 1 + (round % 4)
      const perMember = 1 + (round % 2)
      const sale = await aSale({ pieces, perMember })
      const asking = 3 + (round % 7)
      const answers = await Promise.all(
        Array.from({ length: asking * perMember }, (_, at) => grab(all[at % asking]!.token, sale)),
      )
      expect(won(answers)).toBe(Math.min(pieces, asking * perMember))
      const money = answers.filter((it) => it.status === 200).map((it) => it.body.amounts.total)
      expect(money.every((it) => it === 6000)).toBe(true)
      expect(await sale.left()).toBe(Math.max(0, pieces - asking * perMember))
    }
  }, 300_000)
})
