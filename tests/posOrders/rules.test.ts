import fc from 'fast-check'
import {
  addsUp,
  returnOf,
  takenBack,
  type ReturnState,
} from '../../server/features/posOrders/posOrders.rules'

const line = fc
  .record({ quantity: fc.integer({ min: 1, max: 20 }), unitPrice: fc.integer({ min: 1, max: 99_999 }) })
  .chain(({ quantity, unitPrice }) =>
    fc.integer({ min: 0, max: quantity * unitPrice }).map((discount) => ({
      key: 'l1',
      quantity,
      unitPrice,
      discount,
      total: quantity * unitPrice - discount,
    })),
  )

describe('sums of in-store purchases (OR-7, OR-6)', () => {
  it('add up to the fen or not at all', () => {
    fc.assert(
      fc.property(line, fc.integer({ min: -3, max: 3 }), (one, off) => {
        expect(addsUp({ lines: [one], total: one.total + off })).toBe(off === 0)
        expect(addsUp({ lines: [{ ...one, total: one.total + off }], total: one.total + off })).toBe(
          off === 0,
        )
      }),
    )
  })

  it('what comes back in any parts, some declined, is worth exactly what was paid and never more', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), { maxLength: 12 })
    fc.assert(
      fc.property(line, parts, (bought, asked) => {
        const returns: { state: ReturnState; lines: { key: string; quantity: number; amount: number }[] }[] =
          []
        const pieces = () =>
          returns
            .filter((it) => it.state === 'taken')
            .reduce((sum, it) => sum + (it.lines[0]?.quantity ?? 0), 0)
        for (const [quantity, isTaken] of asked) {
          const lines = returnOf([bought], returns, [{ key: 'l1', quantity }])
          expect(lines === undefined).toBe(pieces() + quantity > bought.quantity)
          if (lines) returns.push({ state: isTaken ? 'taken' : 'declined', lines })
          expect(takenBack(returns)).toBeLessThanOrEqual(bought.total)
        }
        const rest = bought.quantity - pieces()
        const last = rest ? returnOf([bought], returns, [{ key: 'l1', quantity: rest }]) : []
        returns.push({ state: 'taken', lines: last ?? [] })
        expect(takenBack(returns)).toBe(bought.total)
      }),
    )
  })

  it('a line asked for twice in one return is none', () => {
    const bought = { key: 'l1', quantity: 5, total: 500 }
    const twice = [
      { key: 'l1', quantity: 1 },
      { key: 'l1', quantity: 1 },
    ]
    expect(returnOf([bought], [], twice)).toBeUndefined()
  })
})
