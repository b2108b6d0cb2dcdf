import { customersJobs } from '../../server/features/customers/customers.jobs'
import { corpTagsJobs } from '../../server/features/corpTags/corpTags.jobs'
import { freezeClock } from '../../server/kernel/clock'
import { customersOf } from '../customers/friends'
import { next } from '../support/build'
import type { TestProduct } from '../support/product'

interface Choices {
  tags: { name: string; by: string; isWaiting?: boolean; refusal?: { wantedOn: boolean; text: string } }[]
  groups: {
    id: string
    name: string
    isSingle: boolean
    tags: { id: string; name: string; isOn: boolean }[]
  }[]
  suggestions: { id: string; name: string }[]
  remark: { text: string; isWaiting: boolean; refusal?: { wanted: string; text: string } }
}
export const MARK = '/cgi-bin/externalcontact/mark_tag'
export const REMARK = '/cgi-bin/externalcontact/remark'

/** What a guide does with tags and remark, and what WeCom has of it. */
export function labelsOf(product: () => TestProduct) {
  const customers = customersOf(product)
  const core = () => product().sandbox.core
  const path = (id: string, rest = 'tags') => `/customers/${id}/${rest}`
  const choices = async (token: string, id: string) =>
    (await product().get(path(id), { token })).body as Choices
  const change = (token: string, id: string, ...changes: [tagId: string, on: boolean][]) =>
    product().post(path(id), {
      token,
      body: { changes: changes.map(([tagId, on]) => ({ tagId, on })) },
    })
  const make = (token: string, id: string, groupId: string, name: string) =>
    product().post(path(id, 'tags/new'), { token, body: { groupId, name } })
  const remark = (token: string, id: string, text: string) =>
    product().call('PUT', path(id, 'remark'), { token, body: { remark: text } })
  /** One friendship as WeCom has it. */
  const inWecom = (id: string, userid: string) => {
    const person = core().people.byExternal(id)
    const follower = person && core().people.followerOf(person, userid)
    return { tags: follower?.tags.map((it) => it.tag_name).sort(), remark: follower?.remark }
  }
  /** The id of a tag of the pool, made there if need be. */
  const tag = (group: string, name: string) => core().people.tags.tagOf(group, name).id
  const own = async (token: string, id: string) =>
    (await choices(token, id)).groups.flatMap((it) => it.tags.filter((one) => one.isOn)).map((it) => it.name)
  const fault = (endpoint: string, given: object) => customers.sandbox('fault', { endpoint, ...given })
  const calls = async (endpoint: string) => {
    const { entries } = await product().sandbox.get('/__sandbox/log')
    return entries.filter((it) => it.text.startsWith(`${endpoint} `)).length
  }
  /** Has the product hear that the corp's tags changed, and waits until it asked for them. */
  const poolTold = async () => {
    await customers.sandbox('corp-tag/create', { group: '杂项', name: `第 ${next()} 个` })
    await customers.delivered()
  }
  /** Four in the morning in Shanghai, so many nights from now. */
  const atNight = (nights: number) => {
    const day = new Date(Date.now() + nights * 86_400_000).toISOString().slice(0, 10)
    freezeClock(new Date(`${day}T20:00:00Z`))
  }
  const run = async (name: string) => {
    const all = [...customersJobs.schedules, ...corpTagsJobs.schedules]
    await all.find((it) => it.name === name)?.run()
  }
  return {
    ...customers,
    core,
    choices,
    change,
    make,
    remark,
    inWecom,
    tag,
    own,
    fault,
    calls,
    run,
    poolTold,
    atNight,
  }
}
