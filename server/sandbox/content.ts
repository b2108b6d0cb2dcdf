import type { Message } from './chats'
import { wrong } from './contactWays'
import type { Core } from './core'
import { textOr, type Body } from './platformApi'
import { refuse, type PlatformRefusal } from './refusals'

const KINDS = new Set(['image', 'video', 'file', 'link', 'miniprogram'])
const MOST_ATTACHMENTS = 9
export const TEXT_BYTES = 4000
const CARD_TITLE_BYTES = 64
const LINK_TITLE_BYTES = 128
const LINK_TEXT_BYTES = 512

/** What one part of a message puts into a chat. */
export type Said = Pick<Message, 'kind' | 'text' | 'card' | 'broken'>

export const within = (field: string, value: unknown, most: number): string => {
  const text = textOr(value)
  if (Buffer.byteLength(text) > most) throw refuse(45002, `content size out of limit: ${field}`)
  return text
}
const partOf = (attachment: Body, kind: string): Body => {
  const part = attachment[kind]
  if (typeof part !== 'object' || part === null) throw wrong(kind)
  return part as Body
}

function linkOf(link: Body): Said {
  const title = within('link.title', link.title, LINK_TITLE_BYTES)
  const desc = within('link.desc', link.desc, LINK_TEXT_BYTES)
  const [url, imgUrl] = [textOr(link.url), textOr(link.picurl)]
  if (!title) throw wrong('link.title')
  if (!/^https?:\/\//.test(url)) throw wrong('link.url')
  if (imgUrl && !/^https?:\/\//.test(imgUrl)) throw wrong('link.picurl')
  return { kind: 'news', card: { title, url, desc, imgUrl } }
}

/** What one attachment puts into the chat. @throws 40007, 40058, 45002, and what an unknown type is refused with */
export function saidBy(
  core: Core,
  attachment: Body,
  unsupported: () => PlatformRefusal = () => wrong('msgtype'),
): Said {
  const kind = textOr(attachment.msgtype)
  if (!KINDS.has(kind)) throw unsupported()
  const part = partOf(attachment, kind)
  switch (kind) {
    case 'image': {
      const byAddress = textOr(part.pic_url)
      if (!byAddress) core.media.open(textOr(part.media_id), 'image')
      return { kind: 'image', text: byAddress || textOr(part.media_id) }
    }
    case 'video':
    case 'file':
      return { kind, text: core.media.open(textOr(part.media_id), kind).name }
    case 'link':
      return linkOf(part)
    case 'miniprogram': {
      const title = within('miniprogram.title', part.title, CARD_TITLE_BYTES)
      const page = textOr(part.page)
      if (!title) throw wrong('miniprogram.title')
      if (!page) throw wrong('miniprogram.page')
      if (part.appid !== core.wechat.appid) throw wrong('miniprogram.appid')
      const { id } = core.media.open(textOr(part.pic_media_id), 'image')
      const imgUrl = `${core.platformUrl}/wework/media/${id}`
      return { kind, card: { title, page, imgUrl }, broken: !/\.html(\?|$)/.test(page) }
    }
    default:
      throw unsupported()
  }
}

/** How each API refuses too many attachments and those it does not know. */
interface Refusals {
  tooMany: () => PlatformRefusal
  unsupported: () => PlatformRefusal
}

/**
 * What a message with `text` and `attachments` puts into a chat, in this order (platform-apis 3.7, 3.8).
 * @throws 44004 it says nothing, 45002, 40007, 40058
 */
export function saidOf(core: Core, body: Body, { tooMany, unsupported }: Refusals): Said[] {
  const text = within('text.content', (body.text as Body | undefined)?.content, TEXT_BYTES)
  const attachments = Array.isArray(body.attachments) ? (body.attachments as Body[]) : []
  if (!text && attachments.length === 0) throw refuse(44004)
  if (attachments.length > MOST_ATTACHMENTS) throw tooMany()
  return [
    ...(text ? [{ kind: 'text' as const, text }] : []),
    ...attachments.map((it) => saidBy(core, it, unsupported)),
  ]
}
