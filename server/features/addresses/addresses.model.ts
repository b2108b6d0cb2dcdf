import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { decryptField, encryptField } from '../../kernel/fieldCrypto'
import type { Address } from './addresses.rules'

/** What says who lives where: stored as one encrypted text (TR-2). */
type Personal = Pick<Address, 'name' | 'phone' | 'street' | 'position'>

interface StoredAddress extends Omit<Address, keyof Personal> {
  /** Personal part, encrypted JSON. */
  sealed: string
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
        },
      ],
      version: Number,
      updatedAt: Date,
    },
    { collection: 'addressBooks', versionKey: false },
  ),
)

const seal = ({ name, phone, street, position, ...rest }: Address): StoredAddress => ({
  ...rest,
  sealed: encryptField(JSON.stringify({ name, phone, street, position } satisfies Personal)),
})
const unseal = ({ sealed, ...rest }: StoredAddress): Address => ({
  ...rest,
  ...(JSON.parse(decryptField(sealed)) as Personal),
})

/** A member's addresses, newest first, with the version they were read at (0 = none stored yet). */
export async function findBook(memberId: string): Promise<{ addresses: Address[]; version: number }> {
  const book = await bookModel.findById(memberId).lean<BookDoc>()
  return { addresses: (book?.addresses ?? []).map(unseal), version: book?.version ?? 0 }
}

/** Writes a member's addresses if nobody changed them since `version`. @returns whether it did */
export async function putBook(
  memberId: string,
  version: number,
  addresses: readonly Address[],
): Promise<boolean> {
  const fields = { addresses: addresses.map(seal), version: version + 1, updatedAt: now() }
  if (version > 0)
    return (await bookModel.updateOne({ _id: memberId, version }, { $set: fields })).modifiedCount > 0
  return bookModel.collection.insertOne({ _id: memberId, ...fields } as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )
}
