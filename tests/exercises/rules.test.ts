import fc from 'fast-check'
import {
  advance,
  ARRIVED,
  CODES,
  FLOWS,
  freshRun,
  isOver,
  PLAY_SCRIPTS,
  type Flow,
  type Happening,
} from '../../server/features/exercises/exercises.rules'
import { isExerciseDigits } from '../../server/kernel/rollingCode'

const { pickup, otherStore, expired, coupon } = CODES
const RIGHT: Record<Flow, Happening[]> = {
  redeem: [
    { what: 'looked', code: pickup },
    { what: 'redeemed', code: pickup },
    { what: 'refused', code: pickup, why: 'pickup_done' },
    { what: 'refused', code: otherStore, why: 'pickup_other_store' },
    { what: 'refused', code: expired, why: 'pickup_expired' },
    { what: 'looked', code: coupon },
    { what: 'redeemed', code: coupon },
    { what: 'refused', code: coupon, why: 'coupon_used' },
  ],
  scripts: [
    { what: 'scriptKept', hasName: true },
    { what: 'scriptSent', isOwn: true, scriptId: 'scr_own1' },
    { what: 'wordsRefused' },
    { what: 'scriptSent', isOwn: false, scriptId: ARRIVED },
  ],
}
const flows = Object.keys(RIGHT) as Flow[]

describe('the steps of an exercise (GU-8)', () => {
  it.each(flows)('%s comes to its end by doing what each step asks for', (flow) => {
    let run = freshRun()
    for (const [nth, it] of RIGHT[flow].entries()) {
      expect([run.at, isOver(flow, run)]).toEqual([nth, false])
      run = advance(flow, run, it)
      expect(run.said).toEqual({ isRight: true, text: FLOWS[flow].steps[nth]?.right })
    }
    expect([run.at, run.wrong, isOver(flow, run)]).toEqual([RIGHT[flow].length, 0, true])
    expect(advance(flow, run, RIGHT[flow][0] as Happening)).toBe(run)
  })

  it('no step is skipped, and none is undone, whatever is done', () => {
    const happening = fc.oneof(
      fc.constantFrom(...flows.flatMap((it) => RIGHT[it])),
      fc.record({ what: fc.constantFrom('looked' as const, 'redeemed' as const), code: fc.string() }),
      fc.record({ what: fc.constant('refused' as const), code: fc.constant(pickup), why: fc.string() }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...flows), fc.array(happening), (flow, all) => {
        let run = freshRun()
        for (const it of all) {
          const step = FLOWS[flow].steps[run.at]
          const next = advance(flow, run, it)
          expect(next.at - run.at).toBe(step?.isDone(it) ? 1 : 0)
          expect(next.wrong).toBeGreaterThanOrEqual(run.wrong)
          run = next
        }
      }),
    )
  })

  it.each<[string, Flow, number, Happening, string]>([
    ['another code', 'redeem', 0, { what: 'looked', code: '00009999' }, '不是这个码'],
    [
      'a receipt that is too small',
      'redeem',
      6,
      { what: 'refused', code: coupon, why: 'coupon_threshold' },
      '不到 200',
    ],
    ['a script without a name', 'scripts', 0, { what: 'scriptKept', hasName: false }, '{顾客}'],
    ['the chain’s script', 'scripts', 1, { what: 'scriptSent', isOwn: false, scriptId: ARRIVED }, '总部的'],
    ['harmless words', 'scripts', 2, { what: 'scriptSent', isOwn: true, scriptId: 'scr_own1' }, '没有敏感词'],
    [
      'another script',
      'scripts',
      3,
      { what: 'scriptSent', isOwn: false, scriptId: 'scr_play_hello' },
      '搜「到货」',
    ],
  ])('%s is told what was wrong, and stays', (_, flow, at, happened, text) => {
    const run = advance(flow, { ...freshRun(), at }, happened)
    expect(run).toMatchObject({ at, wrong: 1, said: { isRight: false } })
    expect(run.said?.text).toContain(text)
  })

  it.each<[string, Flow, number, Happening]>([
    ['the same code looked at again', 'redeem', 1, { what: 'looked', code: pickup }],
    ['a script kept with a name before it is sent', 'scripts', 1, { what: 'scriptKept', hasName: true }],
  ])('%s is on the way: nothing is said', (_, flow, at, happened) => {
    const run = { ...freshRun(), at }
    expect(advance(flow, run, happened)).toBe(run)
  })

  it('its codes are those nobody is given, and its scripts have names in them', () => {
    for (const code of Object.values(CODES)) expect(isExerciseDigits(code)).toBe(true)
    for (const { text } of PLAY_SCRIPTS) expect(text).toContain('{顾客}')
  })
})
