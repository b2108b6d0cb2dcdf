import type { Api } from '../../../../server/api'
import type { IconName } from '../../ui/icons'

export type Glance = Api['GET /customers/:externalUserId/glance']['response']
export type Urgent = Glance['urgent'][number]

/** What each kind looks like. */
export const LOOKS: Record<Urgent['kind'], [icon: IconName, tone: string]> = {
  followUp: ['clock', 'info'],
  unpaid: ['banknote', 'warn'],
  balance: ['banknote', 'warn'],
  pickup: ['package', 'brand'],
  afterSales: ['undo-2', 'warn'],
  appointment: ['calendar-check', 'brand'],
  coupon: ['ticket', 'warn'],
  cart: ['shopping-bag', 'warn'],
  birthday: ['gift', 'brand'],
}
