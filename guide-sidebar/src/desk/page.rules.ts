import type { List } from './handover.rules'
import type { Direction } from './supply/supply.rules'

/** The pages of the desk, by the address's hash. */
export type DeskPlace =
  | { page: 'desk'; list: List }
  | { page: 'redeem'; first: 'scan' | 'digits' }
  | { page: 'find' }
  | { page: 'numbers' }
  | { page: 'order'; orderId: string }
  /** With a member: goods to order for them. */
  | { page: 'stock'; memberId?: string }
  | { page: 'sku'; skuId: string; memberId?: string; pieces?: number }
  | { page: 'transfers'; direction: Direction }
  | { page: 'transfer'; transferId: string }
  | { page: 'alerts' }
  | { page: 'tasks'; list: 'open' | 'done' }
  | { page: 'follow-ups'; list: 'mine' | 'store' | 'settled' }
  | { page: 'deliveries' }
  | { page: 'delivery'; deliveryId: string }
  | { page: 'appointments'; day?: string }
  | { page: 'events' }
  | { page: 'event'; eventId: string; list: 'guests' | 'photos' }
  | { page: 'check-in'; first: 'scan' | 'digits' }
  | { page: 'chains' }
  | { page: 'chain'; chainId: string }
  /** With the WeCom group it is opened for. */
  | { page: 'chain-new'; chatId?: string }
  | { page: 'mass' }
  | { page: 'mass-new' }
  | { page: 'mass-message'; messageId: string }
  | { page: 'sales' }
  | { page: 'takeovers' }
  | { page: 'word-hits' }
  | { page: 'moments' }
  | { page: 'moment-new' }
  | { page: 'moment'; momentId: string }
  | { page: 'exercises' }
  | { page: 'exercise'; flow: 'redeem' | 'scripts' }
  | { page: 'takeover'; takeoverId: string }
  | { page: 'takeover-new'; guideId: string }
  | { page: 'pos'; posOrderId: string }

const supplyPlace = (
  page: string,
  [first = '', second = '', third = '']: string[],
): DeskPlace | undefined => {
  switch (page) {
    case 'stock':
      return first ? { page, memberId: first } : { page }
    case 'sku':
      if (!first) return undefined
      return {
        page,
        skuId: first,
        ...(second ? { memberId: second } : {}),
        ...(/^\d{1,4}$/.test(third) ? { pieces: Number(third) } : {}),
      }
    case 'transfers':
      return { page, direction: first === 'out' ? 'out' : 'in' }
    case 'transfer':
      return first ? { page, transferId: first } : undefined
    case 'tasks':
      return { page, list: first === 'done' ? 'done' : 'open' }
    case 'appointments':
      return /^\d{4}-\d\d-\d\d$/.test(first) ? { page, day: first } : { page }
    case 'delivery':
      return first ? { page, deliveryId: first } : undefined
    case 'pos':
      return first ? { page, posOrderId: first } : undefined
    case 'alerts':
    case 'deliveries':
    case 'sales':
      return { page }
    default:
      return undefined
  }
}

const eventPlace = (page: string, [first = '', second = '']: string[]): DeskPlace | undefined => {
  switch (page) {
    case 'events':
      return { page }
    case 'event':
      return first ? { page, eventId: first, list: second === 'photos' ? second : 'guests' } : undefined
    case 'chains':
      return { page }
    case 'chain':
      return first ? { page, chainId: first } : undefined
    case 'chain-new':
      return first ? { page, chatId: first } : { page }
    case 'takeovers':
    case 'word-hits':
    case 'exercises':
      return { page }
    case 'exercise':
      return first === 'redeem' || first === 'scripts' ? { page, flow: first } : undefined
    case 'takeover':
      return first ? { page, takeoverId: first } : undefined
    case 'takeover-new':
      return first ? { page, guideId: first } : undefined
    case 'moments':
      if (first === 'new') return { page: 'moment-new' }
      return first ? { page: 'moment', momentId: first } : { page }
    case 'mass':
      if (first === 'new') return { page: 'mass-new' }
      return first ? { page: 'mass-message', messageId: first } : { page }
    case 'check-in':
      return { page, first: first === 'digits' ? first : 'scan' }
    default:
      return undefined
  }
}

/** The desk's page that a hash names; undefined for pages that are not the desk's. */
export const placeOf = (hash: string): DeskPlace | undefined => {
  const [page = '', ...parts] = hash.split('/').map(decodeURIComponent)
  const [rest = ''] = parts
  if (page === 'desk') return { page, list: rest === 'ship' || rest === 'done' ? rest : 'pickup' }
  if (page === 'redeem') return { page, first: rest === 'digits' ? 'digits' : 'scan' }
  if (page === 'find' || page === 'numbers') return { page }
  if (page === 'follow-ups') return { page, list: rest === 'store' || rest === 'settled' ? rest : 'mine' }
  if (page === 'order' && rest) return { page, orderId: rest }
  return eventPlace(page, parts) ?? supplyPlace(page, parts)
}
