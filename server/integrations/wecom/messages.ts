import { z } from 'zod'
import { env } from '../../../config/env'
import { call } from './wecomApi'

/** Messages of our app to the corp's own members (platform-apis §3.11.6). */

const BYTES = { title: 128, text: 512 } as const
/** The longest the platform remembers what it was sent. */
const REMEMBERED_SECONDS = 4 * 3600

/** As much of a text as fits into so many bytes of UTF-8. */
function within(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let [kept, size] = ['', 3]
  for (const sign of text) {
    size += Buffer.byteLength(sign)
    if (size > bytes) break
    kept += sign
  }
  return `${kept}…`
}

export interface MemberMessage {
  title: string
  text: string
  /** Where a tap leads. */
  url: string
  /** At most 4 signs. */
  button: string
}

/**
 * Tells members of the corp something, as a card. The same message to the same members within four hours is dropped by the
 * platform, so that it may be sent again when nobody knows whether it was.
 * @throws PlatformError 81013 none of them can be told, 82001 nobody given
 */
export async function sendToMembers(
  userids: readonly string[],
  { title, text, url, button }: MemberMessage,
): Promise<void> {
  await call(
    '/cgi-bin/message/send',
    {},
    { msgid: z.string().optional() },
    {
      touser: userids.join('|'),
      msgtype: 'textcard',
      agentid: Number(env.WECOM_AGENTID),
      enable_duplicate_check: 1,
      duplicate_check_interval: REMEMBERED_SECONDS,
      textcard: {
        title: within(title, BYTES.title),
        description: within(text, BYTES.text),
        url,
        btntxt: button,
      },
    },
  )
}
