import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import { skuIdsOf, skuOf } from '../catalog/catalog.service'
import { choicesOf } from '../guideCards/guideCards.service'
import { mustBeSayable } from '../wordChecks/wordChecks.service'
import { outfitsContract } from './outfits.contract'
import {
  changeOutfit,
  countOutfits,
  deleteOutfit,
  findOutfit,
  insertOutfit,
  outfitsFor,
  type OutfitDoc,
  type OutfitItem,
} from './outfits.model'
import { likest } from './outfits.rules'

const fail = failWith(outfitsContract.errors)
type Routes = (typeof outfitsContract)['routes']
type Staff = CallerOf<Routes['GET /outfits']>
type Asked = z.output<Routes['POST /outfits']['body']>
type Shown = z.input<Routes['POST /outfits']['response']>
type Whose = Shown['whose']

const MOST_SHOWN = 200
const MOST_OWN = 50
const MOST_OTHERS = 6
const ORDER: Whose[] = ['mine', 'store', 'chain']

const whoseOf = ({ guideId, storeId }: OutfitDoc): Whose => (storeId ? 'store' : guideId ? 'mine' : 'chain')

/** Their maker changes own ones, managers those of their store, nobody here the chain's. */
const mayChange = (it: OutfitDoc, { kind, guideId, storeId }: Staff): boolean =>
  it.storeId ? kind === 'manager' && it.storeId === storeId : it.guideId === guideId

/** Whether the caller can use it at all. */
const isSeen = (it: OutfitDoc, { guideId, storeId }: Staff): boolean =>
  it.storeId ? it.storeId === storeId : !it.guideId || it.guideId === guideId

/** Outfits with what the caller's store has of their pieces, and else of the same goods in other sizes. */
async function show(outfits: readonly OutfitDoc[], caller: Staff): Promise<Shown[]> {
  const pieces = outfits.flatMap((it) => it.items)
  const spus = [...new Set(pieces.map((it) => it.spuId))]
  const ofSpu = new Map(await Promise.all(spus.map(async (it) => [it, await skuIdsOf(it)] as const)))
  const choices = await choicesOf(
    [...pieces.map((it) => it.skuId), ...[...ofSpu.values()].flat()],
    caller.storeId,
  )
  const byId = new Map(choices.map((it) => [it.skuId, it]))
  const showItem = ({ skuId, spuId, name, optionText, image }: OutfitItem) => {
    const goods = byId.get(skuId)
    const siblings = goods && goods.here > 0 ? [] : (ofSpu.get(spuId) ?? [])
    const others = siblings.flatMap((it) => (it === skuId ? [] : (byId.get(it) ?? [])))
    return {
      ...{ skuId, name, optionText, image },
      ...(goods ? { goods } : {}),
      others: likest(
        { optionText },
        others.filter((it) => it.here > 0),
        MOST_OTHERS,
      ),
    }
  }
  return outfits.map((it) => ({
    id: it._id,
    name: it.name,
    ...(it.note ? { note: it.note } : {}),
    whose: whoseOf(it),
    mayChange: mayChange(it, caller),
    version: it.version,
    items: it.items.map(showItem),
  }))
}

async function showOne(it: OutfitDoc, caller: Staff): Promise<Shown> {
  const [shown] = await show([it], caller)
  if (!shown) throw new Error(`${it._id} is not shown`)
  return shown
}

/** What the caller can use (GU-3): own ones first, then the store's and the chain's. */
export async function listOutfits(caller: Staff): Promise<{ outfits: Shown[] }> {
  const outfits = await show(await outfitsFor(caller.guideId, caller.storeId, MOST_SHOWN), caller)
  return { outfits: outfits.sort((a, b) => ORDER.indexOf(a.whose) - ORDER.indexOf(b.whose)) }
}

/**
 * What is written of what was asked. Pieces that were in the outfit before stay, also when they are sold no more.
 * @throws outfit_share_forbidden, sku_not_found, words_refused
 */
async function written(
  { name, note, skuIds, isShared }: Omit<Asked, 'key'>,
  caller: Staff,
  before: readonly OutfitItem[] = [],
) {
  if (isShared && caller.kind !== 'manager') throw fail('outfit_share_forbidden')
  const items = await Promise.all(
    skuIds.map(async (id) => {
      const sku = await skuOf(id)
      const kept = before.find((it) => it.skuId === id)
      if (!sku && !kept) throw fail('sku_not_found')
      if (!sku) return kept as OutfitItem
      const { skuId, spuId, name: title, optionText, image } = sku
      return { skuId, spuId, name: title, optionText, image }
    }),
  )
  await mustBeSayable([name, note].filter(Boolean).join('\n'), caller, 'bag')
  return { name, items, ...(note ? { note } : {}), ...(isShared ? { storeId: caller.storeId } : {}) }
}

/** Keeps an outfit; the same key again is the same. @throws as `written`, outfit_limit */
export async function addOutfit({ key, ...asked }: Asked, caller: Staff): Promise<Shown> {
  const { guideId } = caller
  const _id = keyedId('oft', guideId, key)
  const known = await findOutfit(_id)
  if (known) return showOne(known, caller)
  if ((await countOutfits(guideId)) >= MOST_OWN) throw fail('outfit_limit')
  const outfit = { _id, guideId, ...(await written(asked, caller)), version: 1, createdAt: now() }
  await insertOutfit(outfit)
  return showOne((await findOutfit(_id)) ?? outfit, caller)
}

/** An outfit the caller may change. @throws outfit_not_found for what the caller does not see, outfit_not_yours */
async function changeable(outfitId: string, caller: Staff): Promise<OutfitDoc> {
  const outfit = await findOutfit(outfitId)
  if (!outfit || !isSeen(outfit, caller)) throw fail('outfit_not_found')
  if (!mayChange(outfit, caller)) throw fail('outfit_not_yours')
  return outfit
}

/** Changes an outfit as it was read. @throws as `changeable` and `written`, outfit_changed */
export async function putOutfit(
  outfitId: string,
  { version, ...asked }: z.output<Routes['PUT /outfits/:outfitId']['body']>,
  caller: Staff,
): Promise<Shown> {
  const { items } = await changeable(outfitId, caller)
  const changed = await changeOutfit(outfitId, version, await written(asked, caller, items))
  if (!changed) throw fail('outfit_changed')
  return showOne(changed, caller)
}

/** Deletes an outfit as it was read. @throws as `changeable`, outfit_changed */
export async function dropOutfit(outfitId: string, version: number, caller: Staff): Promise<void> {
  await changeable(outfitId, caller)
  if (!(await deleteOutfit(outfitId, version))) throw fail('outfit_changed')
}

/** Writes outfits, of a guide or the chain's (import, demo chain); those that are there stay as they are. */
export async function importOutfits(
  rows: readonly (Pick<OutfitDoc, '_id' | 'guideId' | 'name' | 'note' | 'createdAt'> & {
    skuIds: string[]
  })[],
): Promise<void> {
  for (const { skuIds, ...rest } of rows) {
    const items = await Promise.all(skuIds.map((it) => skuOf(it)))
    await insertOutfit({
      ...rest,
      items: items.flatMap((it) =>
        it
          ? [{ skuId: it.skuId, spuId: it.spuId, name: it.name, optionText: it.optionText, image: it.image }]
          : [],
      ),
      version: 1,
    })
  }
}
