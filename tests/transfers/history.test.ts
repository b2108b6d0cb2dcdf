import fc from 'fast-check'
import { findStock } from '../../server/features/inventory/inventory.model'
import { reconcile } from '../../server/features/inventory/inventory.service'
import { findTransfer, insertTransfer } from '../../server/features/transfers/transfers.model'
import {
  approveTransfer,
  cancelTransfer,
  receiveTransfer,
  shipTransfer,
  type Mover,
} from '../../server/features/transfers/transfers.moves'
import { differenceOf, inTransitOf } from '../../server/features/transfers/transfers.rules'
import { settle } from '../../server/features/transfers/transfers.stock'
import { AppError } from '../../server/kernel/errors'
import { build, next } from '../support/build'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withSandbox: false })
})
afterAll(() => product?.stop())

const step = fc.record({
  act: fc.constantFrom('approve', 'ship', 'receive', 'cancel', 'settle'),
  at: fc.nat(2),
  counted: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  isTwice: fc.boolean(),
})
type Step = ReturnType<typeof step.generate> extends fc.Value<infer T> ? T : never

/** Refusals are part of the story; anything else is a fault. */
const allowed = async (work: Promise<unknown>): Promise<void> => {
  await work.catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
  })
}

async function scene() {
  const [a, b] = [(await build.store())._id, (await build.store())._id]
  const skuId = (await build.product()).skus[0]?.id ?? ''
  await build.stock(skuId, a, 9)
  await build.stock(skuId, b, 4)
  const ends: [string, string][] = [
    [a, b],
    [b, a],
    [a, b],
  ]
  const ids = await Promise.all(
    ends.map(async ([from, to]) => {
      const _id = `tra_h${next()}`
      const lines = [{ skuId, quantity: 4 }]
      await insertTransfer({ _id, from, to, lines, reason: '测试', asked: '', status: 'requested' }, 'gui_a')
      return _id
    }),
  )
  const managerOf = (storeId: string): Mover => ({ kind: 'manager', storeId, by: 'gui_a' })
  return { a, b, skuId, ends, ids, managerOf }
}
type Scene = Awaited<ReturnType<typeof scene>>

function run({ skuId, ends, ids, managerOf }: Scene, { act, at, counted }: Step) {
  const [id, [from, to]] = [ids[at] ?? '', ends[at] ?? ['', '']]
  const lines = counted === undefined ? undefined : [{ skuId, quantity: counted }]
  switch (act) {
    case 'approve':
      return approveTransfer(id, managerOf(from))
    case 'ship':
      return shipTransfer(id, managerOf(from), lines)
    case 'receive':
      return receiveTransfer(id, managerOf(to), lines)
    case 'cancel':
      return cancelTransfer(id, managerOf(to), '测试')
    default:
      return settle(id)
  }
}

describe('pieces (IN-5)', () => {
  it('are on a shelf, on the way, or a recorded difference, over any history with steps doubled and reordered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 18 }), fc.boolean(), async (steps, isAtOnce) => {
        const it = await scene()
        const all = steps.flatMap((one) => (one.isTwice ? [one, one] : [one]))
        if (isAtOnce) await Promise.all(all.map((one) => allowed(run(it, one))))
        else for (const one of all) await allowed(run(it, one))
        await product.settled()
        const [here, there] = [await findStock(it.skuId, it.a), await findStock(it.skuId, it.b)]
        const lines = []
        let held = 0
        for (const id of it.ids) {
          const transfer = await findTransfer(id)
          lines.push(...(transfer?.lines ?? []))
          if (transfer?.status === 'approved') held += 4
        }
        const away = lines.reduce((sum, line) => sum + inTransitOf(line) + differenceOf(line), 0)
        expect((here?.onHand ?? 0) + (there?.onHand ?? 0) + away).toBe(13)
        expect((here?.reserved ?? 0) + (there?.reserved ?? 0)).toBe(held)
      }),
      { numRuns: 20 },
    )
    expect(await reconcile()).toEqual([])
  })
})
