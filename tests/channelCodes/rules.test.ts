import {
  actionsOf,
  codeProblem,
  fitBytes,
  guidesOnDuty,
  nextChangeOf,
  stepTo,
  welcomeText,
  type Duty,
} from '../../server/features/channelCodes/channelCodes.rules'

const at = (shanghai: string) => new Date(`${shanghai}+08:00`)
const none = () => []
/** 2026-11-30 is a Monday. */
const duty: Duty = {
  kind: 'shifts',
  shifts: [
    { days: [1, 2, 3, 4, 5], from: '10:00', until: '18:00', guideIds: ['gui_day'] },
    { days: [5, 6], from: '18:00', until: '02:00', guideIds: ['gui_night', 'gui_late'] },
    { days: [7], from: '00:00', until: '00:00', guideIds: ['gui_sunday'] },
  ],
  fallbackGuideId: 'gui_always',
}

describe('who is on duty (GU-6b)', () => {
  it.each([
    ['2026-11-30T09:59', ['gui_always']],
    ['2026-11-30T10:00', ['gui_day']],
    ['2026-11-30T17:59', ['gui_day']],
    ['2026-11-30T18:00', ['gui_always']],
    ['2026-12-04T23:59', ['gui_night', 'gui_late']],
    // Friday's night goes on after midnight, in Shanghai.
    ['2026-12-05T00:00', ['gui_night', 'gui_late']],
    ['2026-12-05T01:59', ['gui_night', 'gui_late']],
    ['2026-12-05T02:00', ['gui_always']],
    // Saturday's night and the whole of Sunday.
    ['2026-12-06T01:00', ['gui_night', 'gui_late', 'gui_sunday']],
    ['2026-12-06T23:59', ['gui_sunday']],
    ['2026-12-07T00:00', ['gui_always']],
  ])('at %s in Shanghai is %j', (time, guides) => {
    expect(guidesOnDuty(duty, at(time), none)).toEqual(guides)
  })

  it('changes at the next edge of a shift', () => {
    const next = (time: string) => nextChangeOf(duty, at(time))?.toISOString()
    expect(next('2026-11-30T09:59')).toBe(at('2026-11-30T10:00').toISOString())
    expect(next('2026-11-30T10:00')).toBe(at('2026-11-30T18:00').toISOString())
    expect(next('2026-12-04T23:30')).toBe(at('2026-12-05T00:00').toISOString())
    expect(nextChangeOf({ kind: 'guides', guideIds: ['gui_a'] }, at('2026-11-30T10:00'))).toBeUndefined()
  })

  it('is whoever works in the store, and each of the guides once', () => {
    const storeId = 'sto_1'
    expect(guidesOnDuty({ kind: 'store', storeId }, at('2026-11-30T10:00'), (it) => [`gui_${it}`])).toEqual([
      'gui_sto_1',
    ])
    const guideIds = ['gui_a', 'gui_b', 'gui_a']
    expect(guidesOnDuty({ kind: 'guides', guideIds }, at('2026-11-30T10:00'), none)).toEqual([
      'gui_a',
      'gui_b',
    ])
  })
})

describe('a welcome (JO-3)', () => {
  it('has names where they go, and 您 for a customer nobody knows', () => {
    const names = { guide: '周敏', store: '静安寺店' }
    expect(welcomeText('{顾客}你好，我是{门店}的{导购}', { ...names, customer: '何静' })).toBe(
      '何静你好，我是静安寺店的周敏',
    )
    expect(welcomeText('{顾客}好', names)).toBe('您好')
    expect(welcomeText('{顾客}', { ...names, customer: '$&{导购}' })).toBe('$&周敏')
  })

  it('is cut by bytes between signs, never through one', () => {
    expect(fitBytes('一二三', 9)).toBe('一二三')
    expect(fitBytes('一二三四', 9)).toBe('一二…')
    expect(fitBytes('👍👍👍', 9)).toBe('👍…')
  })

  it('says something', () => {
    const draft = {
      title: 'a',
      channel: 'b',
      carrier: 'qr' as const,
      duty,
      tags: [],
      welcome: { text: ' ', attachments: [] },
    }
    expect(codeProblem(draft)).toMatchObject({ at: 'welcome' })
  })
})

it('a code goes its way: draft, live, paused and back, ended (OP-2)', () => {
  expect(stepTo('draft', 'schedule')).toBe('live')
  expect([stepTo('live', 'pause'), stepTo('paused', 'resume')]).toEqual(['paused', 'live'])
  expect([stepTo('live', 'end'), stepTo('paused', 'end')]).toEqual(['ended', 'ended'])
  expect([stepTo('draft', 'end'), stepTo('ended', 'resume'), stepTo('live', 'schedule')]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(actionsOf('ended')).toEqual(['copy'])
})
