import type Router from '@koa/router'
import type { Core } from './core'
import { contactApi, listOf, numberOr, textOr, type Body } from './platformApi'
import { refuse } from './refusals'
import type { Follower, Person } from './world'

const FOLLOWERS_PER_PAGE = 500

/** Customers, their remarks and tags: platform-apis 3.4 and 3.5. Changes made here cause no callback. */
export function externalContactRoutes(router: Router, core: Core) {
  const api = contactApi(router, core)

  /** A member the app may ask about; 60111, 60011, 84074 otherwise. */
  const memberOf = (userid: unknown) => {
    const guide = core.people.guide(textOr(userid))
    if (!guide) throw refuse(60111)
    // Who left is no member any more.
    if (guide.status === 5) throw refuse(60111)
    if (guide.visible === false) throw refuse(60011)
    if (guide.customerContact === false) throw refuse(84074)
    return guide
  }
  const customerOf = (externalUserId: unknown) => {
    if (!textOr(externalUserId)) throw refuse(41035)
    const person = core.people.byExternal(textOr(externalUserId))
    if (!person) throw refuse(40096)
    return person
  }
  const relationOf = (body: Body) => {
    const guide = memberOf(body.userid)
    const person = customerOf(body.external_userid)
    const follower = core.people.followerOf(person, guide.userid)
    if (!follower) throw refuse(84061)
    return { person, follower }
  }
  const contact = (person: Person) => ({
    external_userid: person.externalUserId,
    name: person.name,
    avatar: person.avatar ?? '',
    type: person.type ?? 1,
    gender: person.gender ?? 0,
    ...(core.switches.openPlatformBound && (person.type ?? 1) === 1 ? { unionid: person.unionid } : {}),
  })
  const follow = (one: Follower) => ({
    userid: one.userid,
    remark: one.remark,
    description: one.description ?? '',
    createtime: one.createtime,
    remark_mobiles: one.remark_mobiles ?? [],
    ...(one.remark_corp_name ? { remark_corp_name: one.remark_corp_name } : {}),
    add_way: one.add_way ?? 0,
    oper_userid: one.userid,
    ...(one.state ? { state: one.state } : {}),
  })
  const visible = (one: Follower) => core.people.guide(one.userid)?.visible !== false

  api('get', 'get_follow_user_list', () => ({
    follow_user: core.people
      .guides()
      .filter((guide) => guide.visible !== false && guide.customerContact !== false && guide.status !== 5)
      .map((guide) => guide.userid),
  }))

  api('get', 'list', ({ query }) => {
    const customers = core.people.customersOf(memberOf(query.userid).userid)
    if (customers.length === 0) throw refuse(84061)
    return { external_userid: customers.map(({ person }) => person.externalUserId) }
  })

  api('get', 'get', ({ query }) => {
    const person = customerOf(query.external_userid)
    const followers = person.followers.filter(visible)
    if (followers.length === 0) throw refuse(person.followers.length > 0 ? 40096 : 84061)
    const from = query.cursor ? cursorOf(query.cursor) : 0
    const page = followers.slice(from, from + FOLLOWERS_PER_PAGE)
    const more = followers.length > from + FOLLOWERS_PER_PAGE
    return {
      external_contact: contact(person),
      follow_user: page.map((one) => ({ ...follow(one), tags: one.tags })),
      ...(more ? { next_cursor: toCursor(from + FOLLOWERS_PER_PAGE) } : {}),
    }
  })

  api('post', 'batch/get_by_user', ({ body }) => {
    const userids = listOf(body.userid_list)
    if (userids.length === 0 || userids.length > 100) throw refuse(40032)
    const limit = numberOr(body.limit, 50)
    if (limit < 1 || limit > 100) throw refuse(40058, 'invalid request parameter: limit')
    const all = userids.flatMap((userid) => core.people.customersOf(memberOf(userid).userid))
    if (all.length === 0) throw refuse(84061)
    const from = body.cursor ? cursorOf(textOr(body.cursor)) : 0
    const page = all.slice(from, from + limit)
    return {
      external_contact_list: page.map(({ person, follower }) => ({
        external_contact: contact(person),
        follow_info: {
          ...follow(follower),
          tag_id: follower.tags.flatMap((tag) => (tag.tag_id && tag.type !== 2 ? [tag.tag_id] : [])),
        },
      })),
      next_cursor: all.length > from + limit ? toCursor(from + limit) : '',
    }
  })

  api('post', 'remark', ({ body }) => {
    const { person, follower } = relationOf(body)
    const short = (name: string, most: number) => {
      const value = body[name]
      if (value === undefined) return undefined
      if (typeof value !== 'string' || [...value].length > most)
        throw refuse(40058, `invalid request parameter: ${name}`)
      return value
    }
    const remark = short('remark', 20)
    const description = short('description', 150)
    const company = short('remark_company', 20)
    const given = [remark, description, company, body.remark_mobiles, body.remark_pic_mediaid]
    if (given.every((value) => value === undefined)) throw refuse(40063, 'parameter is empty')
    if (remark !== undefined) follower.remark = remark
    if (description !== undefined) follower.description = description
    if (company !== undefined && (person.type ?? 1) === 1) follower.remark_corp_name = company
    if (body.remark_mobiles !== undefined)
      follower.remark_mobiles = listOf(body.remark_mobiles).filter((mobile) => mobile !== '')
    core.journal.tell('people')
    return {}
  })

  api('post', 'mark_tag', ({ body }) => {
    const { follower } = relationOf(body)
    const add = listOf(body.add_tag)
    const remove = listOf(body.remove_tag)
    if (add.length + remove.length === 0) throw refuse(40063, 'parameter is empty')
    const found = [...add, ...remove].map((id) => core.people.tags.byId(id))
    if (found.some((one) => one === undefined)) throw refuse(40068)
    follower.tags = follower.tags.filter((tag) => !remove.includes(tag.tag_id ?? ''))
    for (const id of add) {
      const one = core.people.tags.byId(id)
      if (one && !follower.tags.some((tag) => tag.tag_id === id))
        follower.tags.push({ group_name: one.group.group_name, tag_name: one.tag.name, tag_id: id, type: 1 })
    }
    core.journal.tell('people')
    return {}
  })
}

const toCursor = (from: number) => Buffer.from(`from:${from}`).toString('base64url')
function cursorOf(cursor: string): number {
  const from = /^from:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1]
  if (from === undefined) throw refuse(40035, 'invalid parameter: cursor')
  return Number(from)
}
