import type { Api } from '../../../server/api'
import { call } from '../api/call'
import { platform } from '../platform'
import { isDelivery } from './words'
import type { Way } from './types'

type Template = Api['GET /subscribe-templates']['response']['templates'][number]

let templates: Template[] | undefined
let asking: Promise<void> | undefined

/** Reads the templates ahead of the tap: WeChat's question has to follow a tap at once, not an answer of the server. */
export const prepareMessages = (): void => {
  if (templates || asking) return
  asking = call('GET /subscribe-templates')
    .then(
      (it) => void (templates = it.templates),
      () => undefined,
    )
    .finally(() => (asking = undefined))
}

const KINDS: Record<'collected' | 'brought' | 'deposit', Template['kind'][]> = {
  collected: ['pickup', 'reminder', 'refund'],
  brought: ['shipped', 'refund'],
  deposit: ['balance', 'refund'],
}
const TEAM: Template['kind'][] = ['teamFormed', 'teamFailed']

/** Asks whether messages of these kinds may be sent once each. Call it from a tap; without templates it asks nothing. */
export const askMessages = (kinds: readonly Template['kind'][]): Promise<void> =>
  platform.askMessages((templates ?? []).filter((it) => kinds.includes(it.kind)).map((it) => it.id))

/**
 * Asks for the messages about an order that is got this way: of a deposit that is about to be paid those about its balance,
 * of a seat in a team also how the team ends. At most five, as WeChat takes.
 */
export const askOrderMessages = (way: Way, about?: 'deposit' | 'team'): Promise<void> => {
  if (about === 'deposit') return askMessages(KINDS.deposit)
  const kinds = KINDS[isDelivery(way) ? 'brought' : 'collected']
  return askMessages(about === 'team' ? [...kinds, ...TEAM] : kinds)
}
