import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import { contactApi, listOf, numberOr, readText, textOr, type Body, type Call } from './platformApi'
import { refuse } from './refusals'

const LONGEST = 30
const MOST_TAGS = 3000

/** A name as the platform takes it; 40063 empty, 40058 too long. */
function nameOf(value: unknown, field: string): string {
  const name = textOr(value).trim()
  if (!name) throw refuse(40063, `parameter is empty: ${field}`)
  if ([...name].length > LONGEST) throw refuse(40058, `invalid request parameter: ${field}`)
  return name
}

/** The corp's tags: platform-apis 3.5. Changes made here cause no callback. */
export function corpTagRoutes(router: Router, core: Core) {
  const pool = () => core.people.tags
  const ask = contactApi(router, core)
  const api = (name: string, handle: (call: Call) => object) =>
    ask('post', name, (call) => {
      const { agentid } = call.body
      if (agentid !== undefined && String(agentid) !== call.owner)
        throw refuse(core.wecom.apps.some((it) => it.agentId === String(agentid)) ? 301002 : 40056)
      const answer = handle(call)
      core.journal.tell('people')
      return answer
    })

  api('get_corp_tag_list', ({ body }) => {
    const tagIds = listOf(body.tag_id)
    const groupIds = listOf(body.group_id)
    const groups = pool().groups()
    if (groupIds.length > 0) return { tag_group: groups.filter((it) => groupIds.includes(it.group_id)) }
    if (tagIds.length === 0) return { tag_group: groups }
    return {
      tag_group: groups
        .map((group) => ({ ...group, tag: group.tag.filter((tag) => tagIds.includes(tag.id)) }))
        .filter((group) => group.tag.length > 0),
    }
  })

  api('add_corp_tag', ({ body }) => {
    const given = Array.isArray(body.tag) ? (body.tag as Body[]) : []
    if (given.length === 0) throw refuse(40063, 'parameter is empty: tag')
    const names = given.map((it) => nameOf(it?.name, 'tag.name'))
    const groupId = textOr(body.group_id)
    const known = groupId ? pool().groupById(groupId) : undefined
    if (groupId && !known) throw refuse(40068)
    const groupName = known ? known.group_name : nameOf(body.group_name, 'group_name')
    const there = pool()
      .groups()
      .find((it) => it.group_name === groupName)
    const taken = new Set(there?.tag.map((it) => it.name))
    if (new Set(names).size < names.length || names.some((it) => taken.has(it))) throw refuse(40071)
    if (pool().count() + names.length > MOST_TAGS) throw refuse(40126)
    const at = core.clock.seconds()
    const group = pool().group(groupName, at)
    if (typeof body.order === 'number' && !there) group.order = body.order
    const tag = given.map((it, index) =>
      pool().add(group, names[index] ?? '', { order: numberOr(it.order, 0), at }),
    )
    return { tag_group: { ...group, tag } }
  })

  api('edit_corp_tag', ({ body }) => {
    const id = textOr(body.id)
    const tag = pool().byId(id)
    const group = pool().groupById(id)
    const one = tag?.tag ?? group
    if (!one) throw refuse(40068)
    if (body.name !== undefined) {
      const name = nameOf(body.name, 'name')
      const others = tag
        ? tag.group.tag.filter((it) => it.id !== id).map((it) => it.name)
        : pool()
            .groups()
            .filter((it) => it.group_id !== id)
            .map((it) => it.group_name)
      if (others.includes(name)) throw refuse(40071)
      pool().rename(id, name)
    }
    one.order = numberOr(body.order, one.order)
    return {}
  })

  api('del_corp_tag', ({ body }) => {
    const groups = listOf(body.group_id).map((it) => pool().groupById(it))
    const tagIds = listOf(body.tag_id)
    if (groups.length + tagIds.length === 0) throw refuse(40063, 'parameter is empty')
    if (groups.some((it) => !it) || tagIds.some((it) => !pool().byId(it))) throw refuse(40068)
    pool().remove([...tagIds, ...groups.flatMap((it) => it?.tag.map((tag) => tag.id) ?? [])])
    return {}
  })
}

/** What is done to the corp's tags in WeCom's own console: unlike changes by API it is pushed as events. */
export function corpTagAdminRoutes(router: Router, core: Core) {
  const pool = () => core.people.tags
  const tell = (changeType: string, id: string, kind: 'tag' | 'tag_group') => {
    core.callbacks.emit('change_external_tag', changeType, { Id: id, TagType: kind })
    core.journal.tell('people')
  }
  const post = (path: string, handle: (body: Body) => object | undefined) =>
    router.post(`/__sandbox/corp-tag/${path}`, async (ctx: Koa.Context) => {
      const answer = handle(JSON.parse((await readText(ctx)) || '{}') as Body)
      if (!answer) throw Object.assign(new Error('no such tag'), { status: 404 })
      ctx.body = answer
    })
  const kindOf = (id: string) => (pool().byId(id) ? 'tag' : pool().groupById(id) ? 'tag_group' : undefined)

  /** One relation as the guide's client shows it, with the tags there are. */
  router.get('/__sandbox/relation', (ctx) => {
    const person = core.people.person(String(ctx.query.personId ?? ''))
    const follower = person && core.people.followerOf(person, String(ctx.query.userid ?? ''))
    ctx.body = {
      remark: follower?.remark ?? '',
      tags: follower?.tags ?? [],
      groups: pool().groups(),
    }
  })
  post('create', ({ group, name }) => {
    const isNew = !pool()
      .groups()
      .some((it) => it.group_name === textOr(group))
    const tag = pool().tagOf(textOr(group), textOr(name))
    if (isNew) tell('create', pool().byId(tag.id)?.group.group_id ?? '', 'tag_group')
    tell('create', tag.id, 'tag')
    return tag
  })
  post('update', ({ id, name }) => {
    const kind = kindOf(textOr(id))
    if (!kind) return undefined
    pool().rename(textOr(id), textOr(name))
    tell('update', textOr(id), kind)
    return { ok: true }
  })
  post('delete', ({ id }) => {
    const kind = kindOf(textOr(id))
    if (!kind) return undefined
    pool().remove([
      textOr(id),
      ...(pool()
        .groupById(textOr(id))
        ?.tag.map((it) => it.id) ?? []),
    ])
    tell('delete', textOr(id), kind)
    return { ok: true }
  })
}
