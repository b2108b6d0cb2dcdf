import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { emit } from '../../kernel/outbox'
import { skuOf } from '../catalog/catalog.service'
import { holdStock, releaseStock, type Held } from '../inventory/inventory.service'
import { findLocation } from '../stores/stores.service'
import { keepSetApart, setApartKey } from './presales.claims'
import { presalesContract, type presaleView } from './presales.contract'
import { presaleOffered } from './presales.events'
import {
  findPresale,
  insertPresale,
  standingPresales,
  writeWithdrawn,
  type PresaleDoc,
} from './presales.model'
import { isInOrder, isPayable, phaseOf } from './presales.rules'

export { claimPresale, dropClaim, keepClaim, takeClaimed } from './presales.claims'
export { findPresale, type PresaleDoc } from './presales.model'
export { isPayable, phaseOf } from './presales.rules'

const fail = failWith(presalesContract.errors)
type Terms = z.output<(typeof presalesContract)['routes']['POST /presales']['body']>

const MOST = 100
/** Pieces are held this long until the offer stands; then without an end. */
const SETTING_UP_MS = 10 * 60_000
const phaseOrder = ['deposit', 'balance', 'coming', 'waiting', 'over']

async function viewOf(it: PresaleDoc): Promise<z.input<typeof presaleView>> {
  const sku = await skuOf(it.skuId)
  const sum = (of: 'quota' | 'left') => it.places.reduce((all, one) => all + one[of], 0)
  return {
    id: it._id,
    skuId: it.skuId,
    spuId: it.spuId,
    deposit: it.deposit,
    worth: it.worth,
    depositFrom: it.depositFrom.toISOString(),
    depositUntil: it.depositUntil.toISOString(),
    balanceFrom: it.balanceFrom.toISOString(),
    balanceUntil: it.balanceUntil.toISOString(),
    readyAt: it.readyAt.toISOString(),
    perMember: it.perMember,
    phase: phaseOf(it, now()),
    name: sku?.name ?? '',
    image: sku?.image ?? '',
    price: sku?.price ?? 0,
    quota: sum('quota'),
    left: sum('left'),
    places: it.places.map(({ locationId, left }) => ({ locationId, left })),
    isWithdrawn: it.withdrawnAt !== undefined,
  }
}

/** Presales that are not over (CA-4): those that take deposits first. */
export async function listPresales(spuId?: string) {
  const presales = await Promise.all((await standingPresales(now(), spuId, MOST)).map(viewOf))
  presales.sort((a, b) => phaseOrder.indexOf(a.phase) - phaseOrder.indexOf(b.phase))
  return { presales }
}

/** @throws presale_not_found */
export async function presaleById(presaleId: string) {
  const found = await findPresale(presaleId)
  if (!found) throw fail('presale_not_found')
  return viewOf(found)
}

async function docOf({ id, places, ...terms }: Terms): Promise<PresaleDoc> {
  const sku = await skuOf(terms.skuId)
  if (!sku) throw fail('sku_not_found')
  for (const { locationId } of places)
    if (!(await findLocation(locationId))) throw fail('location_not_found', { locationId })
  const dates = {
    depositFrom: new Date(terms.depositFrom),
    depositUntil: new Date(terms.depositUntil),
    balanceFrom: new Date(terms.balanceFrom),
    balanceUntil: new Date(terms.balanceUntil),
    readyAt: new Date(terms.readyAt),
  }
  if (!isInOrder(dates) || !isPayable(terms, sku.price)) throw fail('presale_unsound')
  return {
    _id: id,
    ...terms,
    ...dates,
    spuId: sku.spuId,
    places: places.map((it) => ({ ...it, left: it.quota })),
    claims: [],
    taken: {},
    createdAt: now(),
    outbox: [emit(presaleOffered, { presaleId: id })],
  }
}

const termsOf = (it: PresaleDoc): string =>
  JSON.stringify([
    [it.skuId, it.deposit, it.worth, it.perMember],
    [it.depositFrom, it.depositUntil, it.balanceFrom, it.balanceUntil, it.readyAt],
    it.places.map((at) => [at.locationId, at.quota]),
  ])

/**
 * Offers a presale (CA-4): every place sets its quota apart, or none does. The same id with the same terms again is the
 * same offer.
 * @throws presale_unsound, presale_exists, sku_not_found, location_not_found, out_of_stock
 */
export async function offerPresale(terms: Terms) {
  const wanted = await docOf(terms)
  const standing = await findPresale(terms.id)
  if (!standing) {
    await setApart(wanted)
    await insertPresale(wanted)
  }
  const found = (await findPresale(terms.id)) ?? wanted
  if (termsOf(found) !== termsOf(wanted)) throw fail('presale_exists')
  await keepSetApart(terms.id)
  return viewOf(found)
}

/** Holds the quota of each place, or of none. @throws out_of_stock */
async function setApart({ _id, skuId, places }: PresaleDoc): Promise<void> {
  const expiresAt = new Date(now().getTime() + SETTING_UP_MS)
  const done: Held[] = []
  for (const place of places) {
    const wanted = { skuId, locationId: place.locationId, key: setApartKey(_id, place) }
    const held = await holdStock({ ...wanted, quantity: place.quota, source: _id, expiresAt })
    if (held.outcome === 'held') {
      done.push(wanted)
      continue
    }
    for (const other of done) await releaseStock(other, _id)
    throw fail('out_of_stock', { locationId: place.locationId, available: held.available })
  }
}

/** The shop cannot deliver: everybody who paid gets everything back (CA-4). @throws presale_not_found */
export async function withdrawPresale(presaleId: string) {
  await writeWithdrawn(presaleId)
  return presaleById(presaleId)
}
