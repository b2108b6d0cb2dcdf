import { externalIdOf, groupIdOf, tagIdOf, type Follower, type Person, type World } from './world'

export type TagGroup = {
  group_id: string
  group_name: string
  create_time: number
  order: number
  tag: { id: string; name: string; create_time: number; order: number }[]
}

const POOL: Record<string, string[]> = {
  护肤: ['敏感肌', '干皮', '油皮'],
  偏好: ['送礼多', '爱尝新', '看价格'],
  阶段: ['新客', '常客', '久未到店'],
}

/** Look-ups and changes over a world. Every change goes through here so that the indexes stay right. */
export function createPeople(world: World, nowSeconds: number) {
  const guides = new Map(world.guides.map((guide) => [guide.userid, guide]))
  const persons = new Map(world.persons.map((person) => [person.personId, person]))
  const byExternal = new Map<string, Person>()
  const byOpenid = new Map(world.persons.map((person) => [person.openid, person]))
  const groups = new Map<string, TagGroup>()

  const tagOf = (group: string, name: string, id?: string) => {
    let found = groups.get(group)
    if (!found) {
      found = { group_id: groupIdOf(group), group_name: group, create_time: nowSeconds, order: 0, tag: [] }
      groups.set(group, found)
    }
    let tag = found.tag.find((other) => other.name === name)
    if (!tag) {
      tag = { id: id ?? tagIdOf(group, name), name, create_time: nowSeconds, order: 0 }
      found.tag.push(tag)
    }
    return tag
  }

  for (const person of world.persons) {
    if (person.followers.length > 0) person.externalUserId ??= externalIdOf(person.personId)
    if (person.externalUserId) byExternal.set(person.externalUserId, person)
    for (const follower of person.followers)
      for (const tag of follower.tags ?? [])
        if (tag.type === 1) tagOf(tag.group_name, tag.tag_name, tag.tag_id)
  }
  for (const [group, names] of Object.entries(POOL)) for (const name of names) tagOf(group, name)

  return {
    world,
    guide: (userid: string) => guides.get(userid),
    guides: () => [...guides.values()],
    person: (personId: string) => persons.get(personId),
    persons: () => [...persons.values()],
    byExternal: (externalUserId: string) => byExternal.get(externalUserId),
    byOpenid: (openid: string) => byOpenid.get(openid),
    /** A guide's customers, oldest friendship first. */
    customersOf: (userid: string) =>
      [...persons.values()]
        .flatMap((person) => {
          const follower = person.followers.find((one) => one.userid === userid)
          return follower ? [{ person, follower }] : []
        })
        .sort((a, b) => a.follower.createtime - b.follower.createtime),
    followerOf: (person: Person, userid: string) => person.followers.find((one) => one.userid === userid),
    follow(person: Person, follower: Follower) {
      person.externalUserId ??= externalIdOf(person.personId)
      byExternal.set(person.externalUserId, person)
      person.followers.push(follower)
    },
    unfollow(person: Person, userid: string) {
      person.followers = person.followers.filter((one) => one.userid !== userid)
    },
    addGuide(guide: World['guides'][number]) {
      guides.set(guide.userid, guide)
    },
    addPerson(person: Person) {
      persons.set(person.personId, person)
      byOpenid.set(person.openid, person)
      if (person.followers.length > 0) person.externalUserId ??= externalIdOf(person.personId)
      if (person.externalUserId) byExternal.set(person.externalUserId, person)
    },
    tagGroups: () => [...groups.values()],
    tagById(id: string) {
      for (const group of groups.values()) {
        const tag = group.tag.find((one) => one.id === id)
        if (tag) return { group, tag }
      }
      return undefined
    },
    tagOf,
  }
}
export type People = ReturnType<typeof createPeople>
