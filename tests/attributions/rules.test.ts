import fc from 'fast-check'
import { creditOf } from '../../server/features/attributions/attributions.rules'

const guide = fc.option(fc.constantFrom('gui_a', 'gui_b', 'gui_c'), { nil: undefined })

describe('whose an order is (GU-6)', () => {
  it('is one guide of those who have a claim, the nearest deed first, or nobody without any', () => {
    fc.assert(
      fc.property(guide, guide, guide, guide, (placedBy, touched, leader, boundTo) => {
        const touch = touched && { guideId: touched, cardId: 'gcd_1' }
        const credit = creditOf({ placedBy, touch, leader, boundTo })
        const claims = [placedBy, touched, leader, boundTo]
        expect(credit?.guideId).toBe(claims.find((it) => it !== undefined))
        const at = claims.findIndex((it) => it !== undefined)
        expect(credit?.reason).toBe(['ordered', 'card', 'chain', 'bound'][at])
      }),
    )
  })
})
