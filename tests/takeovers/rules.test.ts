import fc from 'fast-check'
import {
  chatText,
  countsOf,
  customerText,
  DAY_MS,
  nextLook,
  outcomeOf,
  type CustomerState,
} from '../../server/features/takeovers/takeovers.rules'

const BEGUN = new Date('2026-11-24T02:00:00Z')
const after = (ms: number) => new Date(BEGUN.getTime() + ms)
const HOUR = 3_600_000

describe('when WeCom is asked again', () => {
  it('is within four hours before the day is over, and later and later behind it', () => {
    const wait = (ms: number) => nextLook(BEGUN, after(ms)).getTime() - after(ms).getTime()
    expect([wait(0), wait(23 * HOUR)]).toEqual([4 * HOUR, HOUR + 60_000])
    expect(wait(DAY_MS + 61_000)).toBe(300_000)
    expect([wait(2 * DAY_MS), wait(9 * DAY_MS)]).toEqual([6 * HOUR, 6 * HOUR])
  })
  it('is always in the future, and never more than six hours ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * DAY_MS }), (ms) => {
        const wait = nextLook(BEGUN, after(ms)).getTime() - after(ms).getTime()
        expect(wait > 0 && wait <= 6 * HOUR).toBe(true)
      }),
    )
  })
})

describe('what WeCom’s record means', () => {
  it.each([
    ['taken over', { status: 1, takenAt: after(DAY_MS) }, 2 * DAY_MS, 'done'],
    ['taken over before it was asked', { status: 1, takenAt: after(-30 * DAY_MS) }, DAY_MS, undefined],
    ['waiting', { status: 2 }, DAY_MS, undefined],
    ['refused', { status: 3 }, HOUR, 'refused'],
    ['too many customers', { status: 4 }, HOUR, 'limit'],
    ['no record', { status: 5 }, HOUR, undefined],
    ['nothing', undefined, HOUR, undefined],
    ['no record for a month', { status: 5 }, 31 * DAY_MS, 'failed'],
  ] as const)('is %s', (_, result, ms, outcome) => {
    expect(outcomeOf(result, BEGUN, after(ms))).toBe(outcome)
  })
})

describe('words and numbers', () => {
  it('count everybody once', () => {
    const states: CustomerState[] = ['planned', 'waiting', 'done', 'refused', 'limit', 'failed']
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...states)), (given) => {
        const { all, ...parts } = countsOf(given.map((state) => ({ state })))
        expect(Object.values(parts).reduce((sum, it) => sum + it, 0)).toBe(all)
      }),
    )
  })
  it('say what a manager needs', () => {
    expect(customerText({ state: 'failed', code: 40128 }, '')).toBe('90 天内已经转过 2 次，不能再转')
    expect(customerText({ state: 'failed', code: 49999 }, '')).toBe('企业微信没有接受（49999）')
    expect(customerText({ state: 'failed' }, '')).toBe('企业微信没有给出结果')
    expect(customerText({ state: 'waiting' }, '明天 10:00')).toBe(
      '等待接替，明天 10:00 前顾客没有拒绝就转过去',
    )
    expect(chatText({ state: 'failed', code: 90501 })).toBe('这个群已经解散，或不是客户群')
  })
})
