import fc from 'fast-check'
import { partOfFen, splitFen } from '../../server/kernel/money'

const total = fc.integer({ min: 0, max: 1_000_000_000_000 })
const weight = fc.integer({ min: 0, max: 10_000_000_000 })
const weights = fc.array(weight, { minLength: 1, maxLength: 60 })
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

describe('an amount split over weights (CA-2)', () => {
  it('adds up to the fen, and no share is negative', () => {
    const law = fc.property(total, weights, (amount, by) => {
      const shares = splitFen(amount, by)
      expect(sum(shares)).toBe(amount)
      expect(shares.every((it) => Number.isInteger(it) && it >= 0)).toBe(true)
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('gives each its proportion within 1 fen', () => {
    const law = fc.property(total, weights, (amount, by) => {
      const all = BigInt(sum(by))
      if (all === 0n) return
      splitFen(amount, by).forEach((share, at) => {
        const away = BigInt(share) * all - BigInt(amount) * BigInt(by[at] ?? 0)
        expect(away < all && -away < all).toBe(true)
      })
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('gives none more than its weight while the amount is not more than all weights', () => {
    const law = fc.property(weights, fc.double({ min: 0, max: 1, noNaN: true }), (by, part) => {
      const shares = splitFen(Math.floor(sum(by) * part), by)
      if (sum(by) > 0) expect(shares.every((it, at) => it <= (by[at] ?? 0))).toBe(true)
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('gives the heavier not less than the lighter', () => {
    const law = fc.property(total, weights, (amount, by) => {
      const sorted = [...by].sort((a, b) => b - a)
      const shares = splitFen(amount, sorted)
      expect(shares).toEqual([...shares].sort((a, b) => b - a))
    })
    fc.assert(law)
  })
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [3000, [9900, 5000, 100], [1980, 1000, 20]],
    [1, [0, 5, 5], [0, 1, 0]],
    [5, [0, 0, 0], [2, 2, 1]],
    [0, [3, 4], [0, 0]],
    [0, [], []],
    [Number.MAX_SAFE_INTEGER, [Number.MAX_SAFE_INTEGER, 1], [Number.MAX_SAFE_INTEGER - 1, 1]],
  ])('splits %i over %j as %j', (amount, by, shares) => expect(splitFen(amount, by)).toEqual(shares))
  it.each([
    [-1, [1]],
    [1.5, [1]],
    [Number.NaN, [1]],
    [1, [-1, 2]],
    [1, [0.5]],
    [1, [Infinity]],
    [1, []],
  ])('refuses %d over %j', (amount, by) => expect(() => splitFen(amount, by)).toThrow(RangeError))
})

describe('a part of an amount', () => {
  it.each([
    [999, 1, 10, 99],
    [Number.MAX_SAFE_INTEGER, 99, 99, Number.MAX_SAFE_INTEGER],
    [7, 0, 3, 0],
  ])('%i × %i / %i is %i', (amount, over, under, part) => expect(partOfFen(amount, over, under)).toBe(part))
  it('of nothing is refused', () => expect(() => partOfFen(1, 1, 0)).toThrow(RangeError))
})
