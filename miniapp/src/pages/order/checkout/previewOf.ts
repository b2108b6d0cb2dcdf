import { call } from '../../../api/call'
import { CallError } from '../../../api/client'
import type { Preview, Wanted } from '../../../orders/types'
import { say } from '../../../ui/say'

const preview = (body: Wanted): Promise<Preview> => call('POST /checkout/preview', { body })

/**
 * What a basket costs with the coupons the shopper chose (CO-4). Where they do not go together the one chosen last
 * stands alone; where that does not fit the basket any more the shop chooses again, and says so.
 */
export const previewOf = async (wanted: Wanted): Promise<Preview> => {
  const { couponIds = [], ...basket } = wanted
  try {
    return await preview(wanted)
  } catch (error) {
    if (!(error instanceof CallError) || error.code !== 'coupon_not_usable') throw error
    const last = couponIds.slice(-1)
    if (couponIds.length > 1) {
      say('这些券不能一起用，留下最后选的')
      return previewOf({ ...basket, couponIds: last })
    }
    say('选的券用不上了，已重新搭配')
    return preview(basket)
  }
}
