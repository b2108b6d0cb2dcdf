import type { List } from './handover.rules'

/** The pages of the desk, by the address's hash. */
export type DeskPlace =
  | { page: 'desk'; list: List }
  | { page: 'redeem'; first: 'scan' | 'digits' }
  | { page: 'find' }
  | { page: 'order'; orderId: string }

/** The desk's page that a hash names; undefined for pages that are not the desk's. */
export const placeOf = (hash: string): DeskPlace | undefined => {
  const [page, rest = ''] = hash.split('/')
  if (page === 'desk') return { page, list: rest === 'ship' || rest === 'done' ? rest : 'pickup' }
  if (page === 'redeem') return { page, first: rest === 'digits' ? 'digits' : 'scan' }
  if (page === 'find') return { page }
  if (page === 'order' && rest) return { page, orderId: decodeURIComponent(rest) }
  return undefined
}
