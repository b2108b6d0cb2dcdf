import { openSession } from '../../server/kernel/sessions'
import { importMembers } from '../../server/features/members/members.service'
import { campaignResults, findOrder } from '../../server/features/orders/orders.service'
import { startProduct, type TestProduct } from '../support/product'
import { startProcess } from '../support/webProcess'
import { aSale } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const BUYERS = 2000
const PIECES = 100
const SIDE_BY_SIDE = 100

/** Shoppers of a burst, each with a session. */
async function crowd(): Promise<string[]> {
  const ids = Array.from({ length: BUYERS }, (_, at) => `mem_burst${at}`)
  await importMembers(
    ids.map((_id) => ({
      _id,
      nickname: '顾客',
      tier: 'normal' as const,
      points: 0,
      consents: { personalised: false, massMessage: false, phone: false },
      tags: [],
      joinedAt: new Date('2026-01-01T00:00:00Z'),
      identities: [],
    })),
  )
  return Promise.all(
    ids.map(async (memberId) => (await openSession({ kind: 'member', memberId, openid: memberId })).token),
  )
}

describe('2,000 buyers on 100 pieces over two processes (SO-2)', () => {
  it('ends in exactly 100 winners; everybody else hears that it is sold out', async () => {
    const sale = await aSale({ pieces: PIECES })
    const tokens = await crowd()
    const servers = [await startProcess('web'), await startProcess('web')]
    const answers: { status: number; code?: string; id?: string }[] = []
    const rest = [...tokens.entries()]
    const buyer = async () => {
      for (let one = rest.pop(); one; one = rest.pop()) {
        const [at, token] = one
        const origin = servers[at % servers.length]?.origin
        const answer = await fetch(`${origin}/api/flash-sales/sessions/${sale.sessionId}/orders`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            key: `burst-key-${at}`,
            skuId: sale.skuId,
            way: 'pickup',
            storeId: sale.store._id,
          }),
        })
        const body = (await answer.json()) as { id?: string; error?: { code: string } }
        answers.push({
          status: answer.status,
          ...(body.error ? { code: body.error.code } : {}),
          ...(body.id ? { id: body.id } : {}),
        })
      }
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, buyer))
    for (const it of servers) await it.stop()
    const winners = answers.filter((it) => it.status === 200)
    expect(winners).toHaveLength(PIECES)
    expect(new Set(winners.map((it) => it.id)).size).toBe(PIECES)
    expect(answers.filter((it) => it.code === 'flash_sold_out')).toHaveLength(BUYERS - PIECES)
    expect(await sale.left()).toBe(0)
    const orders = await Promise.all(winners.map((it) => findOrder(it.id ?? '')))
    expect(orders.reduce((sum, it) => sum + (it?.amounts.total ?? 0), 0)).toBe(PIECES * 6000)
    expect((await campaignResults([sale.stockId])).size).toBe(0)
  }, 180_000)
})
