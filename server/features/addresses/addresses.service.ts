import type { z } from 'zod'
import { failWith } from '../../kernel/errors'
import { maskPhone } from '../../kernel/fieldCrypto'
import { newId } from '../../kernel/ids'
import { pause } from '../../kernel/pause'
import { addressesContract } from './addresses.contract'
import { findBook, putBook } from './addresses.model'
import { added, changed, removed, sorted, type Address } from './addresses.rules'

export type { Address } from './addresses.rules'

const fail = failWith(addressesContract.errors)
type Routes = (typeof addressesContract)['routes']
type Stated = z.output<Routes['POST /addresses']['body']>
type Patch = z.output<Routes['PATCH /addresses/:addressId']['body']>

const MAX_TRIES = 30

/** Decides on the book as read and writes it on that version; again when somebody was faster. @throws address_busy */
async function change(memberId: string, decide: (book: Address[]) => Address[]): Promise<Address[]> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const book = await findBook(memberId)
    const after = decide(book.addresses)
    if (await putBook(memberId, book, after)) return after
    await pause(Math.random() * 4 * Math.min(tries, 10))
  }
  throw fail('address_busy')
}

function mustFind(book: readonly Address[], addressId: string): Address {
  const found = book.find((it) => it.id === addressId)
  if (!found) throw fail('address_not_found')
  return found
}

/** All addresses of a member in full, the default first: for the member alone. */
export const addressesOf = async (memberId: string): Promise<Address[]> =>
  sorted((await findBook(memberId)).addresses)

/** One address of a member in full, for the member and for delivering to it; undefined when it is not theirs (OR-1). */
export const addressOf = async (memberId: string, addressId: string): Promise<Address | undefined> =>
  (await findBook(memberId)).addresses.find((it) => it.id === addressId)

/** @throws addresses_full, address_busy */
export async function addAddress(memberId: string, stated: Stated): Promise<Address> {
  const fresh: Address = { id: newId('adr'), ...stated }
  const after = await change(memberId, (book) => {
    const all = added(book, fresh)
    if (!all) throw fail('addresses_full')
    return all
  })
  return mustFind(after, fresh.id)
}

/** @throws address_not_found, address_busy */
export async function changeAddress(memberId: string, addressId: string, patch: Patch): Promise<Address> {
  const after = await change(
    memberId,
    (book) => changed(book, { ...mustFind(book, addressId), ...patch }) ?? book,
  )
  return mustFind(after, addressId)
}

/** @throws address_not_found, address_busy */
export async function removeAddress(memberId: string, addressId: string): Promise<void> {
  await change(memberId, (book) => {
    const rest = removed(book, addressId)
    if (!rest) throw fail('address_not_found')
    return rest
  })
}

/** An address as staff lists show it (TR-2): `王**`, `138****6021`; the place itself is what they deliver to. */
export const maskAddress = (it: Address): Address => ({
  ...it,
  name: `${[...it.name][0] ?? ''}**`,
  phone: maskPhone(it.phone),
})
