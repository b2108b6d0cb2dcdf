import fc from 'fast-check'
import { clockText, messageOf, pauseAfter, MOST_TRIES } from '../../server/features/notices/notices.rules'

const facts = fc.record({
  orderId: fc.constant('ord_0123456789abcdef01234567'),
  goods: fc.string({ unit: 'grapheme' }),
  storeName: fc.string({ unit: 'grapheme' }),
  digits: fc.stringMatching(/^\d{8}$/),
  expiresAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
  refund: fc.record({
    amount: fc.integer({ min: 1, max: 100_000_000 }),
    reason: fc.string({ unit: 'grapheme' }),
    isByItself: fc.boolean(),
  }),
  team: fc.record({
    kind: fc.constantFrom('teamFormed' as const, 'teamFailed' as const),
    amount: fc.integer({ min: 1, max: 100_000_000 }),
    at: fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    isCollected: fc.boolean(),
  }),
})

const rules: Record<string, RegExp> = {
  thing: /^[^]{1,20}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^\d{4}年\d\d月\d\d日 \d\d:\d\d$/,
  amount: /^¥\d{1,10}\.\d\d$/,
}

describe('the words of notices (OR-3)', () => {
  it.each(['pickup', 'reminder', 'refund', 'teamFormed', 'teamFailed'] as const)(
    '%s: every value keeps to the rule of its key',
    (kind) => {
      fc.assert(
        fc.property(facts, (given) => {
          const isTeam = kind === 'teamFormed' || kind === 'teamFailed'
          const message = messageOf(kind, isTeam ? { ...given, team: { ...given.team, kind } } : given)
          expect(message).toBeDefined()
          for (const [key, value] of Object.entries(message?.data ?? {}))
            expect(value).toMatch(rules[key.replace(/\d+$/, '')] as RegExp)
        }),
      )
    },
  )

  it('says nothing where there is nothing to say', () => {
    const bare = { orderId: 'ord_1', goods: '茶', storeName: '店' }
    for (const kind of ['pickup', 'reminder', 'refund', 'shipped', 'teamFormed', 'teamFailed'] as const)
      expect(messageOf(kind, bare)).toBeUndefined()
  })

  it('tells of the end a team had, and of no other', () => {
    const team = { kind: 'teamFormed', amount: 100, at: new Date(), isCollected: true } as const
    expect(messageOf('teamFailed', { orderId: 'ord_1', goods: '茶', storeName: '店', team })).toBeUndefined()
  })

  it('writes the hour of China', () => {
    expect(clockText(new Date('2026-10-01T16:05:00Z'))).toBe('2026年10月02日 00:05')
  })

  it('waits longer each time, and not for ever', () => {
    const pauses = Array.from({ length: MOST_TRIES }, (_, at) => pauseAfter(at + 1))
    expect(pauses.at(-1)).toBeUndefined()
    expect(pauses.slice(0, 3)).toEqual([30_000, 60_000, 120_000])
  })
})
