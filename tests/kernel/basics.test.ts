import fc from 'fast-check'
import { readCursor, readOffset, writeCursor } from '../../server/kernel/cursor'
import { newId } from '../../server/kernel/ids'
import { addDays, fromShanghai, shanghai } from '../../server/kernel/shanghai'

describe('ids', () => {
  afterEach(() => jest.restoreAllMocks())
  it('sort by the time they were made', () => {
    const time = fc.integer({ min: 0, max: 2 ** 44 })
    const law = fc.property(time, time, (a, b) => {
      const clock = jest.spyOn(Date, 'now')
      const made = [a, b].map((at) => {
        clock.mockReturnValue(at)
        return newId('evt')
      })
      if (a < b) expect(made[0]! < made[1]!).toBe(true)
    })
    fc.assert(law)
  })
  it('are never the same and fit in an address', () => {
    const made = Array.from({ length: 5000 }, () => newId('led'))
    expect(new Set(made).size).toBe(5000)
    expect(made.filter((it) => !/^led_[0-9A-Z]{21}$/.test(it))).toEqual([])
  })
})

describe('paging marks', () => {
  it('give back what was put in, and are safe in an address', () => {
    const law = fc.property(fc.jsonValue(), (value) => {
      const mark = writeCursor(value)
      expect(mark).toMatch(/^[\w-]*$/)
      expect(readCursor(mark)).toEqual(JSON.parse(JSON.stringify(value)))
    })
    fc.assert(law)
  })
  it('that are not ours are none', () => {
    const law = fc.property(fc.string(), (text) => {
      const offset = readOffset(text)
      expect(offset === undefined || (Number.isInteger(offset) && offset >= 0)).toBe(true)
    })
    fc.assert(law)
    expect(readCursor('{')).toBeUndefined()
  })
  it('start at the beginning when there is none', () => expect(readOffset(undefined)).toBe(0))
})

describe('time in Shanghai', () => {
  it.each([
    ['2026-11-24T15:59:59.999Z', { date: '2026-11-24', weekday: 2, minute: 1439 }],
    ['2026-11-24T16:00:00.000Z', { date: '2026-11-25', weekday: 3, minute: 0 }],
    ['2026-11-29T00:00:00.000Z', { date: '2026-11-29', weekday: 7, minute: 480 }],
    ['2027-12-31T16:00:00.000Z', { date: '2028-01-01', weekday: 6, minute: 0 }],
  ])('%s is %p', (instant, wall) => expect(shanghai(new Date(instant))).toEqual(wall))
  it('of day and minute is the way back', () => {
    const law = fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (at) => {
        const { date, minute } = shanghai(at)
        const floor = Math.floor(at.getTime() / 60_000) * 60_000
        expect(fromShanghai(date, minute).getTime()).toBe(floor)
      },
    )
    fc.assert(law)
  })
  it('counts minutes past midnight into the next day', () => {
    expect(fromShanghai('2026-11-25', 26 * 60).toISOString()).toBe('2026-11-25T18:00:00.000Z')
  })
  it('knows leap days and year ends', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31')
  })
})
