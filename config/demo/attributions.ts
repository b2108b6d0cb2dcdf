import type { importAttributions } from '../../server/features/attributions/attributions.service'
import { addDays, instantOf } from './days'
import { randomOf } from './random'
import type { DemoChain } from './types'

type Row = Parameters<typeof importAttributions>[0][number]

/** So far back the numbers of guides look (GU-5). */
const HISTORY_DAYS = 90

/** What members with a guide bought online of late, as the guide's: through a card, or as their customer (GU-6). */
export function buildAttributions(chain: DemoChain): Row[] {
  const random = randomOf(chain.seed, 'attributions')
  const stores = new Map(chain.guides.map((it) => [it.id, it.storeId]))
  const since = instantOf(addDays(chain.day, -HISTORY_DAYS), 0)
  return chain.members.flatMap(({ id: memberId, guideId, visits }) => {
    const storeId = guideId && stores.get(guideId)
    if (!storeId) return []
    return visits
      .filter((it) => it.channel === 'online' && it.kind === 'purchase' && it.at >= since)
      .map(({ id, amount, at }): Row => ({
        _id: `ord_${id.slice(4)}`,
        guideId,
        storeId,
        memberId,
        reason: random.chance(0.4) ? 'card' : 'bound',
        amount,
        refunded: random.chance(0.05) ? amount : 0,
        at: new Date(at),
      }))
  })
}
