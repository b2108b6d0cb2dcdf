import fc from 'fast-check'
import {
  editsAfter,
  editsTold,
  isWaiting,
  tagsOf,
  withOrigins,
  type Edit,
  type Follower,
  type FollowerTag,
} from '../../server/features/customers/customers.rules'
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

describe('one list of tags (GU-1, CD-2)', () => {
  const caller = { guideId: 'gui_1', userid: 'zhoumin' }
  const since = moment('2026-05-01T00:00:00Z')
  const follower = (userid: string, tags: FollowerTag[] = []): Follower => ({
    userid,
    remark: '',
    since,
    tags,
  })
  const tag = (name: string, by?: string, at?: Date): FollowerTag => ({
    name,
    group: '护肤',
    tagId: `et_${name}`,
    ...(by ? { by } : {}),
    ...(at ? { at } : {}),
  })
  const nameOf = (id: string) => (id === 'gui_2' ? '陈佳' : undefined)
  const rule = (name: string, at = NOW) => ({ name, by: 'rule', at })
  const whoSet = (shown: ReturnType<typeof tagsOf>) => shown.map((it) => [it.name, it.by])

  it('says who set each: the caller, a colleague, one who left, WeCom itself, a rule', () => {
    const followers = [
      follower('chenjia', [tag('送礼多', 'gui_2', NOW), tag('油皮', 'gui_left', NOW)]),
      follower('zhoumin', [tag('敏感肌', 'gui_1', NOW), tag('干皮', 'wecom', NOW), tag('常客')]),
    ]
    const shown = tagsOf([rule('高客单')], { followers }, caller, nameOf)
    expect(Object.fromEntries(whoSet(shown))).toEqual({
      高客单: '规则',
      敏感肌: '你',
      干皮: '企微',
      常客: '企微',
      送礼多: '陈佳',
      油皮: '已离职同事',
    })
    expect(shown.filter((it) => it.isMine).map((it) => it.name)).toEqual(['敏感肌', '干皮', '常客'])
    expect(shown.at(-1)).toMatchObject({ name: '常客', at: since.toISOString() })
  })

  it('shows a name once: a rule’s before the caller’s, the caller’s before a colleague’s', () => {
    const followers = [
      follower('chenjia', [tag('甲', 'gui_2', NOW), tag('乙', 'gui_2', NOW)]),
      follower('zhoumin', [tag('甲', 'gui_1', NOW), tag('乙', 'gui_1', NOW)]),
    ]
    expect(whoSet(tagsOf([rule('甲')], { followers }, caller, nameOf))).toEqual([
      ['甲', '规则'],
      ['乙', '你'],
    ])
  })

  it('knows only tags of rules beside those of WeCom', () => {
    expect(tagsOf([{ name: '旧', by: 'gui_2', at: NOW }], { followers: [] }, caller, nameOf)).toEqual([])
  })

  it('stands newest first with each name once', () => {
    const name = fc.constantFrom('甲', '乙', '丙', '丁')
    const at = fc.date({ min: since, max: NOW, noInvalidDate: true })
    const some = fc.array(fc.record({ name, at }))
    fc.assert(
      fc.property(some, some, some, (rules, own, others) => {
        const followers = [
          follower(
            'chenjia',
            others.map((it) => tag(it.name, 'gui_2', it.at)),
          ),
          follower(
            'zhoumin',
            own.map((it) => tag(it.name, 'gui_1', it.at)),
          ),
        ]
        const shown = tagsOf(
          rules.map((it) => rule(it.name, it.at)),
          { followers },
          caller,
          nameOf,
        )
        const times = shown.map((it) => it.at)
        expect(new Set(shown.map((it) => it.name))).toEqual(
          new Set([...rules, ...own, ...others].map((it) => it.name)),
        )
        expect(new Set(shown.map((it) => it.name)).size).toBe(shown.length)
        expect(times).toEqual([...times].sort().reverse())
      }),
    )
  })
})

describe('what a guide wants and WeCom states (GU-2)', () => {
  const follower = (names: string[]): Follower => ({
    userid: 'zhoumin',
    remark: '',
    since: NOW,
    tags: names.map((name) => ({ name, group: '', tagId: name })),
  })
  const step = fc.record({
    what: fc.constantFrom('a', 'b', 'c'),
    on: fc.boolean(),
    /** What WeCom says to all that waits after this step, if it is told. */
    code: fc.option(fc.constantFrom(0, 40068)),
  })

  it('comes to one: what was wanted last and not refused is what WeCom has, and nothing waits', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let edits: Edit[] = []
        let stated = follower([])
        const tell = (code: number) => {
          const waiting = edits.filter(isWaiting)
          if (code === 0)
            stated = follower(
              ['a', 'b', 'c'].filter((id) => {
                const edit = waiting.find((it) => it.what === id)
                return edit ? edit.on : stated.tags.some((it) => it.tagId === id)
              }),
            )
          edits = editsTold(
            edits,
            waiting.map((it) => ({ ...it, code })),
          )
        }
        const last = new Map<string, boolean>()
        steps.forEach(({ what, on, code }, seq) => {
          edits = editsAfter(edits, stated, [{ what, on }], { by: 'gui_1', at: NOW, seq })
          last.set(what, on)
          if (code !== null) tell(code)
        })
        tell(0)
        const refused = new Set(edits.map((it) => it.what))
        expect(edits.some(isWaiting)).toBe(false)
        for (const [what, on] of last)
          if (!refused.has(what)) expect(stated.tags.some((it) => it.tagId === what)).toBe(on)
      }),
    )
  })

  it('keeps an edit made while WeCom was being told of the one before', () => {
    const first = editsAfter([], follower([]), [{ what: 'a', on: true }], { by: 'g', at: NOW, seq: 1 })
    const second = editsAfter(first, follower([]), [{ what: 'a', on: false }], { by: 'g', at: NOW, seq: 2 })
    const told = first.map((it) => ({ userid: it.userid, what: it.what, seq: it.seq, code: 0 }))
    expect(editsTold(second, told)).toMatchObject([{ what: 'a', on: false, seq: 2 }])
  })

  it('remembers who set a tag when WeCom states it again, and calls WeCom what nobody wanted here', () => {
    const [edit] = editsAfter([], follower([]), [{ what: 'a', on: true }], { by: 'gui_1', at: NOW, seq: 1 })
    const later = moment('2026-12-01T00:00:00Z')
    const [once] = withOrigins([follower(['a', 'b'])], [follower([])], edit ? [edit] : [], later)
    const [twice] = withOrigins([follower(['a', 'b'])], once ? [once] : [], [], moment('2027-01-01'))
    expect(twice?.tags.map((it) => [it.name, it.by, it.at])).toEqual([
      ['a', 'gui_1', NOW],
      ['b', 'wecom', later],
    ])
  })
})
