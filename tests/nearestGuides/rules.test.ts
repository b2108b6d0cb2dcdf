import fc from 'fast-check'
import {
  leadTo,
  standingOf,
  standingText,
  type Candidate,
} from '../../server/features/nearestGuides/nearestGuides.rules'

const open = { state: 'open', label: '营业中', detail: '至 22:00' } as const
const shut = (changesAt?: string) => ({
  ...{ state: 'closed' as const, label: '已打烊', detail: '明天 10:00 开门' },
  ...(changesAt ? { changesAt } : {}),
})
const ready: Candidate = { open, hasCode: true, onDuty: 2 }

describe('how a store stands with who wants a guide of it (GU-6b)', () => {
  it.each([
    ['ready', ready, '营业中，至 22:00'],
    ['ready', { ...ready, open: { ...open, state: 'closingSoon', label: '即将打烊' } }, '即将打烊，至 22:00'],
    ['closed', { ...ready, open: shut() }, '已打烊，明天 10:00 开门'],
    ['closed', { ...ready, open: { ...open, state: 'paused', label: '盘点中' } }, '盘点中，至 22:00'],
    ['nobody', { ...ready, onDuty: 0 }, '店里现在没有导购可以加'],
    ['noCode', { ...ready, hasCode: false, onDuty: 0, open: shut() }, '这家店还没有导购码'],
  ] as const)('%s', (standing, it, text) => {
    expect([standingOf(it), standingText(it)]).toEqual([standing, text])
  })
})

const instants = ['2026-11-24T02:00:00.000Z', '2026-11-24T03:00:00.000Z', '2026-11-25T02:00:00.000Z']
const candidate: fc.Arbitrary<Candidate & { at: number }> = fc.record({
  at: fc.nat(),
  open: fc.oneof(fc.constant(open), fc.constantFrom(undefined, ...instants).map(shut)),
  hasCode: fc.boolean(),
  onDuty: fc.integer({ min: 0, max: 2 }),
})

describe('whom a scanner is led to (GU-6b)', () => {
  it('the first that is ready; what is nearer is not; what is behind it can be chosen', () => {
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), (candidates) => {
        const { led, passed, others, next } = leadTo(candidates)
        const isReady = (it: Candidate) => standingOf(it) === 'ready'
        expect(passed.some(isReady)).toBe(false)
        expect(others.every(isReady)).toBe(true)
        expect(Boolean(led)).toBe(candidates.some(isReady))
        if (!led) return expect(passed).toEqual(candidates)
        expect(next).toBeUndefined()
        expect(candidates.slice(0, passed.length + 1)).toEqual([...passed, led])
        expect(candidates.filter(isReady)).toEqual([led, ...others])
      }),
    )
  })

  it('where none is ready, the one that opens first, of several the nearest', () => {
    const [early, later] = [shut(instants[0]), shut(instants[1])]
    const of = (it: Partial<Candidate>, name: string) => ({ ...ready, ...it, name })
    const found = leadTo([
      of({ open: shut() }, 'never'),
      of({ open: later }, 'later'),
      of({ open: early, hasCode: false }, 'early without a code'),
      of({ open: early }, 'early'),
      of({ open: early }, 'early and far'),
    ])
    expect([found.led, found.next?.of.name, found.next?.opensAt]).toEqual([undefined, 'early', instants[0]])
    expect(leadTo([]).next).toBeUndefined()
  })
})
