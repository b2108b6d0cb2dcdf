import fc from 'fast-check'
import {
  audienceText,
  eventMessage,
  freeNumbersOf,
  numbersAbove,
  phaseAt,
  pictureKind,
  signUpStateAt,
} from '../../server/features/storeEvents/storeEvents.rules'

const at = (text: string) => new Date(`2026-11-${text}+08:00`)
const event = {
  status: 'scheduled',
  signUpFrom: at('20T10:00:00'),
  signUpUntil: at('25T10:00:00'),
  start: at('25T14:00:00'),
  end: at('25T16:00:00'),
}

describe('numbers of seats (AP-2)', () => {
  it('are only ever offered where nobody sits, and as long as one is free', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
        fc.integer({ min: 1, max: 60 }),
        (all, most) => {
          const taken = all.filter((it) => it <= most)
          const free = freeNumbersOf(taken, most)
          expect(free.every((it) => it >= 1 && it <= most && !taken.includes(it))).toBe(true)
          expect(free.length).toBe(Math.min(16, most - taken.length))
          const above = numbersAbove(Math.max(0, ...taken), most)
          expect(above.every((it) => it <= most && !taken.includes(it))).toBe(true)
        },
      ),
    )
  })
})

describe('where an event stands (AP-2)', () => {
  it.each([
    ['20T09:59:59', 1, 'coming'],
    ['20T10:00:00', 1, 'open'],
    ['24T10:00:00', 0, 'full'],
    ['25T09:59:59', 1, 'open'],
    ['25T10:00:00', 1, 'closed'],
    ['25T14:00:00', 1, 'running'],
    ['25T16:00:00', 1, 'over'],
  ])('at %s with %i left it is %s', (time, left, phase) => {
    expect(phaseAt(event, left, at(time))).toBe(phase)
  })

  it('is over at once when the shop ends it, and its guests have no seat any more', () => {
    const ended = { ...event, status: 'ended' }
    expect(phaseAt(ended, 1, at('21T10:00:00'))).toBe('over')
    expect(signUpStateAt('seated', ended, at('21T10:00:00'))).toBe('cancelled')
    expect(signUpStateAt('checkedIn', ended, at('21T10:00:00'))).toBe('checkedIn')
    expect(signUpStateAt('seated', event, at('25T16:00:00'))).toBe('missed')
    expect(signUpStateAt('waiting', event, at('25T14:00:00'))).toBe('expired')
  })
})

describe('words and pictures (AP-2)', () => {
  it('say who may come, within what a message takes', () => {
    expect(audienceText({ newOnly: true, tiers: ['silver', 'gold'] })).toBe('新会员，银卡、金卡会员')
    expect(audienceText({ newOnly: false })).toBeUndefined()
    const { thing1, time3 } = eventMessage('品'.repeat(30), '店', event.start, '')
    expect([[...thing1].length, time3]).toEqual([20, '2026年11月25日 14:00'])
  })

  it('are known by their first bytes', () => {
    expect(pictureKind(Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
    expect(pictureKind(Buffer.from('RIFF....WEBP'))).toBe('image/webp')
    expect(pictureKind(Buffer.from('<svg></svg>'))).toBeUndefined()
  })
})
