import fc from 'fast-check'
import {
  approvalOf,
  COVER,
  coverOf,
  lackOf,
  mayBecome,
  mayCancel,
  piecesFor,
  suggest,
  STORE_REACH,
  surplusOf,
  type Place,
} from '../../server/features/transfers/transfers.rules'

const place = (id: string, more: Partial<Place> = {}): Place => ({
  id,
  available: 0,
  incoming: 0,
  promised: 0,
  sold: 0,
  ...more,
})
const near = () => 1000

describe('suggested replenishment (IN-5)', () => {
  it('fills a store that runs low from the nearest that can give all it lacks', () => {
    const places = [
      place('sto_low', { available: 2, sold: 28 }),
      place('sto_few', { available: 5 }),
      place('sto_full', { available: 30 }),
      place('whs_far', { available: 500 }),
    ]
    const far: Record<string, number> = { sto_few: 100, sto_full: 900, whs_far: 90_000 }
    const [first, ...others] = suggest(places, (from) => far[from] ?? 0)
    expect(first).toMatchObject({ from: 'sto_full', to: 'sto_low', quantity: 12 })
    expect(first?.reason).toBe('日均销 1.0 件，现有及在途 2 件，补到够卖 14 天')
    expect(others).toEqual([])
  })
  it('takes from stores within reach only, from warehouses at any distance', () => {
    const places = [
      place('sto_low', { sold: 28 }),
      place('sto_full', { available: 90 }),
      place('whs_a', { available: 9 }),
    ]
    const metres = () => STORE_REACH + 1
    expect(suggest(places, metres)).toMatchObject([{ from: 'whs_a', quantity: 9 }])
  })
  it('helps who lasts the fewest days first', () => {
    const places = [
      place('sto_a', { available: 6, sold: 28 }),
      place('sto_b', { available: 1, sold: 28 }),
      place('whs_a', { available: 13 }),
    ]
    expect(suggest(places, near)).toMatchObject([{ to: 'sto_b', quantity: 13 }])
  })
  it('counts what is on the way and what is promised', () => {
    const low = place('sto_low', { available: 1, incoming: 6, sold: 28 })
    expect(lackOf(low)).toBe(0)
    expect(surplusOf(place('sto_a', { available: 30, promised: 5, sold: 28 }))).toBe(4)
  })

  const pieces = (max: number, min = 0) => fc.integer({ min, max })
  const places = fc
    .array(
      fc.record({
        isWarehouse: fc.boolean(),
        available: pieces(200, -5),
        incoming: pieces(30),
        promised: pieces(30),
        sold: pieces(120),
        at: pieces(100_000),
      }),
      { maxLength: 12 },
    )
    .map((all) =>
      all.map(({ isWarehouse, at, ...rest }, n) => ({
        at,
        place: { id: `${isWarehouse ? 'whs' : 'sto'}_${n}`, ...rest },
      })),
    )

  it('never gives more than a surplus, nor above what a place needs, nor to itself', () => {
    fc.assert(
      fc.property(places, (all) => {
        const at = new Map(all.map((it) => [it.place.id, it.at]))
        const known = new Map(all.map((it) => [it.place.id, it.place]))
        const made = suggest(
          all.map((it) => it.place),
          (from, to) => Math.abs((at.get(from) ?? 0) - (at.get(to) ?? 0)),
        )
        const given = new Map<string, number>()
        for (const { from, to, quantity } of made) {
          given.set(from, (given.get(from) ?? 0) + quantity)
          const taker = known.get(to)!
          expect(quantity).toBeGreaterThan(0)
          expect(from).not.toBe(to)
          expect(coverOf(taker)).toBeLessThan(piecesFor(taker.sold, COVER.low))
          expect(coverOf(taker) + quantity).toBeLessThanOrEqual(piecesFor(taker.sold, COVER.target))
        }
        for (const [from, sum] of given) expect(sum).toBeLessThanOrEqual(surplusOf(known.get(from)!))
        expect(new Set(made.map((it) => it.to)).size).toBe(made.length)
      }),
      { numRuns: 500 },
    )
  })

  it('says the same in whatever order the places are told', () => {
    fc.assert(
      fc.property(places, (all) => {
        const list = all.map((it) => it.place)
        expect(suggest([...list].reverse(), near)).toEqual(suggest(list, near))
      }),
    )
  })
})

describe('who agrees to what (IN-5)', () => {
  const transfer = { from: 'sto_a', to: 'sto_b' }
  const manager = (storeId: string) => ({ kind: 'manager' as const, storeId })
  const machine = { kind: 'machine' as const }
  it.each([
    ["the sender's manager", manager('sto_a'), transfer, false, 'approved'],
    ["the receiver's manager", manager('sto_b'), transfer, false, undefined],
    ["the receiver's manager, of a suggestion", manager('sto_b'), transfer, true, 'requested'],
    ['the same from a warehouse', manager('sto_b'), { from: 'whs_a', to: 'sto_b' }, true, 'approved'],
    ['a system, of a warehouse', machine, { from: 'whs_a', to: 'sto_b' }, false, 'approved'],
    ['a system, of a store', machine, transfer, false, undefined],
    ['a guide', { kind: 'guide' as const, storeId: 'sto_a' }, transfer, true, undefined],
  ])('%s', (_, actor, ends, isSuggestion, outcome) => {
    expect(approvalOf(actor, ends, isSuggestion)).toBe(outcome)
  })
  it('lets guides call off only what is not agreed on', () => {
    const guide = { kind: 'guide' as const, storeId: 'sto_b' }
    expect(mayCancel(guide, { ...transfer, status: 'requested' })).toBe(true)
    expect(mayCancel(guide, { ...transfer, status: 'approved' })).toBe(false)
  })
  it('knows no way back from shipped, received or cancelled', () => {
    expect(mayBecome('shipped', 'cancelled')).toBe(false)
    expect(mayBecome('received', 'shipped')).toBe(false)
    expect(mayBecome('cancelled', 'approved')).toBe(false)
  })
})
