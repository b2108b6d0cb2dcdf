import { createHash } from 'node:crypto'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { momentsContract } from './moments.contract'
import { findPicture, putPicture } from './moments.model'
import { pictureKind } from './moments.rules'

const fail = failWith(momentsContract.errors)
const MOST_BYTES = 700_000

export const pictureUrl = (id: string): string => `/api/moment-pictures/${id}`

/** Keeps a picture for moments; the same bytes are the same picture. @throws moment_picture_invalid */
export async function keepPicture(base64: string) {
  const bytes = Buffer.from(base64, 'base64')
  const kind = bytes.length <= MOST_BYTES ? pictureKind(bytes) : undefined
  if (!kind) throw fail('moment_picture_invalid')
  const id = `mpi_${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}`
  await putPicture({ _id: id, kind, bytes, madeAt: now() })
  return { id, url: pictureUrl(id) }
}

/** @throws moment_picture_not_found */
export async function pictureOf(id: string): Promise<Buffer> {
  const found = await findPicture(id)
  if (!found) throw fail('moment_picture_not_found')
  return found.bytes
}
