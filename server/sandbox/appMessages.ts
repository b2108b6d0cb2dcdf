import type Router from '@koa/router'
import type { Core } from './core'
import { platformApi, textOr, type Body } from './platformApi'
import { refuse } from './refusals'

export type AppMessage = {
  userid: string
  kind: 'text' | 'textcard'
  title: string
  text: string
  url?: string
  /** Milliseconds, sandbox time. */
  at: number
}

const MOST_MEMBERS = 1000
const PER_MINUTE = 30
const MINUTE = 60_000
const MOST_REMEMBERED = 4 * 3600

const within = (field: string, value: unknown, most: number): string => {
  const text = textOr(value)
  if (!text) throw refuse(44004, `empty content: ${field}`)
  if (Buffer.byteLength(text) > most) throw refuse(45002, `content size out of limit: ${field}`)
  return text
}

function saidBy(body: Body): Pick<AppMessage, 'kind' | 'title' | 'text' | 'url'> {
  const kind = textOr(body.msgtype)
  const part = (body[kind] ?? {}) as Body
  if (kind === 'text') return { kind, title: '', text: within('text.content', part.content, 2048) }
  if (kind !== 'textcard') throw refuse(40008, 'invalid message type')
  const url = within('textcard.url', part.url, 2048)
  if (!/^https?:\/\//.test(url)) throw refuse(40035, 'invalid parameter: textcard.url')
  if ([...textOr(part.btntxt)].length > 4) throw refuse(45002, 'content size out of limit: textcard.btntxt')
  const title = within('textcard.title', part.title, 128)
  return { kind, title, text: within('textcard.description', part.description, 512), url }
}

/** What an app tells the corp's own members (platform-apis 3.11.6); GET `/__sandbox/app-messages?userid=` reads it. */
export function appMessageRoutes(router: Router, core: Core) {
  let sent: AppMessage[] = []
  /** What was sent last, by who got it and what it says. */
  const known = new Map<string, number>()
  core.onReset(() => {
    sent = []
    known.clear()
  })

  /** One more of the platform's silent drops: too much a minute, or the same again. */
  const isDropped = (userid: string, body: Body, at: number): boolean => {
    const key = JSON.stringify([userid, body[textOr(body.msgtype)]])
    const before = known.get(key)
    const given = Number(body.duplicate_check_interval ?? 1800)
    const remembered = Math.min(given, MOST_REMEMBERED) * 1000
    if (body.enable_duplicate_check === 1 && before !== undefined && at - before < remembered) return true
    known.set(key, at)
    return sent.filter((it) => it.userid === userid && at - it.at < MINUTE).length >= PER_MINUTE
  }

  const isSeen = (userid: string): boolean => {
    const guide = core.people.guide(userid)
    return guide !== undefined && guide.visible !== false
  }

  platformApi(
    router,
    core,
    { family: 'wecom', method: 'post', path: '/cgi-bin/message/send', token: ['wecom'] },
    ({ body, owner }) => {
      if (String(body.agentid) !== owner)
        throw refuse(core.wecom.apps.some((it) => it.agentId === String(body.agentid)) ? 301002 : 40056)
      const members = textOr(body.touser).split('|').filter(Boolean)
      if (members.length === 0) throw refuse(82001, 'no recipient')
      if (members.length > MOST_MEMBERS) throw refuse(40032)
      const said = saidBy(body)
      const reached = members.filter((it) => isSeen(it))
      if (reached.length === 0) throw refuse(81013, 'all recipients invalid')
      const at = core.clock.now()
      for (const userid of reached) {
        if (isDropped(userid, body, at)) continue
        sent.push({ ...said, userid, at })
        core.journal.log('企微', `应用消息给 ${userid}：${said.title} ${said.text}`)
        core.journal.tell('appMessage', { userid, title: said.title, text: said.text })
      }
      const invaliduser = members.filter((it) => !reached.includes(it)).join('|')
      return { invaliduser, msgid: core.random('msgid') }
    },
  )

  router.get('/__sandbox/app-messages', (ctx) => {
    const userid = textOr(ctx.query.userid)
    ctx.body = { messages: sent.filter((it) => !userid || it.userid === userid) }
  })
}
