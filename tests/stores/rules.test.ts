import fc from 'fast-check'
import { distanceBetween, openStateAt, storeCodeOfScene } from '../../server/features/stores/stores.rules'

type Weekly = Parameters<typeof openStateAt>[1][number]
type Exception = Parameters<typeof openStateAt>[2][number]

const everyDay: Weekly[] = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '10:00', close: '22:00' }]
/** An instant by the clock on the wall in Shanghai. */
const at = (wall: string) => new Date(`${wall}:00+08:00`)
const stateAt = (wall: string, hours = everyDay, exceptions: Exception[] = []) =>
  openStateAt(at(wall), hours, exceptions)

// 2026-11-25 is a Wednesday.
describe('whether a store is open (ST-1)', () => {
  it('is open from the opening minute on', () => {
    expect(stateAt('2026-11-25T10:00')).toEqual({
      state: 'open',
      label: '营业中',
      detail: '至 22:00',
      today: '10:00–22:00',
      changesAt: at('2026-11-25T22:00').toISOString(),
    })
  })
  it('is not open a minute before, and says when it opens today', () => {
    expect(stateAt('2026-11-25T09:59')).toMatchObject({
      state: 'closed',
      label: '未开门',
      detail: '今天 10:00 开门',
      changesAt: at('2026-11-25T10:00').toISOString(),
    })
  })
  it('closes soon in its last hour', () => {
    expect(stateAt('2026-11-25T20:59').state).toBe('open')
    expect(stateAt('2026-11-25T21:00')).toMatchObject({ state: 'closingSoon', label: '即将打烊' })
  })
  it('is closed at the closing minute and opens tomorrow', () => {
    expect(stateAt('2026-11-25T22:00')).toMatchObject({
      state: 'closed',
      label: '已打烊',
      detail: '明天 10:00 开门',
    })
  })
  it('names the weekday of an opening further away', () => {
    const weekend: Weekly[] = [{ days: [6, 7], open: '09:30', close: '20:00' }]
    const state = stateAt('2026-11-25T12:00', weekend)
    expect(state).toMatchObject({ state: 'closed', detail: '周六 09:30 开门' })
    expect(state.today).toBeUndefined()
  })
  it('keeps Sunday and Monday apart at midnight in Shanghai, not in UTC', () => {
    const sundayOnly: Weekly[] = [{ days: [7], open: '00:00', close: '23:59' }]
    expect(stateAt('2026-11-28T23:59', sundayOnly).state).toBe('closed')
    expect(stateAt('2026-11-29T00:00', sundayOnly).state).toBe('open')
    expect(stateAt('2026-11-29T07:59', sundayOnly).state).toBe('open')
    expect(stateAt('2026-11-30T00:00', sundayOnly).state).toBe('closed')
  })
  it('has other hours on other days of the week', () => {
    const hours: Weekly[] = [
      { days: [1, 2, 3, 4, 5], open: '10:00', close: '21:00' },
      { days: [6, 7], open: '09:00', close: '22:30' },
    ]
    expect(stateAt('2026-11-27T09:30', hours).state).toBe('closed')
    expect(stateAt('2026-11-28T09:30', hours)).toMatchObject({ state: 'open', detail: '至 22:30' })
  })

  describe('past midnight', () => {
    const late: Weekly[] = [{ days: [5], open: '18:00', close: '26:00' }]
    it('belongs to the day it began', () => {
      expect(stateAt('2026-11-28T01:59', late).state).toBe('closingSoon')
      expect(stateAt('2026-11-28T02:00', late).state).toBe('closed')
    })
    it('is spoken of as the next day before midnight and plainly after', () => {
      expect(stateAt('2026-11-27T20:00', late)).toMatchObject({
        detail: '至 次日 02:00',
        today: '18:00–次日 02:00',
      })
      expect(stateAt('2026-11-28T00:30', late).detail).toBe('至 02:00')
    })
    it('calls midnight itself 24:00', () => {
      const untilMidnight: Weekly[] = [{ days: [3], open: '10:00', close: '24:00' }]
      expect(stateAt('2026-11-25T12:00', untilMidnight)).toMatchObject({
        detail: '至 24:00',
        today: '10:00–24:00',
      })
    })
    it('goes on when the next day begins without a gap', () => {
      const night: Weekly[] = [{ days: [5, 6], open: '00:00', close: '24:00' }]
      expect(stateAt('2026-11-27T23:30', night)).toMatchObject({
        state: 'open',
        changesAt: at('2026-11-29T00:00').toISOString(),
      })
    })
    it('never closes where every day follows the other', () => {
      const always: Weekly[] = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '00:00', close: '24:00' }]
      const state = stateAt('2026-11-25T23:59', always)
      expect(state).toMatchObject({ state: 'open', detail: '24 小时营业' })
      expect(state.changesAt).toBeUndefined()
    })
  })

  describe('on days with an exception', () => {
    it('is paused for a count and says why', () => {
      const count: Exception[] = [{ date: '2026-11-25', closed: true, reason: '盘点中' }]
      expect(stateAt('2026-11-25T12:00', everyDay, count)).toMatchObject({
        state: 'paused',
        label: '盘点中',
        detail: '明天 10:00 开门',
        changesAt: at('2026-11-26T10:00').toISOString(),
      })
    })
    it('skips a whole holiday to the day it opens again', () => {
      const dates = ['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08']
      const holiday = dates.map((date): Exception => ({ date, closed: true, reason: '春节休息' }))
      expect(stateAt('2027-02-04T23:00', everyDay, holiday).detail).toBe('周二 10:00 开门')
    })
    it('says that no opening is near when there is none in two weeks', () => {
      const state = stateAt('2026-11-25T12:00', [])
      expect(state).toMatchObject({ state: 'closed', detail: '近期不营业' })
      expect(state.changesAt).toBeUndefined()
    })
    it('closes early with the reason', () => {
      const eve: Exception[] = [{ date: '2027-02-05', open: '10:00', close: '17:00', reason: '除夕' }]
      expect(stateAt('2027-02-05T12:00', everyDay, eve)).toMatchObject({
        state: 'open',
        detail: '17:00 打烊 · 除夕',
        today: '10:00–17:00',
      })
      expect(stateAt('2027-02-05T17:00', everyDay, eve).state).toBe('closed')
    })
    it('opens on a day it is usually closed', () => {
      const weekdays: Weekly[] = [{ days: [1, 2, 3, 4, 5], open: '10:00', close: '22:00' }]
      const sunday: Exception[] = [{ date: '2026-11-29', open: '11:00', close: '18:00', reason: '周年庆' }]
      expect(stateAt('2026-11-29T12:00', weekdays, sunday).state).toBe('open')
    })
    it('still serves the night that began before it', () => {
      const late: Weekly[] = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '18:00', close: '26:00' }]
      const closed: Exception[] = [{ date: '2026-11-25', closed: true, reason: '装修' }]
      expect(stateAt('2026-11-25T01:30', late, closed).state).toBe('closingSoon')
      expect(stateAt('2026-11-25T18:30', late, closed).state).toBe('paused')
    })
  })
})

const clock = (from: number, to: number) =>
  fc.integer({ min: from * 4, max: to * 4 }).map((quarter) => {
    const two = (value: number) => String(value).padStart(2, '0')
    return `${two(Math.floor(quarter / 4))}:${two((quarter % 4) * 15)}`
  })
const oneOfWeek = fc.record({
  days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  open: clock(0, 12),
  close: clock(13, 30),
})
const exception = fc.record({
  date: fc.integer({ min: 20, max: 30 }).map((day) => `2026-11-${day}`),
  closed: fc.boolean(),
  open: clock(0, 12),
  close: clock(13, 26),
  reason: fc.constant('活动'),
})
const instant = fc
  .integer({ min: 0, max: 14 * 1440 })
  .map((minute) => +at('2026-11-17T00:00') + minute * 60_000)

describe('the announced change of a store (ST-1)', () => {
  const isOpen = (state: string) => state === 'open' || state === 'closingSoon'
  it('lies ahead, brings the other state, and nothing changes before it', () => {
    const law = fc.property(
      fc.array(oneOfWeek, { maxLength: 2 }),
      fc.array(exception, { maxLength: 4 }),
      instant,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (hours, exceptions, time, part) => {
        const before = openStateAt(new Date(time), hours, exceptions)
        if (!before.changesAt) return
        const change = Date.parse(before.changesAt)
        expect(change).toBeGreaterThan(time)
        const after = openStateAt(new Date(change), hours, exceptions)
        expect(isOpen(after.state)).toBe(!isOpen(before.state))
        const between = new Date(time + Math.floor((change - time) * part))
        expect(isOpen(openStateAt(between, hours, exceptions).state)).toBe(isOpen(before.state))
      },
    )
    fc.assert(law, { numRuns: 500 })
  })
})

const point = fc.tuple(
  fc.double({ min: 73, max: 135, noNaN: true }),
  fc.double({ min: 18, max: 53, noNaN: true }),
)

describe('distance (ST-1)', () => {
  it('is nothing to oneself, the same both ways, and obeys the triangle', () => {
    const law = fc.property(point, point, point, (a, b, c) => {
      expect(distanceBetween(a, a)).toBe(0)
      expect(distanceBetween(a, b)).toBe(distanceBetween(b, a))
      expect(distanceBetween(a, c)).toBeLessThanOrEqual(distanceBetween(a, b) + distanceBetween(b, c) + 2)
    })
    fc.assert(law)
  })
  it('is in metres: 人民广场 to 虹桥机场 are 13 km', () => {
    const metres = distanceBetween([121.4737, 31.2304], [121.3364, 31.1979])
    expect(Math.round(metres / 1000)).toBe(14)
  })
})

describe("a code's scene (ST-5)", () => {
  it.each([
    ['s=JAS01', 'JAS01'],
    ['s%3DJAS01', 'JAS01'],
    ['s=JAS01&g=7', 'JAS01'],
  ])('%s leads to the store %s', (scene, code) => expect(storeCodeOfScene(scene)).toBe(code))
  it.each(['JAS01', 'c=JAS01', '%E0%A4', ''])('%p leads to none', (scene) =>
    expect(storeCodeOfScene(scene)).toBeUndefined(),
  )
})
