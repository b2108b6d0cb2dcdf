import fc from 'fast-check'
import { expireHolds } from '../../server/features/inventory/inventory.holds'
import { findStock } from '../../server/features/inventory/inventory.model'
import {
  holdStock,
  keepStock,
  reconcile,
  releaseStock,
  sellHeld,
  takeBack,
  unsellHeld,
} from '../../server/features/inventory/inventory.service'
import { advanceClock, now } from '../../server/kernel/clock'
import { build, next } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withSandbox: false })
})
afterAll(() => product?.stop())

const inMinutes = (minutes: number) => new Date(now().getTime() + minutes * 60_000)
const shelf = async (onHand: number, safety = 0) => {
  const { skuId, store } = await build.shelf(onHand, { safety })
  const locationId = store._id
  const of = (key: string) => ({ skuId, locationId, key })
  return {
    of,
    hold: (key: string, quantity = 1, minutes = 15) =>
      holdStock({ ...of(key), quantity, source: 'test', expiresAt: inMinutes(minutes) }),
    state: async () => {
      const { onHand: hand, reserved, available } = (await findStock(skuId, locationId))!
      return { onHand: hand, reserved, available }
    },
    skuId,
    locationId,
  }
}
const key = () => `t${next()}`

describe('a hold (IN-3)', () => {
  it('is given to exactly as many buyers as there are pieces', async () => {
    const { hold, state } = await shelf(53, 3)
    const answers = await Promise.all(Array.from({ length: 200 }, () => hold(key())))
    expect(answers.filter((it) => it.outcome === 'held')).toHaveLength(50)
    expect(answers.filter((it) => it.outcome === 'insufficient')).toHaveLength(150)
    expect(await state()).toEqual({ onHand: 53, reserved: 50, available: 0 })
  })

  it('is one hold however often and at once its key is sent', async () => {
    const { hold, state } = await shelf(10)
    const same = key()
    const answers = await Promise.all(Array.from({ length: 20 }, () => hold(same, 2)))
    expect(new Set(answers.map((it) => it.outcome))).toEqual(new Set(['held']))
    expect(await state()).toEqual({ onHand: 10, reserved: 2, available: 8 })
  })

  it('says how many are left when there are too few, and needs a stock document', async () => {
    const { hold, skuId } = await shelf(3)
    expect(await hold(key(), 4)).toEqual({ outcome: 'insufficient', available: 3 })
    const elsewhere = await build.store()
    expect(
      await holdStock({ key: key(), skuId, locationId: elsewhere._id, quantity: 1, source: 'test' }),
    ).toEqual({ outcome: 'insufficient', available: 0 })
  })

  it('is released once, and expires by itself unless it was kept', async () => {
    const { hold, of, state } = await shelf(5)
    const [released, expiring, kept] = [key(), key(), key()]
    for (const it of [released, expiring, kept]) await hold(it)
    expect(await keepStock(of(kept))).toBe(true)
    await releaseStock(of(released), 'test')
    await releaseStock(of(released), 'test')
    expect(await state()).toEqual({ onHand: 5, reserved: 2, available: 3 })
    advanceClock(16 * 60_000)
    await expireHolds()
    expect(await state()).toEqual({ onHand: 5, reserved: 1, available: 4 })
    expect(await keepStock(of(expiring))).toBe(false)
  })

  it('becomes one sale, and a till cannot sell what is held', async () => {
    const { hold, of, state, skuId, locationId } = await shelf(2)
    const held = key()
    await hold(held, 2)
    const till = await product.post('/stock/changes', {
      token: MACHINE,
      body: { changes: [{ key: key(), skuId, locationId, kind: 'sale', quantity: 1 }] },
    })
    expect(till.body.rows[0].code).toBe('stock_insufficient')
    const sold = await Promise.all(Array.from({ length: 8 }, () => sellHeld(of(held), 'test')))
    expect(new Set(sold)).toEqual(new Set([true]))
    expect(await state()).toEqual({ onHand: 0, reserved: 0, available: 0 })
    expect(await sellHeld(of(key()), 'test')).toBe(false)
  })

  it('comes back when its sale is undone, also when the undoing is told twice and late', async () => {
    const { hold, of, state } = await shelf(4)
    const [first, second] = [key(), key()]
    await hold(first, 3)
    await sellHeld(of(first), 'test')
    const undo = () => unsellHeld({ ...of(first), quantity: 3, nextKey: second }, 'test')
    await undo()
    await undo()
    expect(await state()).toEqual({ onHand: 4, reserved: 3, available: 1 })
    await sellHeld(of(second), 'test')
    await undo()
    await sellHeld(of(first), 'test')
    expect(await state()).toEqual({ onHand: 1, reserved: 0, available: 1 })
  })

  it('is held once for the next round, whoever holds it first', async () => {
    const { hold, of, state } = await shelf(4)
    const [first, second] = [key(), key()]
    await hold(first, 2)
    await hold(second, 2)
    await sellHeld(of(first), 'test')
    await unsellHeld({ ...of(first), quantity: 2, nextKey: second }, 'test')
    expect(await state()).toEqual({ onHand: 4, reserved: 2, available: 2 })
    await releaseStock(of(second), 'test')
    expect(await state()).toEqual({ onHand: 4, reserved: 0, available: 4 })
  })

  it('keeps the shelf at zero when a count found fewer than were held', async () => {
    const { hold, of, state, skuId, locationId } = await shelf(3)
    const held = key()
    await hold(held, 3)
    await product.post('/stock/changes', {
      token: MACHINE,
      body: { changes: [{ key: key(), skuId, locationId, kind: 'count', quantity: 1 }] },
    })
    await sellHeld(of(held), 'test')
    expect(await state()).toEqual({ onHand: 0, reserved: 0, available: 0 })
  })

  it('conserves stock over any history, with every step told twice', async () => {
    const step = fc.record({
      act: fc.constantFrom('hold', 'release', 'sell', 'back', 'keep'),
      at: fc.nat(4),
      quantity: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const { hold, of, state } = await shelf(8)
        const run = `p${next()}`
        const held = new Map<string, number>()
        const gone = new Set<string>()
        let onHand = 8
        for (const { act, at, quantity } of steps) {
          const name = `${run}-${at}`
          if (act === 'hold' && !gone.has(name)) {
            const { outcome } = await hold(name, quantity)
            await hold(name, quantity)
            if (outcome === 'held' && !held.has(name)) held.set(name, quantity)
          } else if (act === 'keep') await keepStock(of(name))
          else if (act === 'release' || act === 'sell') {
            const end = () => (act === 'sell' ? sellHeld(of(name), 't') : releaseStock(of(name), 't'))
            await end()
            await end()
            if (act === 'sell') onHand -= held.get(name) ?? 0
            if (held.delete(name) && act === 'sell') gone.add(name)
          } else if (act === 'back') {
            const back = { ...of(`${name}-${quantity}`), quantity }
            await takeBack(back, 't')
            if (!gone.has(back.key)) onHand += quantity
            gone.add(back.key)
          }
          const reserved = [...held.values()].reduce((a, b) => a + b, 0)
          expect(await state()).toEqual({ onHand, reserved, available: onHand - reserved })
        }
      }),
      { numRuns: 12 },
    )
    await product.settled()
    expect(await reconcile()).toEqual([])
  })
})
