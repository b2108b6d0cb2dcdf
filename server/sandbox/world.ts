import { createHash } from 'node:crypto'

/** The people the platforms know: handed over by the demo chain, else a small world of its own. */
export type World = {
  corp: { name: string }
  guides: Guide[]
  persons: Person[]
  stores: { id: string; code: string; name: string; position: [number, number] }[]
  /** The corp's tags beside those somebody carries; a few of its own when absent. */
  tags?: { group: string; names: string[] }[]
  /** Moments the corp made before, oldest first. */
  moments?: PastMoment[]
  /** Pages of the released mini-program; absent = any well-formed path. */
  pages?: string[]
}

export type MomentReaction = { personId: string; text?: string; at: number }
/** What one member is asked to publish: to whom, and what came of it. Times in milliseconds. */
export type MomentTask = {
  userid: string
  /** Customers it is meant for, as they were when it was made. */
  personIds: string[]
  publishedAt?: number
  likes: MomentReaction[]
  comments: MomentReaction[]
}
export type PastMoment = {
  moment_id: string
  madeAt: number
  text: string
  /** The address of its picture. */
  picture?: string
  link?: { title: string; url: string }
  tasks: MomentTask[]
}

export type Guide = {
  userid: string
  name: string
  storeName: string
  avatar?: string
  role: string
  /** Outside the app's visible range when false (60011). */
  visible?: boolean
  /** Without the customer-contact function when false (84074). */
  customerContact?: boolean
  /** 1 active, 2 disabled, 4 not activated, 5 left. */
  status?: 1 | 2 | 4 | 5
  /** When they left the corp, seconds. */
  leftAt?: number
}

export type Tag = { group_name: string; tag_name: string; tag_id?: string; type: number }

/** One friendship of a person with a guide, seen from the guide. */
export type Follower = {
  userid: string
  remark: string
  createtime: number
  tags: Tag[]
  description?: string
  remark_corp_name?: string
  remark_mobiles?: string[]
  add_way?: number
  state?: string
  /** The customer deleted the guide: still readable from the guide's side. */
  blocked?: boolean
}

export type Person = {
  personId: string
  name: string
  avatar?: string
  phone: string
  openid: string
  unionid: string
  externalUserId?: string
  /** GCJ-02 [lng, lat]. */
  position: [number, number]
  followers: Follower[]
  /** 1 WeChat user, 2 WeCom user of another corp. */
  type?: 1 | 2
  gender?: 0 | 1 | 2
  /** Refused by risk control at login (40226). */
  risky?: boolean
  /** Has said no to location in the phone's settings. */
  locationDenied?: boolean
}

const idOf = (prefix: string, text: string, length: number) =>
  prefix +
  createHash('sha256')
    .update(text)
    .digest('base64url')
    .replace(/[-_]/g, 'x')
    .slice(0, length - prefix.length)

export const externalIdOf = (personId: string) => idOf('wm', `external:${personId}`, 32)

/** A person with every id filled in; what is given wins. */
export function completePerson(given: Partial<Person> & { name: string }, index: number): Person {
  const personId = given.personId ?? idOf('per_', `${given.name}:${index}`, 14)
  return {
    phone: `138${String(10_000_000 + index * 7919).slice(0, 8)}`,
    openid: idOf('o', `openid:${personId}`, 28),
    unionid: idOf('u', `unionid:${personId}`, 28),
    position: [121.4453, 31.2231],
    followers: [],
    ...given,
    personId,
  }
}

/** Checks a world read from a file and copies it; throws one sentence that names what is wrong. */
export function parseWorld(input: unknown): World {
  const world = structuredClone(input) as World
  for (const list of ['guides', 'persons', 'stores'] as const) {
    if (!Array.isArray(world?.[list])) throw new Error(`sandbox world: "${list}" must be a list`)
  }
  if (world.guides.length === 0) throw new Error('sandbox world: at least one guide is needed')
  const userids = new Set(world.guides.map((guide) => guide.userid))
  const ids = [...userids, ...world.persons.map((person) => person.personId)]
  const odd = ids.find((id) => !/^[\w.@-]+$/.test(id ?? ''))
  if (odd !== undefined)
    throw new Error(`sandbox world: "${odd}" is no id (letters, digits and _ - . @ only)`)
  for (const person of world.persons) {
    if (!person.personId || !person.openid)
      throw new Error('sandbox world: a person lacks personId or openid')
    for (const follower of person.followers ?? []) {
      if (!userids.has(follower.userid))
        throw new Error(`sandbox world: ${person.personId} is followed by unknown ${follower.userid}`)
    }
  }
  world.persons = world.persons.map((person, index) => completePerson(person, index))
  return world
}

const DAY = 86_400
const tag = (group_name: string, tag_name: string): Tag => ({
  group_name,
  tag_name,
  tag_id: idOf('et', `tag:${group_name}:${tag_name}`, 32),
  type: 1,
})

/** The id a corp tag has when the world does not give one. */
export const tagIdOf = (group: string, name: string) => idOf('et', `tag:${group}:${name}`, 32)
export const groupIdOf = (group: string) => idOf('etg', `group:${group}`, 32)

/** Two guides and six shoppers around 静安寺, for a sandbox started alone. */
export function smallWorld(nowSeconds: number): World {
  const follow = (userid: string, days: number, remark = '', tags: Tag[] = []): Follower => ({
    userid,
    remark,
    createtime: nowSeconds - days * DAY,
    tags,
    add_way: 1,
  })
  const people: (Partial<Person> & { name: string })[] = [
    { name: '林晓雯', followers: [follow('zhoumin', 92, '林晓雯 金卡', [tag('护肤', '敏感肌')])] },
    { name: '许知夏', followers: [follow('zhoumin', 40, '', [tag('偏好', '送礼多')])] },
    { name: '方远', followers: [follow('zhoumin', 21), follow('chenjia', 12)], gender: 1 },
    { name: '顾宁', followers: [follow('chenjia', 9)] },
    { name: '唐蕾', followers: [follow('zhoumin', 4)] },
    { name: '何静', followers: [] },
  ]
  return {
    corp: { name: '拾禾生活' },
    guides: [
      { userid: 'zhoumin', name: '周敏', storeName: '静安寺店', role: 'guide' },
      { userid: 'chenjia', name: '陈佳', storeName: '静安寺店', role: 'manager' },
    ],
    persons: people.map((person, index) => {
      const personId = `per_${index + 1}`
      const known = person.followers?.length ? { externalUserId: externalIdOf(personId) } : {}
      return completePerson({ ...person, ...known, personId }, index)
    }),
    stores: [{ id: 'sto_1', code: 'SH001', name: '静安寺店', position: [121.4453, 31.2231] }],
  }
}
