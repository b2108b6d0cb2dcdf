import type { Core } from './core'
import type { Message } from './chats'
import type { Tag } from './world'

export type Pair = { userid: string; personId: string }

const unknown = (what: string) => Object.assign(new Error(`unknown ${what}`), { status: 404 })

/** What guides and shoppers do in their own clients. Unlike changes by API these reach the product as events. */
export function createFriendships(core: Core) {
  const pair = ({ userid, personId }: Pair) => {
    const guide = core.people.guide(userid)
    const person = core.people.person(personId) ?? core.people.byExternal(personId)
    if (!guide) throw unknown(`guide ${userid}`)
    if (!person) throw unknown(`person ${personId}`)
    return { guide, person, follower: core.people.followerOf(person, userid) }
  }
  const emit = (
    changeType: string,
    { userid, personId }: Pair,
    more: Record<string, string | undefined> = {},
  ) => {
    const person = core.people.person(personId)
    core.callbacks.emit('change_external_contact', changeType, {
      UserID: userid,
      ExternalUserID: person?.externalUserId,
      ...more,
    })
    core.journal.tell('people')
  }

  return {
    pair,
    /**
     * Becoming friends: by hand (`addWay` absent), by a code (`state`). Already friends → nothing happens at all;
     * after the customer's one-sided deletion the old relation and its state come back.
     */
    add(given: Pair & { state?: string; addWay?: number; oneWay?: boolean }) {
      const { person, follower } = pair(given)
      if (follower && !follower.blocked) return { event: false }
      const state = follower ? follower.state : given.state
      if (follower) follower.blocked = false
      else
        core.people.follow(person, {
          userid: given.userid,
          remark: '',
          createtime: core.clock.seconds(),
          tags: [],
          add_way: given.addWay ?? (given.state ? 1 : 0),
          ...(given.state ? { state: given.state } : {}),
        })
      const ids = { userid: given.userid, personId: person.personId }
      const mayGreet = (person.type ?? 1) === 1 && !core.switches.consoleWelcome
      const welcome = mayGreet ? core.welcomes.issue(given.userid, person.personId) : undefined
      const more = { State: state, WelcomeCode: welcome }
      if (given.oneWay) emit('add_half_external_contact', ids, more)
      emit('add_external_contact', ids, more)
      core.journal.log('聊天', `${person.name} 加了 ${given.userid}`)
      return { event: true }
    },
    /** The guide edits remark or tags in the WeCom client. */
    edit(given: Pair & { remark?: string; tags?: { group: string; name: string }[] }) {
      const { person, follower } = pair(given)
      if (!follower) throw unknown('relation')
      if (given.remark !== undefined) follower.remark = given.remark
      if (given.tags)
        follower.tags = given.tags.map(({ group, name }): Tag => {
          const { id } = core.people.tags.tagOf(group, name)
          return { group_name: group, tag_name: name, tag_id: id, type: 1 }
        })
      emit('edit_external_contact', { ...given, personId: person.personId }, { State: follower.state })
    },
    /** The guide deletes the customer: the relation is gone. */
    remove(given: Pair) {
      const { person, follower } = pair(given)
      if (!follower) throw unknown('relation')
      core.people.unfollow(person, given.userid)
      emit('del_external_contact', { ...given, personId: person.personId })
    },
    /** The customer deletes the guide: the guide's side stays readable. */
    block(given: Pair) {
      const { person, follower } = pair(given)
      if (!follower) throw unknown('relation')
      follower.blocked = true
      emit('del_follow_user', { ...given, personId: person.personId })
    },
    /** Puts a message into a chat; both windows show it at once. */
    talk(given: Pair, message: Omit<Message, 'id' | 'at'>) {
      const { person } = pair(given)
      core.welcomes.chatBegan(given.userid, person.personId)
      const said = core.chats.say(given.userid, person.personId, message)
      core.journal.tell('message', { userid: given.userid, personId: person.personId, message: said })
      return said
    },
  }
}
export type Friendships = ReturnType<typeof createFriendships>
