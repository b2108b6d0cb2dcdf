import type { z } from 'zod'
import type { address } from './addresses.contract'

export type Address = z.infer<typeof address>

/** Addresses a member may keep. */
export const MOST_ADDRESSES = 20

/** A member's addresses, newest first; at most one is the default. */
export type Book<A> = readonly A[]
interface Listed {
  id: string
  isDefault: boolean
}

const onlyDefault = <A extends Listed>(book: Book<A>, id: string): A[] =>
  book.map((it) => ({ ...it, isDefault: it.id === id }))

/** The book with a new address, or undefined when it is full; the first address is the default whatever it says. */
export function added<A extends Listed>(book: Book<A>, fresh: A): A[] | undefined {
  if (book.length >= MOST_ADDRESSES) return undefined
  const all = [fresh, ...book]
  return fresh.isDefault || !book.length ? onlyDefault(all, fresh.id) : all
}

/** The book with an address replaced, or undefined when it is not there; a new default ends the one before. */
export function changed<A extends Listed>(book: Book<A>, to: A): A[] | undefined {
  if (!book.some((it) => it.id === to.id)) return undefined
  const all = book.map((it) => (it.id === to.id ? to : it))
  return to.isDefault ? onlyDefault(all, to.id) : all
}

/** The book without an address, or undefined when it is not there; after a default the newest one takes over. */
export function removed<A extends Listed>(book: Book<A>, id: string): A[] | undefined {
  const gone = book.find((it) => it.id === id)
  if (!gone) return undefined
  const rest = book.filter((it) => it.id !== id)
  const [newest] = rest
  return gone.isDefault && newest ? onlyDefault(rest, newest.id) : rest
}

/** The default first, the others as they are. */
export const sorted = <A extends Listed>(book: Book<A>): A[] => [
  ...book.filter((it) => it.isDefault),
  ...book.filter((it) => !it.isDefault),
]
