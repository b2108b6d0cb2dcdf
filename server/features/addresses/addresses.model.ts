import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { decryptField, encryptField } from '../../kernel/fieldCrypto'
import { idsOf, isSame } from '../../kernel/oneId'
import type { Address } from './addresses.rules'

/** What says who lives where: stored as one encrypted text (TR-2). */
type Personal = Pick<Address, 'name' | 'phone' | 'street' | 'position'>

interface StoredAddress extends Omit<Address, keyof Personal> {
  /** Personal part, encrypted JSON. */
  sealed: string
  /** The member they were written for, where that one was merged into the owner of the book (ME-1). */
  from?: string
}

/** All addresses of one member, so that their number and the one default are decided on one document. Shard key: _id. */
interface BookDoc {
  /** The member's id. */
  _id: string
  /** Newest first. */
  addresses: StoredAddress[]
  /** Grows by one with every change. */
  version: number
  updatedAt: Date
  /** Members whose books were taken over into this one when it was written. */
  holds?: string[]
}

const bookModel = model<BookDoc>(
  'AddressBook',
  new Schema<BookDoc>(
    {
      _id: String,
      addresses: [
        {
          _id: false,
          id: String,
          province: String,
          city: String,
          district: String,
          tag: String,
          isDefault: Boolean,
          sealed: String,
          from: String,
        },
      ],
      version: Number,
      updatedAt: Date,
      holds: { type: [String], default: undefined },
    },
    { collection: 'addressBooks', versionKey: false },
  ),
)

const seal = ({ name, phone, street, position, ...rest }: Address): StoredAddress => ({
  ...rest,
  sealed: encryptField(JSON.stringify({ name, phone, street, position } satisfies Personal)),
})
const unseal = ({ sealed, from: _from, ...rest }: StoredAddress): Address => ({
  ...rest,
  ...(JSON.parse(decryptField(sealed)) as Personal),
})

/** A person's addresses as they are read: whose each was, and at which version of the own book. */
interface ReadBook {
  addresses: Address[]
  version: number
  from: ReadonlyMap<string, string>
}

/**
 * A person's addresses, newest first, with the version they were read at (0 = none stored yet). Of who was merged those of
 * each id; parted again, nobody sees the other's.
 */
export async function findBook(memberId: string): Promise<ReadBook> {
  const [own, ...earlier] = idsOf(memberId)
  const books = await bookModel.find({ _id: { $in: [own, ...earlier] } }).lean<BookDoc[]>()
  const bookOf = (id: string) => books.find((it) => it._id === id)
  const { addresses: mine = [], version = 0, holds = [] } = bookOf(own) ?? {}
  const kept = mine.filter((it) => !it.from || isSame(it.from, memberId))
  const hasDefault = kept.some((it) => it.isDefault)
  const held = new Set([...holds, ...earlier.flatMap((id) => bookOf(id)?.holds ?? [])])
  const isTheirs = ({ from }: StoredAddress) => !from || isSame(from, memberId)
  const taken = earlier
    .filter((id) => !held.has(id))
    .flatMap((id) => (bookOf(id)?.addresses ?? []).map((it) => ({ ...it, from: it.from ?? id })))
    .filter(isTheirs)
  const others = taken.map((it, at) => ({
    ...it,
    isDefault: it.isDefault && !hasDefault && isFirstDefault(taken, at),
  }))
  const all: StoredAddress[] = [...kept, ...others]
  return {
    addresses: all.map(unseal),
    version,
    from: new Map(all.flatMap((it) => (it.from ? [[it.id, it.from] as const] : []))),
  }
}
const isFirstDefault = (all: readonly StoredAddress[], at: number) =>
  all.findIndex((it) => it.isDefault) === at

/** Writes a person's addresses if nobody changed them since they were read. @returns whether it did */
export async function putBook(
  memberId: string,
  { version, from }: ReadBook,
  addresses: readonly Address[],
): Promise<boolean> {
  const [own, ...holds] = idsOf(memberId)
  const stored = addresses.map((it): StoredAddress => {
    const of = from.get(it.id)
    return { ...seal(it), ...(of ? { from: of } : {}) }
  })
  const fields = {
    addresses: stored,
    version: version + 1,
    updatedAt: now(),
    ...(holds.length ? { holds } : {}),
  }
  if (version > 0)
    return (await bookModel.updateOne({ _id: own, version }, { $set: fields })).modifiedCount > 0
  return bookModel.collection.insertOne({ _id: own, ...fields } as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )
}
