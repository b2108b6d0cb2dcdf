import { z } from 'zod'
import { call } from './wecomApi'

/** The greeting of a new customer and the pictures in it (platform-apis §3.7, §3.11.5). */

/** A card title holds 64 bytes, a link's 128 and its description 512, the text 4000. */
export const WELCOME_BYTES = { text: 4000, cardTitle: 64, linkTitle: 128, linkText: 512 } as const

/** What a welcome or a mass message carries beside its text. */
export type MessageAttachment =
  | { kind: 'miniprogram'; title: string; appid: string; page: string; mediaId: string }
  | { kind: 'link'; title: string; url: string; text?: string }

/** An attachment as WeCom takes it. */
export const attachmentOf = (it: MessageAttachment) =>
  it.kind === 'link'
    ? { msgtype: 'link', link: { title: it.title, url: it.url, ...(it.text ? { desc: it.text } : {}) } }
    : {
        msgtype: 'miniprogram',
        miniprogram: { title: it.title, appid: it.appid, page: it.page, pic_media_id: it.mediaId },
      }

/**
 * Greets whom a code was given for, within 20 s of the event and once.
 * @throws PlatformError 41050 late or unknown code, 41051 greeted already or the chat has begun, 41096 another app is
 * sending right now, 41049 no code, 41053 no consent to the archive, 40007 a picture is no longer there, 45002 too long,
 * 40058 a field is not as it must be
 */
export async function sendWelcome(
  welcomeCode: string,
  text: string,
  attachments: readonly MessageAttachment[],
): Promise<void> {
  await call(
    '/cgi-bin/externalcontact/send_welcome_msg',
    {},
    {},
    {
      welcome_code: welcomeCode,
      ...(text ? { text: { content: text } } : {}),
      ...(attachments.length ? { attachments: attachments.map(attachmentOf) } : {}),
    },
  )
}

const form = (name: string, bytes: Uint8Array) => {
  const it = new FormData()
  it.set('media', new Blob([new Uint8Array(bytes)]), name)
  return it
}

/** Uploads a png or jpg for three days. @throws PlatformError 40004 no picture, 40009 its size */
export async function uploadImage(name: string, bytes: Uint8Array): Promise<string> {
  const shape = { media_id: z.string() }
  return (await call('/cgi-bin/media/upload', { type: 'image' }, shape, form(name, bytes))).media_id
}

/** Uploads a png or jpg for moments, for three days. @throws PlatformError 40004 no picture, 40009 or 41080 its size */
export async function uploadMomentImage(name: string, bytes: Uint8Array): Promise<string> {
  const query = { media_type: 'image', attachment_type: '1' }
  const shape = { media_id: z.string() }
  return (await call('/cgi-bin/media/upload_attachment', query, shape, form(name, bytes))).media_id
}

/** Uploads a png or jpg for ever; answers its address. @throws PlatformError 40004 no picture, 40009 its size */
export async function publishImage(name: string, bytes: Uint8Array): Promise<string> {
  return (await call('/cgi-bin/media/uploadimg', {}, { url: z.string() }, form(name, bytes))).url
}
