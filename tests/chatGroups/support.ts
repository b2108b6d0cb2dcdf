import type { build } from '../support/build'
import { befriend, enrol, person, signInGuide } from '../support/people'
import type { TestProduct } from '../support/product'

/** Customer groups as people use them in their clients, and as our staff see them. */
export function groupsOf(product: () => TestProduct) {
  const sandbox = (path: string, body: object = {}) => product().sandbox.post(`/__sandbox/${path}`, body)
  const delivered = async () => {
    await product().sandbox.core.callbacks.settled()
    await product().settled()
  }
  /** A group of a guide with so many people, who are the guide's customers. */
  const made = async ({
    people = 2,
    ...over
  }: { people?: number } & Parameters<typeof build.guide>[0] = {}) => {
    const { guide, token } = await signInGuide(product(), over)
    const persons = []
    for (let at = 0; at < people; at += 1) {
      const who = await person(product())
      await befriend(product(), who.personId, guide.userid)
      persons.push(who)
    }
    const personIds = persons.map((it) => it.personId)
    const { chat_id } = await sandbox('groups', { userid: guide.userid, name: '会员群', personIds })
    await delivered()
    return { guide, token, persons, chatId: String(chat_id) }
  }
  const group = async (chatId: string, token: string) => product().get(`/groups/${chatId}`, { token })
  const members = async (chatId: string, token: string, show = 'all') =>
    (await product().get(`/groups/${chatId}/members?show=${show}`, { token })).body.members as {
      id: string
      name: string
      alsoIn: string[]
      tier?: string
      joinText: string
    }[]
  return {
    sandbox,
    delivered,
    made,
    group,
    members,
    enrolled: (it: Parameters<typeof enrol>[1]) => enrol(product(), it),
  }
}
