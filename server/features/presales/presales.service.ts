import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { closeAllotment, findAllotments, openAllotment } from '../allotments/allotments.service'
import { skuOf } from '../catalog/catalog.service'
import { findLocation } from '../stores/stores.service'
import { presalesContract, type presaleView } from './presales.contract'
import {
  findPresale as find,
  insertPresale,
  standingPresales,
  writeWithdrawn,
  type PresaleDoc,
} from './presales.model'
import { isInOrder, isPayable, phaseOf } from './presales.rules'

export { isPayable, phaseOf } from './presales.rules'

const fail = failWith(presalesContract.errors)
type Terms = z.output<(typeof presalesContract)['routes']['POST /presales']['body']>

const MOST = 100
const phaseOrder = ['deposit', 'balance', 'coming', 'waiting', 'over']

/** An offer with what is left of its quota. */
export interface Presale extends PresaleDoc {
  places: { locationId: string; quota: number; left: number }[]
}

async function withPlaces(offers: readonly PresaleDoc[]): Promise<Presale[]> {
  const stocks = await findAllotments(offers.map((it) => it._id))
  const placesOf = new Map(stocks.map((it) => [it._id, it.places]))
  return offers.map((it) => ({ ...it, places: placesOf.get(it._id) ?? [] }))
}

/** An offer with what is left of its quota; null when there is none. */
export async function findPresale(presaleId: string): Promise<Presale | null> {
  const found = await find(presaleId)
  return found && ((await withPlaces([found]))[0] ?? null)
}

async function viewOf(it: Presale): Promise<z.input<typeof presaleView>> {
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
  const presales = await Promise.all(
    (await withPlaces(await standingPresales(now(), spuId, MOST))).map(viewOf),
  )
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
    createdAt: now(),
    outbox: [],
  }
}

const termsOf = (it: PresaleDoc): string =>
  JSON.stringify([
    [it.skuId, it.deposit, it.worth, it.perMember],
    [it.depositFrom, it.depositUntil, it.balanceFrom, it.balanceUntil, it.readyAt],
  ])

/**
 * Offers a presale (CA-4): every place sets its quota apart, or none does. The same id with the same terms again is the
 * same offer.
 * @throws presale_unsound, presale_exists, sku_not_found, location_not_found, out_of_stock
 */
export async function offerPresale(terms: Terms) {
  const wanted = await docOf(terms)
  const standing = await find(terms.id)
  if (standing && termsOf(standing) !== termsOf(wanted)) throw fail('presale_exists')
  const stock = await openAllotment({
    id: terms.id,
    places: terms.places.map((it) => ({ ...it, skuId: terms.skuId })),
    perMember: terms.perMember,
    until: wanted.balanceUntil,
  })
  if (stock.outcome === 'exists') throw fail('presale_exists')
  if (stock.outcome === 'out_of_stock')
    throw fail('out_of_stock', { locationId: stock.locationId, available: stock.available })
  await insertPresale(wanted)
  const found = await findPresale(terms.id)
  if (!found || termsOf(found) !== termsOf(wanted)) throw fail('presale_exists')
  return viewOf(found)
}

/** The shop cannot deliver: everybody who paid gets everything back (CA-4). @throws presale_not_found */
export async function withdrawPresale(presaleId: string) {
  if (await find(presaleId)) await closeAllotment(presaleId)
  await writeWithdrawn(presaleId)
  return presaleById(presaleId)
}
