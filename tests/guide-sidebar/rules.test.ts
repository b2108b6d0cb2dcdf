import fc from 'fast-check'
import {
  averageOrder,
  consentChips,
  onlinePercent,
  ownership,
  remarkOf,
  sinceVisit,
  sortTags,
  tagNote,
  visitNote,
  visitTitle,
} from '../../guide-sidebar/src/sidebar/customer.rules'
import { daysSince, relativeDate, shortDate, span } from '../../guide-sidebar/src/ui/date.rules'
import { exactMoney, roundMoney } from '../../guide-sidebar/src/ui/money.rules'
import { addressOf } from '../../guide-sidebar/src/api/client'
import { newState, readReturn, redirectOf } from '../../guide-sidebar/src/api/signIn.rules'
import { build } from './support'

const now = Date.parse('2026-11-22T08:38:00Z') // 16:38 in Shanghai
const ago = (days: number) => new Date(now - days * 86_400_000).toISOString()

describe('money', () => {
  it('shows yuan grouped and two digits of fen', () => {
    expect(exactMoney(1_248_605)).toEqual({ yuan: '12,486', fen: '.05' })
    expect(exactMoney(0)).toEqual({ yuan: '0', fen: '.00' })
  })
  it('loses no fen, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_00 }), (amount) => {
        const { yuan, fen } = exactMoney(amount)
        expect(Math.round(Number(yuan.replace(/,/g, '') + fen) * 100)).toBe(amount)
      }),
    )
  })
  it('rounds figures to yuan and speaks in 万 from a million on', () => {
    expect(roundMoney(54_286.9).yuan).toBe('543')
    expect(roundMoney(99_999_900).yuan).toBe('999,999')
    expect(roundMoney(128_600_050).yuan).toBe('128.6 万')
  })
})

describe('dates are those of Shanghai', () => {
  it('counts calendar days, not 24-hour spans', () => {
    expect(daysSince('2026-11-21T15:59:00Z', now)).toBe(1)
    expect(daysSince('2026-11-21T16:01:00Z', now)).toBe(0)
    expect(daysSince('2026-11-30T00:00:00Z', now)).toBe(0)
  })
  it('says today, yesterday, days, then the date', () => {
    expect(relativeDate('2026-11-22T02:05:00Z', now)).toBe('今天 10:05')
    expect(relativeDate('2026-11-20T18:05:00Z', now)).toBe('昨天 02:05')
    expect(relativeDate(ago(3), now)).toBe('3 天前')
    expect(relativeDate(ago(12), now)).toBe('11/10')
  })
  it('names the year only when it is another one', () => {
    expect(shortDate('2026-09-21T03:00:00Z', now)).toBe('9/21')
    expect(shortDate('2025-12-31T17:00:00Z', now)).toBe('1/01')
    expect(shortDate('2025-12-31T15:00:00Z', now)).toBe('2025/12/31')
  })
  it('gives a span as a figure', () => {
    expect([span(ago(0), now), span(ago(1), now), span(ago(12), now)]).toEqual(['今天', '昨天', '12 天'])
    expect([span(ago(150), now), span(ago(800), now)]).toEqual(['5 个月', '2 年'])
  })
})

describe('customer', () => {
  it('says whose customer it is', () => {
    expect(ownership(build.member())).toBe('静安寺店归你')
    expect(ownership(build.member({ isMine: false, guideName: '陈佳' }))).toBe('静安寺店归陈佳')
    expect(ownership(build.member({ isMine: false, guideName: undefined }))).toBe('静安寺店')
    const nobody = build.member({ isMine: false, guideName: undefined, homeStoreName: undefined })
    expect(ownership(nobody)).toBe('未分导购')
  })
  it('shows a remark only when it says more than the name', () => {
    expect(remarkOf(build.customer({ remark: '林晓雯' }))).toBeUndefined()
    expect(remarkOf(build.customer({ remark: ' ' }))).toBeUndefined()
    expect(remarkOf(build.customer({ remark: '爱送礼' }))).toBe('爱送礼')
  })
  it('says what was not agreed to', () => {
    const chips = consentChips({ personalised: false, massMessage: true, phone: false })
    expect(chips.map(({ label }) => label)).toEqual(['未同意个性推荐', '同意群发', '未同意电话'])
  })
  it('has no average and no online share before the first order', () => {
    const fresh = build.member({ orderCount: 0, spendTotal: 0, onlineShare: 0, lastVisitAt: undefined })
    expect([averageOrder(fresh), onlinePercent(fresh), sinceVisit(fresh, now)]).toEqual([
      undefined,
      undefined,
      '没来过',
    ])
    expect(averageOrder(build.member())).toBeCloseTo(54_286.96, 1)
  })
  it('puts people’s tags before those of rules, newest first', () => {
    const tag = (name: string, at: string, rule = false) => ({ name, by: rule ? '规则' : '你', rule, at })
    const tags = [tag('a', ago(9)), tag('r', ago(0), true), tag('b', ago(1))]
    expect(sortTags(tags).map(({ name }) => name)).toEqual(['b', 'a', 'r'])
    expect(tagNote(tag('a', '2026-11-08T03:00:00Z'), now)).toBe('你 · 11/08')
    expect(tagNote(tag('r', ago(0), true), now)).toBe('规则')
  })
  it('titles a visit by what was bought, in pieces', () => {
    const line = { skuId: 'sku_1', name: '舒缓保湿乳', image: '', quantity: 1, price: 100 }
    expect(visitTitle(build.visit({ lines: [line] }))).toBe('舒缓保湿乳')
    expect(visitTitle(build.visit({ lines: [{ ...line, quantity: 3 }] }))).toBe('舒缓保湿乳 ×3')
    expect(visitTitle(build.visit({ lines: [line, { ...line, quantity: 2 }] }))).toBe('舒缓保湿乳 等 3 件')
    expect(visitTitle(build.visit({ kind: 'visit', lines: [] }))).toBe('到店看看')
  })
  it('notes where and when', () => {
    expect(visitNote(build.visit(), now)).toBe('静安寺店 · 11/10')
    expect(visitNote(build.visit({ channel: 'online', at: ago(2) }), now)).toBe('小程序 · 2 天前')
    expect(visitNote(build.visit({ kind: 'trial' }), now)).toBe('静安寺店 · 11/10 · 试用')
  })
})

describe('addresses', () => {
  it('fills in and escapes parameters, and leaves unset query values out', () => {
    expect(addressOf('GET /customers/:externalUserId', { params: { externalUserId: 'a/b?c' } })).toEqual({
      method: 'GET',
      url: '/api/customers/a%2Fb%3Fc',
    })
    expect(addressOf('GET /stores', { query: { q: '静安 寺', city: undefined, limit: 1 } }).url).toBe(
      `/api/stores?${new URLSearchParams({ q: '静安 寺', limit: '1' }).toString()}`,
    )
  })
  it('splits what WeCom’s sign-in left from the rest of the address', () => {
    expect(readReturn('https://a.cn/sidebar/?x=1&code=C&state=S#/me')).toEqual({
      code: 'C',
      state: 'S',
      clean: 'https://a.cn/sidebar/?x=1#/me',
    })
    expect(readReturn('https://a.cn/sidebar/').code).toBeUndefined()
  })
  it('never asks WeCom to come back with an old code or a hash', () => {
    expect(redirectOf('https://a.cn/sidebar/?code=C&state=S#/me')).toBe('https://a.cn/sidebar/')
  })
  it('makes states nobody can guess', () => {
    const states = new Set(Array.from({ length: 50 }, newState))
    expect(states.size).toBe(50)
    for (const state of states) expect(state).toMatch(/^[0-9a-f]{32}$/)
  })
})
