import { wrong } from './contactWays'
import { TEXT_BYTES, within, type Said } from './content'
import type { Core } from './core'
import { textOr, type Body } from './platformApi'
import { refuse } from './refusals'

const MOST_SIGNS = 2000
const MOST_PICTURES = 9
const LINK_TITLE_BYTES = 64
const KINDS = ['image', 'video', 'link']

function partOf(core: Core, attachment: Body, kind: string): Said {
  const part = attachment[kind]
  if (typeof part !== 'object' || part === null) throw wrong(kind)
  const it = part as Body
  if (kind !== 'link') return { kind, text: core.media.openAttachment(textOr(it.media_id), kind).id } as Said
  const title = within('link.title', it.title, LINK_TITLE_BYTES)
  const url = textOr(it.url)
  if (!/^https?:\/\//.test(url)) throw wrong('link.url')
  const { id } = core.media.openAttachment(textOr(it.media_id), 'image')
  return { kind: 'news', card: { title, url, imgUrl: `${core.platformUrl}/wework/media/${id}` } }
}

/**
 * What a moment shows: a text of 2000 signs, and up to 9 pictures, or one video, or one link (platform-apis 3.11.3).
 * @throws 41089 it says nothing, 45002, 41064 too many, 41065 an unknown kind, 40007 no attachment of a moment, 40058
 */
export function momentSaid(core: Core, body: Body): Said[] {
  const text = within('text.content', (body.text as Body | undefined)?.content, TEXT_BYTES)
  if ([...text].length > MOST_SIGNS) throw refuse(45002)
  const attachments = Array.isArray(body.attachments) ? (body.attachments as Body[]) : []
  if (!text && attachments.length === 0) throw refuse(41089)
  const kinds = attachments.map((it) => textOr(it.msgtype))
  if (kinds.some((it) => !KINDS.includes(it))) throw refuse(41065)
  const most = kinds.every((it) => it === 'image') ? MOST_PICTURES : 1
  if (attachments.length > most) throw refuse(41064)
  return [
    ...(text ? [{ kind: 'text' as const, text }] : []),
    ...attachments.map((it, at) => partOf(core, it, kinds[at] ?? '')),
  ]
}
