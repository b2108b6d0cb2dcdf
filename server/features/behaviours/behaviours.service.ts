import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { limiter } from '../../kernel/limits'
import { skuOf } from '../catalog/catalog.service'
import { memberForStaff } from '../members/members.service'
import type { behavioursContract } from './behaviours.contract'
import { behavioursOf, insertBehaviour } from './behaviours.model'

type Told = z.output<(typeof behavioursContract)['routes']['POST /behaviours']['body']>['behaviours']

/** Shoppers of one shop's Wi-Fi share an address: this counts by member. */
const count = limiter('behaviours.member', { points: 60, seconds: 60, scope: 'local' })

/**
 * Writes what a member did, each once; nothing of a member who has not agreed to it, nor of goods that are not sold (CD-1).
 * @throws too_many_requests above 60 calls a minute
 */
export async function noteBehaviours(memberId: string, told: Told): Promise<void> {
  await count(memberId)
  const member = await memberForStaff(memberId)
  if (!member?.consents.personalised) return
  const at = now()
  await Promise.all(
    told.map(async ({ id, kind, skuId }) => {
      const sku = await skuOf(skuId)
      if (sku)
        await insertBehaviour({ _id: `${memberId}/${id}`, memberId, kind, skuId, spuId: sku.spuId, at })
    }),
  )
}

const MOST_READ = 200

/** Goods a member looked at since an instant, the latest first: each with the SKU seen last, how often, and when last. */
export async function lookedAt(memberId: string, since: Date) {
  const goods = new Map<string, { skuId: string; times: number; lastAt: Date }>()
  for (const { spuId, skuId, at } of await behavioursOf(memberId, since, MOST_READ)) {
    const seen = goods.get(spuId)
    if (seen) seen.times += 1
    else goods.set(spuId, { skuId, times: 1, lastAt: at })
  }
  return [...goods.values()]
}
