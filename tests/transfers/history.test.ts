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
  product = await startProduct({ withSandbox: false, withWorker: false })
})
afterAll(() => product?.stop())

const step = fc.record({
  act: fc.constantFrom('approve', 'ship', 'receive', 'cancel', 'settle'),
  at: fc.nat(2),
  counted: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined }),
  isTwice: fc.boolean(),
  late: fc.nat(4),
})
/** About when a step comes in a story that goes well; how late it is mixes it with the others. */
const turns = { approve: 0, settle: 1, ship: 2, cancel: 3, receive: 4 }
const whenOf = ({ act, late }: Step) => turns[act] + late
const story = fc.array(step, { minLength: 4, maxLength: 16 }).map((steps) => {
  const told = steps.flatMap((one) => (one.isTwice ? [one, one] : [one]))
  return told.sort((a, b) => whenOf(a) - whenOf(b))
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

/** Plays stories, after which every piece is on a shelf, on the way, or a recorded difference. */
const conserved = (play: (it: Scene, steps: Step[]) => Promise<unknown>) =>
  fc.asyncProperty(story, async (steps) => {
    const it = await scene()
    await play(it, steps)
    await Promise.all(it.ids.map(settle))
    const [here, there] = [await findStock(it.skuId, it.a), await findStock(it.skuId, it.b)]
    const transfers = await Promise.all(it.ids.map(findTransfer))
    const away = transfers
      .flatMap((one) => one?.lines ?? [])
      .reduce((sum, line) => sum + inTransitOf(line) + differenceOf(line), 0)
    const held = 4 * transfers.filter((one) => one?.status === 'approved').length
    expect((here?.onHand ?? 0) + (there?.onHand ?? 0) + away).toBe(13)
    expect((here?.reserved ?? 0) + (there?.reserved ?? 0)).toBe(held)
  })
const runs = { numRuns: 20 }

describe('pieces are conserved over any history (IN-5)', () => {
  it('with steps doubled and in any order', async () => {
    const inTurn = conserved(async (it, steps) => {
      for (const one of steps) await allowed(run(it, one))
    })
    await fc.assert(inTurn, runs)
  })

  it('with all steps at once', async () => {
    const atOnce = conserved((it, steps) => Promise.all(steps.map((one) => allowed(run(it, one)))))
    await fc.assert(atOnce, runs)
  })

  it('also when the events are told at last', async () => {
    product.startWorker()
    await product.settled()
    expect(await reconcile()).toEqual([])
  })
})
