import { createTagPool } from './tagPool'
import { externalIdOf, type Follower, type Person, type World } from './world'

/** Look-ups and changes over a world. Every change goes through here so that the indexes stay right. */
export function createPeople(world: World, nowSeconds: number) {
  const guides = new Map(world.guides.map((guide) => [guide.userid, guide]))
  const persons = new Map(world.persons.map((person) => [person.personId, person]))
  const byExternal = new Map<string, Person>()
  const byOpenid = new Map(world.persons.map((person) => [person.openid, person]))
  const tags = createTagPool(world, () => [...persons.values()], nowSeconds)

  for (const person of world.persons) {
    if (person.followers.length > 0) person.externalUserId ??= externalIdOf(person.personId)
    if (person.externalUserId) byExternal.set(person.externalUserId, person)
  }

  const externalOf = (person: Person): string => {
    person.externalUserId ??= externalIdOf(person.personId)
    byExternal.set(person.externalUserId, person)
    return person.externalUserId
  }

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
    /** The corp's id of a person, who needs to be nobody's friend: members of groups have one too. */
    externalOf,
    follow(person: Person, follower: Follower) {
      externalOf(person)
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
    tags,
  }
}
export type People = ReturnType<typeof createPeople>
