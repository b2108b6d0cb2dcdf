import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { shanghai } from '../../kernel/shanghai'
import { refusalBy } from '../../integrations/http'
import { pictureInUse, storeOfCodeInUse } from '../channelCodes/channelCodes.service'
import { describeStore, findStores, storesAround } from '../stores/stores.service'
import { nearestGuidesContract } from './nearestGuides.contract'
import { countShown } from './nearestGuides.model'
import { leadTo } from './nearestGuides.rules'
import { knownOf, standOf, type Known } from './nearestGuides.stands'

export { chainPicture, resultsOf } from './nearestGuides.console'

const fail = failWith(nearestGuidesContract.errors)
type Point = [number, number]
type Query = z.output<(typeof nearestGuidesContract)['routes']['GET /nearest-guide']['query']>

/** Stores looked at first, and then, while none of them can be led to. */
const REACHES = [30, 300, Infinity]
const MOST_PASSED = 3
const MOST_OTHERS = 6
/** Of a city, or found by words. */
const MOST_LISTED = 50

const ledOf = (it: Known) => {
  if (!it.codeId) throw new Error(`store ${it.store.id} is led to without a code`)
  const { guides, codeId } = it
  return { ...standOf(it), guides, codeId, picture: `/api/nearest-guide/codes/${codeId}/qr` }
}

function answerOf(known: readonly Known[]) {
  const { led, passed, next, others } = leadTo(known)
  return {
    ...(led ? { led: ledOf(led) } : {}),
    passed: passed.slice(0, MOST_PASSED).map(standOf),
    ...(next ? { next: { ...standOf(next.of), opensAt: next.opensAt } } : {}),
    others: others.slice(0, MOST_OTHERS).map(standOf),
  }
}

async function aroundOf(from: Point) {
  for (const reach of REACHES) {
    const stores = await storesAround(from, reach, now())
    const known = await knownOf(stores)
    if (leadTo(known).led || stores.length < reach) return answerOf(known)
  }
  throw new Error('no reach was the last')
}

/** The stores of a city or found by words, to choose one; nobody is led where nobody knows where they are. */
async function listed({ city, q }: Pick<Query, 'city' | 'q'>, from: Point | undefined) {
  const search = { ...(city ? { city } : {}), ...(q ? { q } : {}), ...(from ? { from } : {}) }
  const { stores } = await findStores({ ...search, limit: MOST_LISTED, offset: 0 })
  return { passed: [], others: (await knownOf(stores)).map(standOf) }
}

/**
 * Where somebody who scanned the chain's code is led to (GU-6b).
 * @throws city_not_found, store_not_found, place_missing
 */
export async function leadToGuide({ lng, lat, storeId, city, q }: Query) {
  const from: Point | undefined = lng === undefined || lat === undefined ? undefined : [lng, lat]
  if (storeId) return answerOf(await knownOf([await describeStore(storeId, from)]))
  if (city || q) return listed({ city, q }, from)
  if (!from) throw fail('place_missing')
  return aroundOf(from)
}

/** @throws guide_code_not_in_use, platform_unavailable */
export async function guideCodePicture(codeId: string): Promise<Buffer> {
  const picture = await pictureInUse(codeId).catch((error: unknown) => {
    throw refusalBy(error, () => fail('platform_unavailable'))
  })
  if (!picture) throw fail('guide_code_not_in_use')
  return picture
}

/** Counts that a code was shown (OP-4). @throws guide_code_not_in_use */
export async function noteShown(codeId: string): Promise<void> {
  const storeId = await storeOfCodeInUse(codeId)
  if (!storeId) throw fail('guide_code_not_in_use')
  await countShown(storeId, shanghai(now()).date)
}
