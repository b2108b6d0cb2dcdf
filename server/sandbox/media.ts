import type { SandboxClock } from './clock'
import { refuse } from './refusals'

const DAYS_3_MS = 3 * 86_400_000
const MB = 1_048_576
const LEAST_BYTES = 5

export const MEDIA_KINDS = ['image', 'voice', 'video', 'file'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]
const MOST: Record<MediaKind, number> = { image: 10 * MB, voice: 2 * MB, video: 10 * MB, file: 20 * MB }
export const UPLOADIMG_BYTES = 2 * MB

export type Upload = { name: string; bytes: Buffer }
type Media = Upload & { id: string; kind: MediaKind; at: number; isAttachment?: true }

const begins = (bytes: Buffer, ...signs: number[]) => signs.every((sign, at) => bytes[at] === sign)
/** What a picture is by its first bytes; WeCom takes no other kinds. */
export const pictureType = (bytes: Buffer): 'image/png' | 'image/jpeg' | undefined => {
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47)) return 'image/png'
  return begins(bytes, 0xff, 0xd8, 0xff) ? 'image/jpeg' : undefined
}

/** @throws 44001 empty, 40009 too small or too large, 40004 no picture */
export function mustBePicture({ bytes }: Upload, most: number) {
  if (bytes.length === 0) throw refuse(44001)
  if (bytes.length <= LEAST_BYTES) throw refuse(40009)
  if (bytes.length > most) throw refuse(40009)
  if (!pictureType(bytes)) throw refuse(40004)
}

/** Files apps have uploaded (platform-apis 3.11.5): media ids die after 3 days, pictures by address never. */
export function createMedia({ clock, random }: { clock: SandboxClock; random: (label: string) => string }) {
  const files = new Map<string, Media>()
  const pictures = new Map<string, Buffer>()
  return {
    /** @throws 40004, 40009, 44001 */
    keep(kind: MediaKind, upload: Upload): Media {
      if (kind === 'image') mustBePicture(upload, MOST.image)
      else if (upload.bytes.length <= LEAST_BYTES || upload.bytes.length > MOST[kind]) throw refuse(40009)
      const media = { ...upload, kind, id: random('media'), at: clock.now() }
      files.set(media.id, media)
      return media
    },
    /** An attachment of moments: other uploads cannot stand in for it. @throws 41080, 40004, 40009, 44001 */
    keepAttachment(kind: 'image' | 'video', upload: Upload): Media {
      if (upload.bytes.length > MOST[kind]) throw refuse(41080)
      const media = { ...this.keep(kind, upload), isAttachment: true as const }
      files.set(media.id, media)
      return media
    },
    /** @throws 40007 unknown, no attachment, of another kind, or older than 3 days */
    openAttachment(id: string, kind: string): Media {
      const found = this.open(id)
      if (!found.isAttachment || found.kind !== kind) throw refuse(40007)
      return found
    },
    /** @throws 40007 unknown, of another kind, or older than 3 days */
    open(id: string, kind?: MediaKind): Media {
      const found = files.get(id)
      if (!found || clock.now() - found.at > DAYS_3_MS || (kind && found.kind !== kind)) throw refuse(40007)
      return found
    },
    /** The name a picture is found by for ever. */
    publish(bytes: Buffer): string {
      const name = random('picture').slice(0, 24)
      pictures.set(name, bytes)
      return name
    },
    picture: (name: string) => pictures.get(name),
    reset() {
      files.clear()
      pictures.clear()
    },
  }
}
