import fc from 'fast-check'
import { tagsOf } from '../../server/features/customers/customers.rules'
import { factsOf } from '../../server/features/visits/visits.rules'

const NOW = new Date('2026-11-20T08:00:00Z')
const moment = (text: string) => new Date(text)
const visit = (at: Date, more: Partial<Parameters<typeof factsOf>[0][number]> = {}) => ({
  amount: 100,
  channel: 'store' as const,
  kind: 'purchase' as const,
  at,
  ...more,
})
const anyVisit = fc.record({
  amount: fc.integer({ min: 0, max: 10_000_000 }),
  channel: fc.constantFrom('store' as const, 'online' as const),
  kind: fc.constantFrom('purchase' as const, 'visit' as const, 'trial' as const),
  at: fc.date({ min: moment('2023-01-01'), max: moment('2027-12-31'), noInvalidDate: true }),
})

describe("sums of a member's visits (GU-1, ME-2)", () => {
  it('count the last twelve months from the same moment a year ago, which is out', () => {
    const edge = moment('2025-11-20T08:00:00Z')
    const just = (ms: number) => factsOf([visit(new Date(edge.getTime() + ms))], NOW).spend12m
    expect([just(-1), just(0), just(1)]).toEqual([0, 0, 100])
  })

  it('count what happens at this very moment and nothing after it', () => {
    expect(factsOf([visit(NOW)], NOW)).toMatchObject({ spend12m: 100, visitTotal: 1 })
    expect(factsOf([visit(new Date(NOW.getTime() + 1))], NOW)).toMatchObject({ spendTotal: 0, visitTotal: 0 })
  })

  it('know a year that ends on 29 February', () => {
    const leap = moment('2028-02-29T00:00:00Z')
    const spent = (day: string) => factsOf([visit(moment(day))], leap).spend12m
    expect([spent('2027-02-28T00:00:00Z'), spent('2027-03-02T00:00:00Z')]).toEqual([0, 100])
  })

  it('take the last visit from shops only, with whatever was done there', () => {
    const visits = [
      visit(moment('2026-10-01'), { kind: 'trial', amount: 0 }),
      visit(moment('2026-11-01'), { channel: 'online' }),
      visit(moment('2026-09-01')),
    ]
    expect(factsOf(visits, NOW).lastVisitAt).toEqual(moment('2026-10-01'))
  })

  it('of nobody who ever came are zero, without a division by it', () => {
    expect(factsOf([], NOW)).toEqual({
      spendTotal: 0,
      spend12m: 0,
      orderCount: 0,
      visitTotal: 0,
      onlineShare: 0,
    })
  })

  it('never count more in a year than in all, and the online share is a share', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 40 }), (visits) => {
        const facts = factsOf(visits, NOW)
        expect(facts.spend12m).toBeLessThanOrEqual(facts.spendTotal)
        expect(facts.orderCount).toBeLessThanOrEqual(facts.visitTotal)
        expect(facts.onlineShare).toBeGreaterThanOrEqual(0)
        expect(facts.onlineShare).toBeLessThanOrEqual(1)
        expect(Number.isSafeInteger(facts.spendTotal)).toBe(true)
      }),
    )
  })

  it('do not depend on the order of the visits', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 20 }), (visits) => {
        expect(factsOf([...visits].reverse(), NOW)).toEqual(factsOf(visits, NOW))
      }),
    )
  })

  it('add up: all is the sum over channels, split as the share says', () => {
    fc.assert(
      fc.property(fc.array(anyVisit, { maxLength: 30 }), (visits) => {
        const online = factsOf(
          visits.filter((it) => it.channel === 'online'),
          NOW,
        ).spendTotal
        const store = factsOf(
          visits.filter((it) => it.channel === 'store'),
          NOW,
        ).spendTotal
        const facts = factsOf(visits, NOW)
        expect(facts.spendTotal).toBe(online + store)
        expect(facts.onlineShare * facts.spendTotal).toBeCloseTo(online, 3)
      }),
    )
  })
})

describe('one list of tags (GU-1)', () => {
  const caller = { guideId: 'gui_1', userid: 'zhoumin' }
  const since = moment('2026-05-01T00:00:00Z')
  const follower = (userid: string, names: string[] = []) => ({
    userid,
    since,
    tags: names.map((name) => ({ name, group: '护肤' })),
  })
  const nameOf = (id: string) => (id === 'gui_2' ? '陈佳' : undefined)
  const own = (name: string, by: string, at = NOW) => ({ name, by, at })

  it('names WeCom tags of a colleague as such', () => {
    expect(tagsOf([], follower('chenjia', ['敏感肌']), caller, nameOf)).toEqual([
      { name: '敏感肌', group: '护肤', by: '同事', rule: false, at: since.toISOString() },
    ])
  })

  it('shows a name once and lets our own knowledge win over WeCom', () => {
    const shown = tagsOf([own('敏感肌', 'gui_2')], follower('zhoumin', ['敏感肌']), caller, nameOf)
    expect(shown).toEqual([{ name: '敏感肌', by: '陈佳', rule: false, at: NOW.toISOString() }])
  })

  it('shows the newer of two own tags of one name, whatever their order', () => {
    const older = own('常客', 'gui_2', since)
    const newer = own('常客', 'rule')
    for (const tags of [
      [older, newer],
      [newer, older],
    ])
      expect(tagsOf(tags, follower('x'), caller, nameOf)).toEqual([
        { name: '常客', by: '规则', rule: true, at: NOW.toISOString() },
      ])
  })

  it('stands newest first with each name once', () => {
    const tag = fc.record({
      name: fc.constantFrom('甲', '乙', '丙', '丁'),
      by: fc.constantFrom('gui_1', 'gui_2', 'rule'),
      at: fc.date({ min: since, max: NOW, noInvalidDate: true }),
    })
    fc.assert(
      fc.property(fc.array(tag), fc.subarray(['甲', '戊', '己']), (tags, names) => {
        const shown = tagsOf(tags, follower('zhoumin', names), caller, nameOf)
        const times = shown.map((it) => it.at)
        expect(new Set(shown.map((it) => it.name))).toEqual(new Set([...tags.map((it) => it.name), ...names]))
        expect(new Set(shown.map((it) => it.name)).size).toBe(shown.length)
        expect(times).toEqual([...times].sort().reverse())
      }),
    )
  })
})
