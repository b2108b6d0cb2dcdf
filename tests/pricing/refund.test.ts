import fc from 'fast-check'
import { refundShare } from '../../server/features/pricing/pricing.service'

const line = fc.record({
  total: fc.integer({ min: 0, max: 1_000_000_000 }),
  quantity: fc.integer({ min: 1, max: 99 }),
})
/** A line with the numbers of pieces of its refunds, in order, that together are not more than it has. */
const refunds = line.chain((it) =>
  fc.array(fc.integer({ min: 0, max: it.quantity }), { maxLength: 12 }).map((wanted) => {
    let left = it.quantity
    const steps = wanted.map((pieces) => {
      const taken = Math.min(pieces, left)
      left -= taken
      return taken
    })
    return { line: it, steps, left }
  }),
)

const refundAll = (of: { total: number; quantity: number }, steps: readonly number[]) => {
  let before = 0
  return steps.map((pieces) => {
    const share = refundShare(of, before, pieces)
    before += pieces
    return share
  })
}

describe('the refund of pieces of a line (CA-2, OR-6)', () => {
  it('of all pieces in any steps is the total, to the fen', () => {
    const law = fc.property(refunds, ({ line: of, steps, left }) => {
      const shares = refundAll(of, [...steps, left])
      expect(shares.reduce((a, b) => a + b, 0)).toBe(of.total)
    })
    fc.assert(law, { numRuns: 1000 })
  })
  it('is never negative and never more than was paid', () => {
    const law = fc.property(refunds, ({ line: of, steps }) => {
      const shares = refundAll(of, steps)
      expect(shares.every((it) => Number.isInteger(it) && it >= 0)).toBe(true)
      expect(shares.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(of.total)
    })
    fc.assert(law, { numRuns: 1000 })
  })
  it('is within 1 fen of the price of the pieces', () => {
    const law = fc.property(refunds, ({ line: of, steps }) => {
      refundAll(of, steps).forEach((share, at) => {
        const fair = (of.total * (steps[at] ?? 0)) / of.quantity
        expect(Math.abs(share - fair)).toBeLessThan(1)
      })
    })
    fc.assert(law)
  })
  it('gives 1000 fen for 3 pieces back one by one', () => {
    expect(refundAll({ total: 1000, quantity: 3 }, [1, 1, 1])).toEqual([333, 333, 334])
  })
  it.each([
    [0, 4],
    [3, 1],
    [-1, 1],
    [1, -1],
    [0, 0.5],
  ])('after %d pieces refuses %d more of 3', (before, more) =>
    expect(() => refundShare({ total: 1000, quantity: 3 }, before, more)).toThrow(RangeError),
  )
})
