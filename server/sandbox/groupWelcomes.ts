import type Router from '@koa/router'
import { wrong } from './contactWays'
import type { Core } from './core'
import type { GroupChat, GroupChats } from './groupChats'
import { numberOr, platformApi, textOr, type Body } from './platformApi'
import { refuse } from './refusals'
import { saidBy, TEXT_BYTES, within, type Said } from './content'

type Template = { id: string; body: Body; said: Said[]; notify: number }

const KINDS = ['image', 'link', 'miniprogram', 'file', 'video'] as const
const MOST_TEMPLATES = 100

/** Welcomes for whoever comes into a group (platform-apis 3.9): made by API, chosen for a group by its owner in the client. */
export function createGroupWelcomes(core: Core, groups: GroupChats) {
  const templates = new Map<string, Template>()
  core.onReset(() => templates.clear())

  const read = (body: Body) => {
    const text = within('text.content', (body.text as Body | undefined)?.content, TEXT_BYTES)
    const kinds = KINDS.filter((it) => body[it] !== undefined)
    if (kinds.length > 1) throw wrong(kinds[1] ?? '')
    if (!text && kinds.length === 0) throw refuse(44004)
    const said: Said[] = [
      ...(text ? [{ kind: 'text' as const, text }] : []),
      ...kinds.map((it) => saidBy(core, { msgtype: it, [it]: body[it] })),
    ]
    return { body, said, notify: numberOr(body.notify, 1) }
  }
  return {
    find: (id: string) => templates.get(id),
    all: () => [...templates.values()],
    mustFind(id: unknown): Template {
      const found = templates.get(textOr(id))
      if (!found) throw wrong('template_id')
      return found
    },
    add(body: Body): Template {
      if (templates.size >= MOST_TEMPLATES) throw refuse(40058, 'too many templates')
      const template = { ...read(body), id: core.random('groupWelcome').slice(0, 24) }
      templates.set(template.id, template)
      return template
    },
    change: (template: Template, body: Body) => void Object.assign(template, read(body)),
    remove: (template: Template) => void templates.delete(template.id),
    /** What WeCom says to who has just come in, where the owner has chosen a welcome that is still there. */
    greet(group: GroupChat, came: string[]) {
      const guests = came.filter((it) => !core.people.guide(it))
      const template = templates.get(group.welcomeId ?? '')
      if (!template || guests.length === 0) return
      for (const one of template.said)
        groups.say(group, { ...one, from: 'guide', by: group.owner, to: guests, isWelcome: true })
    },
  }
}
export type GroupWelcomes = ReturnType<typeof createGroupWelcomes>

export function groupWelcomeRoutes(router: Router, core: Core, welcomes: GroupWelcomes) {
  const api = (name: string, handle: Parameters<typeof platformApi>[3]) =>
    platformApi(
      router,
      core,
      {
        family: 'wecom',
        method: 'post',
        path: `/cgi-bin/externalcontact/group_welcome_template/${name}`,
        token: ['wecom'],
        contact: true,
      },
      handle,
    )
  api('add', ({ body }) => {
    const made = welcomes.add(body)
    core.journal.tell('groups')
    return { template_id: made.id }
  })
  api('edit', ({ body }) => {
    welcomes.change(welcomes.mustFind(body.template_id), body)
    return {}
  })
  api('get', ({ body }) => {
    const { text, ...rest } = welcomes.mustFind(body.template_id).body
    const kind = KINDS.find((it) => rest[it] !== undefined)
    return { ...(text ? { text } : {}), ...(kind ? { [kind]: rest[kind] } : {}) }
  })
  api('del', ({ body }) => {
    welcomes.remove(welcomes.mustFind(body.template_id))
    return {}
  })
}
