import fc from 'fast-check'
import { availableOf, changeOf, levelOf, LOW_STOCK } from '../../server/features/inventory/inventory.rules'

const pieces = fc.integer({ min: 0, max: 1000 })
const shelf = fc.record({ onHand: pieces, reserved: pieces, safety: pieces })
const kind = fc.constantFrom('receipt', 'sale', 'return', 'count', 'adjustment')
const quantity = fc.integer({ min: -1200, max: 1200 })

describe('what a shopper is told of a stock (ST-3)', () => {
  it.each([
    [-3, 'out', '缺货', 0],
    [0, 'out', '缺货', 0],
    [1, 'low', '仅剩 1 件', 1],
    [LOW_STOCK, 'low', '仅剩 5 件', 5],
    [LOW_STOCK + 1, 'inStock', '有货', 6],
  ])('%i pieces are %s: %s', (available, level, label, shown) =>
    expect(levelOf(available)).toEqual({ level, label, available: shown }),
  )
})

describe('a change of stock (IN-1, IN-2)', () => {
  it('never takes the shelf below zero, and a sale leaves what is reserved', () => {
    const law = fc.property(kind, quantity, shelf, (of, stated, before) => {
      const decided = changeOf(of, stated, before)
      if ('refused' in decided) return
      expect(before.onHand + decided.delta).toBeGreaterThanOrEqual(0)
      if (of === 'sale') expect(before.onHand + decided.delta).toBeGreaterThanOrEqual(before.reserved)
    })
    fc.assert(law, { numRuns: 1000 })
  })
  it('adds up: what came minus what went is what is there', () => {
    const law = fc.property(fc.array(fc.tuple(kind, quantity)), shelf, (history, start) => {
      let onHand = start.onHand
      let sum = 0
      for (const [of, stated] of history) {
        const decided = changeOf(of, stated, { ...start, onHand })
        if ('refused' in decided) continue
        onHand += decided.delta
        sum += decided.delta
        if (of === 'count') expect(onHand).toBe(stated)
      }
      expect(start.onHand + sum).toBe(onHand)
    })
    fc.assert(law)
  })
  it('has the sign of its kind', () => {
    const law = fc.property(fc.integer({ min: 1, max: 1000 }), shelf, (many, before) => {
      expect(changeOf('receipt', many, before)).toEqual({ delta: many })
      expect(changeOf('return', many, before)).toEqual({ delta: many })
      const isEnough = before.onHand - before.reserved >= many
      expect(changeOf('sale', many, before)).toEqual(
        isEnough ? { delta: -many } : { refused: 'stock_insufficient' },
      )
    })
    fc.assert(law)
  })
  it.each([
    ['receipt', 0],
    ['return', -1],
    ['sale', 0],
    ['sale', -2],
    ['count', -1],
    ['adjustment', 0],
  ] as const)('of kind %s refuses the quantity %i', (of, stated) => {
    expect(changeOf(of, stated, { onHand: 9, reserved: 0, safety: 0 })).toEqual({
      refused: 'quantity_invalid',
    })
  })
  it('refuses an adjustment that takes more than is there', () => {
    expect(changeOf('adjustment', -10, { onHand: 9, reserved: 0, safety: 0 })).toEqual({
      refused: 'stock_insufficient',
    })
  })
  it('promises what is on hand less what is reserved and kept for safety', () => {
    expect(availableOf({ onHand: 10, reserved: 3, safety: 2 })).toBe(5)
  })
})
