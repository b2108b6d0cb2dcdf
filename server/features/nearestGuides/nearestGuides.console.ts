import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { addDays, shanghai } from '../../kernel/shanghai'
import { refusalBy } from '../../integrations/http'
import { createWxacode } from '../../integrations/wechat/wechat'
import { friendsByStore } from '../channelCodes/channelCodes.service'
import { reaches } from '../operators/operators.service'
import { findStores } from '../stores/stores.service'
import { nearestGuidesContract } from './nearestGuides.contract'
import { shownBy } from './nearestGuides.model'
import { knownOf, standOf } from './nearestGuides.stands'

const fail = failWith(nearestGuidesContract.errors)
type Operator = CallerOf<(typeof nearestGuidesContract)['routes']['GET /console/nearest-guide']>

const DAYS_SHOWN = 14
const MOST_STORES = 200
/** px; large enough for a poster's print. */
const PRINT_WIDTH = 1280

const sum = (of: Iterable<number>): number => [...of].reduce((all, it) => all + it, 0)

/** What comes of the chain's one code, of the stores somebody answers for (GU-6b, OP-4). */
export async function resultsOf(caller: Operator) {
  const isAll = caller.kind === 'machine' || reaches(caller, undefined)
  const own = isAll ? undefined : (caller.storeIds ?? [])
  const last = shanghai(now()).date
  const since = addDays(last, 1 - DAYS_SHOWN)
  const [{ stores: all }, shown, shownDays, friends] = await Promise.all([
    findStores({ limit: Infinity, offset: 0 }),
    shownBy('storeId', own),
    shownBy('day', own, since),
    friendsByStore(own, since),
  ])
  const known = await knownOf(own ? all.filter((it) => own.includes(it.id)) : all)
  const counted = known.map((it) => ({
    it,
    shown: shown.get(it.store.id) ?? 0,
    friends: friends.stores.get(it.store.id)?.friends ?? 0,
  }))
  return {
    covered: known.filter((it) => it.hasCode && it.onDuty > 0).length,
    total: known.length,
    shown: { total: sum(shown.values()), today: shownDays.get(last) ?? 0 },
    friends: {
      total: sum([...friends.stores.values()].map((it) => it.friends)),
      today: sum([...friends.stores.values()].map((it) => it.today)),
    },
    days: Array.from({ length: DAYS_SHOWN }, (_, nth) => addDays(since, nth)).map((day) => ({
      ...{ day, shown: shownDays.get(day) ?? 0, friends: friends.days.get(day) ?? 0 },
    })),
    stores: counted
      .filter((one) => one.it.hasCode || one.shown > 0 || one.friends > 0)
      .sort((a, b) => b.shown - a.shown || b.friends - a.friends)
      .slice(0, MOST_STORES)
      .map(({ it, ...counts }) => {
        const { store, standing, text } = standOf(it)
        return { storeId: store.id, name: store.name, city: store.city, standing, text, ...counts }
      }),
  }
}

/** The code to print: a mini-program code that asks for the nearest guide (ST-5). @throws platform_unavailable */
export const chainPicture = (): Promise<Buffer> =>
  createWxacode({ scene: 'n=1', page: 'pages/home/index', width: PRINT_WIDTH }).catch((error: unknown) => {
    throw refusalBy(error, () => fail('platform_unavailable'))
  })
