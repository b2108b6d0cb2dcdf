import { groupIdOf, tagIdOf, type Person, type World } from './world'

export type CorpTag = { id: string; name: string; create_time: number; order: number }
export type TagGroup = {
  group_id: string
  group_name: string
  create_time: number
  order: number
  tag: CorpTag[]
}

const POOL: NonNullable<World['tags']> = [
  { group: '护肤', names: ['敏感肌', '干皮', '油皮'] },
  { group: '偏好', names: ['送礼多', '爱尝新', '看价格'] },
  { group: '阶段', names: ['新客', '常客', '久未到店'] },
]

/** The corp's tags (platform-apis 3.5), and the same changes on those who carry them. */
export function createTagPool(world: World, persons: () => Person[], nowSeconds: number) {
  let groups: TagGroup[] = []
  let serial = 0
  const wasUsed = new Set<string>()

  const group = (name: string, at = nowSeconds): TagGroup => {
    const found = groups.find((it) => it.group_name === name)
    if (found) return found
    const isFree = !groups.some((it) => it.group_id === groupIdOf(name))
    const group_id = isFree ? groupIdOf(name) : groupIdOf(`${name}#${(serial += 1)}`)
    const made = { group_id, group_name: name, create_time: at, order: 0, tag: [] }
    groups.push(made)
    return made
  }
  const add = (into: TagGroup, name: string, { id = '', order = 0, at = nowSeconds } = {}): CorpTag => {
    const usual = id || tagIdOf(into.group_name, name)
    const tag = {
      // A name given anew is another tag than the one that had it before.
      id: byId(usual) || wasUsed.has(usual) ? tagIdOf(into.group_name, `${name}#${(serial += 1)}`) : usual,
      name,
      create_time: at,
      order,
    }
    wasUsed.add(tag.id)
    into.tag.push(tag)
    return tag
  }
  const byId = (id: string) => {
    for (const one of groups) {
      const tag = one.tag.find((it) => it.id === id)
      if (tag) return { group: one, tag }
    }
    return undefined
  }
  const tagOf = (groupName: string, name: string, id?: string): CorpTag => {
    const into = group(groupName)
    return into.tag.find((it) => it.name === name) ?? add(into, name, id ? { id } : {})
  }
  const carried = () => persons().flatMap((it) => it.followers)

  for (const follower of world.persons.flatMap((it) => it.followers))
    for (const it of follower.tags ?? []) if (it.type === 1) tagOf(it.group_name, it.tag_name, it.tag_id)
  for (const { group: name, names } of world.tags ?? POOL) for (const one of names) tagOf(name, one)

  return {
    groups: () => groups,
    groupById: (id: string) => groups.find((it) => it.group_id === id),
    byId,
    tagOf,
    group,
    add,
    count: () => groups.reduce((sum, it) => sum + it.tag.length, 0),
    /** Names a tag or group; who carries it carries it under the new name. */
    rename(id: string, name: string) {
      const found = byId(id)
      const whole = groups.find((it) => it.group_id === id)
      for (const follower of carried())
        for (const tag of follower.tags) {
          if (found && tag.tag_id === id) tag.tag_name = name
          if (whole && tag.group_name === whole.group_name) tag.group_name = name
        }
      if (found) found.tag.name = name
      if (whole) whole.group_name = name
    },
    /** Takes tags out of the pool and off everybody; a group without tags goes too. */
    remove(ids: readonly string[]) {
      for (const one of groups) one.tag = one.tag.filter((tag) => !ids.includes(tag.id))
      groups = groups.filter((it) => it.tag.length > 0)
      for (const follower of carried())
        follower.tags = follower.tags.filter((tag) => !ids.includes(tag.tag_id ?? ''))
    },
  }
}
export type TagPool = ReturnType<typeof createTagPool>
