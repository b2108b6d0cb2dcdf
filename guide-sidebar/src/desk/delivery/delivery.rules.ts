import type { Api } from '../../../../server/api'
import type { Guide } from '../../api/storage'

export type Brought = Api['GET /deliveries/:deliveryId']['response']
export type DeliveryState = Brought['delivery']['state']
export type DeliveryAct = 'assign' | 'book' | 'pickUp' | 'deliver' | 'fail' | 'giveBack'

/** Minutes after which a delivery of this way is late; others take a day. */
const LATE_MINUTES: Partial<Record<Brought['delivery']['way'], number>> = { local1h: 45, city2h: 90 }
const DAY_MINUTES = 24 * 60

/** Whether a delivery waits longer than its way promises with some time to spare. */
export const isLate = ({ delivery, order }: Brought, now: number): boolean =>
  delivery.state !== 'delivered' &&
  (now - Date.parse(order.paidAt ?? order.createdAt)) / 60_000 > (LATE_MINUTES[delivery.way] ?? DAY_MINUTES)

export const stateTone = (state: DeliveryState): 'warn' | 'ok' | 'danger' | 'i2' =>
  state === 'failed' ? 'danger' : state === 'delivered' ? 'ok' : state === 'cancelled' ? 'i2' : 'warn'

/** What this person may do with a delivery now, the main act first; the server has the last word. */
export const actsOf = ({ delivery }: Brought, { id, role }: Pick<Guide, 'id' | 'role'>): DeliveryAct[] => {
  const inHand = delivery.courier !== undefined && (role === 'manager' || delivery.courier.id === id)
  switch (delivery.state) {
    case 'waiting':
      return ['assign', 'book']
    case 'failed':
      return ['assign', 'book', 'giveBack']
    case 'assigned':
      return inHand ? ['pickUp', 'assign'] : ['assign']
    case 'pickedUp':
      return inHand ? ['deliver', 'fail'] : []
    default:
      return []
  }
}

/** Who brings it: `周敏送`, `达达送`, or nobody yet. */
export const bringer = ({ delivery }: Brought): string =>
  delivery.courier
    ? `${delivery.courier.name}送`
    : delivery.carrier
      ? `${delivery.carrier.name}送`
      : '还没人送'
