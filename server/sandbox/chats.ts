import type { People } from './people'

export type Message = {
  id: string
  /** Milliseconds, sandbox time. */
  at: number
  from: 'guide' | 'person' | 'system'
  kind: 'text' | 'miniprogram' | 'news' | 'image' | 'video' | 'file'
  /** Of the system: `friends` = the two have just become friends. */
  text?: string
  card?: { title: string; page?: string; url?: string; imgUrl?: string; desc?: string }
  /** Put into the chat by the sidebar. */
  bySidebar?: boolean
  /** Part of the welcome an app sent. */
  isWelcome?: boolean
  /** Part of a mass message the guide confirmed. */
  isMass?: boolean
  /** The card leads nowhere: WeCom needs `.html` at the end of the page's path. */
  broken?: boolean
}

const OPENERS: [string, string][] = [
  ['大衣 M 码给你留好了，18:30 来试衣间找我就行', '好呀，谢谢'],
  ['新到的秋款明天上架，要不要给你留一件？', '先看看图，周末过去试'],
  ['上次的面霜用着怎么样？', '挺好的，快用完了'],
  ['今天店里有茶歇，路过进来坐坐', '下班顺路过去'],
]

const HOUR = 3_600_000
const SHANGHAI = 8 * HOUR

/** The last time between 10 and 20 o'clock in Shanghai that is more than half an hour ago, another for each `place`. */
function daytime(now: number, place: number): number {
  const midnight = now - ((now + SHANGHAI) % (24 * HOUR))
  const at = midnight + (10 + (place % 10)) * HOUR + ((place * 17) % 60) * 60_000
  return at < now - HOUR / 2 ? at : at - 24 * HOUR
}

/** The conversations between guides and their customers. */
export function createChats(people: People, now: () => number) {
  const chats = new Map<string, Message[]>()
  let serial = 0
  const key = (userid: string, personId: string) => `${userid}:${personId}`
  const next = () => `msg_${(serial += 1)}`

  const open = (userid: string, personId: string): Message[] => {
    const known = chats.get(key(userid, personId))
    if (known) return known
    const person = people.person(personId)
    const follower = person && people.followerOf(person, userid)
    const messages: Message[] = []
    if (person && follower) {
      const since = follower.createtime * 1000
      messages.push({ id: next(), at: since, from: 'system', kind: 'text', text: 'friends' })
      const place = people.world.persons.indexOf(person)
      const opener = place % 3 === 0 ? OPENERS[(place / 3) % OPENERS.length] : undefined
      if (opener && now() - since > 86_400_000) {
        const at = daytime(now(), place)
        messages.push({ id: next(), at, from: 'guide', kind: 'text', text: opener[0] })
        messages.push({ id: next(), at: at + 240_000, from: 'person', kind: 'text', text: opener[1] })
      }
    }
    chats.set(key(userid, personId), messages)
    return messages
  }

  return {
    open,
    say(userid: string, personId: string, message: Omit<Message, 'id' | 'at'>): Message {
      const said = { ...message, id: next(), at: now() }
      open(userid, personId).push(said)
      return said
    },
    last: (userid: string, personId: string) => open(userid, personId).at(-1),
  }
}
