import { wrong } from './contactWays'
import type { Core } from './core'
import { listOf, textOr, type Body } from './platformApi'
import { refuse } from './refusals'

const MOST_USERS = 100
const MOST_LINKS = 1000
const NAME_SIGNS = 30
const QUOTA = 1000

/** An acquisition link 获客链接 (platform-apis 3.11.2). */
export type AcquisitionLink = {
  link_id: string
  link_name: string
  url: string
  create_time: number
  skip_verify: boolean
  users: string[]
  /** Whose turn it is next. */
  turn: number
  clicks: number
  customers: { external_userid: string; userid: string; chat_status: 0 | 1 | 2; state: string; at: number }[]
}

/** The links of the corp, the field rules they are made by, and how many new customers are still paid for. */
export function createAcquisition(core: Core) {
  const links = new Map<string, AcquisitionLink>()
  let quota = { total: QUOTA, balance: QUOTA }
  core.onReset(() => {
    links.clear()
    quota = { total: QUOTA, balance: QUOTA }
  })

  /** @throws 40058, 41041, 41054, 60011, 60111, 84074 */
  const usersOf = (range: unknown): string[] => {
    const users = [...new Set(listOf((range as Body | undefined)?.user_list))]
    if (users.length === 0) throw wrong('range')
    if (users.length > MOST_USERS) throw refuse(41041)
    for (const userid of users) {
      const guide = core.people.guide(userid)
      if (!guide || guide.status === 5) throw refuse(60111)
      if (guide.visible === false) throw refuse(60011)
      if (guide.customerContact === false) throw refuse(84074)
      if ((guide.status ?? 1) !== 1) throw refuse(41054)
    }
    return users
  }
  const nameOf = (value: unknown): string => {
    const name = textOr(value)
    if (!name || [...name].length > NAME_SIGNS) throw wrong('link_name')
    return name
  }

  return {
    all: () => [...links.values()],
    find: (linkId: string) => links.get(linkId),
    /** @throws 40058 */
    mustFind(linkId: unknown): AcquisitionLink {
      const found = links.get(textOr(linkId))
      if (!found) throw wrong('link_id')
      return found
    },
    add(body: Body): AcquisitionLink {
      const link_name = nameOf(body.link_name)
      const users = usersOf(body.range)
      if (links.size >= MOST_LINKS) throw refuse(41095)
      const link_id = core.random('acquisition').replace(/[-_]/g, 'x').slice(0, 24)
      const link: AcquisitionLink = {
        ...{ link_id, link_name, users, turn: 0, clicks: 0, customers: [] },
        url: `https://work.weixin.qq.com/ca/${link_id}`,
        create_time: core.clock.seconds(),
        skip_verify: body.skip_verify !== false,
      }
      links.set(link_id, link)
      return link
    },
    change(link: AcquisitionLink, body: Body) {
      const link_name = body.link_name === undefined ? link.link_name : nameOf(body.link_name)
      const users = body.range === undefined ? link.users : usersOf(body.range)
      Object.assign(link, { link_name, users })
    },
    remove: (link: AcquisitionLink) => void links.delete(link.link_id),
    quota: () => quota,
    setQuota: (balance: number) => (quota = { ...quota, balance }),
    /** One more new customer is paid for. @returns what is left */
    spend: () => (quota = { ...quota, balance: quota.balance - 1 }).balance,
  }
}
export type Acquisition = ReturnType<typeof createAcquisition>
