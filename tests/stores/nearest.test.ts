import fc from 'fast-check'
import { globeOf } from '../../server/features/stores/stores.nearest'
import { distanceBetween } from '../../server/features/stores/stores.rules'

const point = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
)
/** Many points in one city, as a chain has them. */
const cityPoint = fc.tuple(
  fc.double({ min: 121.3, max: 121.6, noNaN: true }),
  fc.double({ min: 31.1, max: 31.4, noNaN: true }),
)

test.each([
  ['anywhere', point],
  ['in one city', cityPoint],
])('the nearest points %s are those of a full sort by distance (ST-1)', (_, where) => {
  fc.assert(
    fc.property(
      fc.array(where, { maxLength: 80 }),
      where,
      fc.integer({ min: 0, max: 90 }),
      (points, from, limit) => {
        const found = globeOf(points).nearest(from, limit)
        expect(new Set(found).size).toBe(found.length)
        const metres = (at: number) => distanceBetween(from, points[at]!)
        const sorted = points.map((__, at) => metres(at)).sort((a, b) => a - b)
        const shown = found.map(metres)
        expect(shown).toHaveLength(Math.min(limit, points.length))
        // Whole metres may round two ways at most one apart.
        shown.forEach((it, at) => expect(Math.abs(it - sorted[at]!)).toBeLessThanOrEqual(1))
      },
    ),
    { numRuns: 300 },
  )
})

test('points beyond the date line are near', () => {
  expect(
    globeOf([
      [170, 0],
      [-179.9, 0],
    ]).nearest([179.9, 0], 1),
  ).toEqual([1])
})
