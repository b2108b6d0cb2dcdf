import { now } from '../../kernel/clock'
import { contactsOf } from '../customers/customers.service'
import type { guideDirectory, GuideDoc } from '../guides/guides.service'
import { tiersOf } from '../members/members.service'
import { groupsWith, type ChatGroupDoc } from './chatGroups.model'
import { countsOf, joinText, type GroupRow, type WelcomeView } from './chatGroups.rules'

export interface Staff {
  kind: 'guide' | 'manager'
  guideId: string
  userid: string
  storeId: string
}
export type Guides = Awaited<ReturnType<typeof guideDirectory>>

/** Other groups of the chain somebody is in, by id. */
async function otherGroups({ _id, members }: ChatGroupDoc): Promise<Map<string, string[]>> {
  const ids = members.filter((it) => !it.isStaff).map((it) => it.id)
  const found = new Map<string, string[]>()
  for (const { name, members: others } of ids.length ? await groupsWith(ids, _id) : [])
    for (const { id } of others) found.set(id, [...(found.get(id) ?? []), name])
  return found
}

/** Everybody in a group, as the caller may see them: tier and such of own customers only (GU-7). */
export async function groupRows(group: ChatGroupDoc, caller: Staff, guides: Guides): Promise<GroupRow[]> {
  const outside = group.members.filter((it) => !it.isStaff)
  const [contacts, others] = await Promise.all([contactsOf(outside.map((it) => it.id)), otherGroups(group)])
  const nameOf = (id: string) => guides.ofUserid(id)?.name ?? contacts.get(id)?.name
  const guidesOf = (id: string): GuideDoc[] =>
    (contacts.get(id)?.followers ?? []).flatMap((it) => guides.ofUserid(it.userid) ?? [])
  const isMine = (it: GuideDoc) =>
    it._id === caller.guideId || (caller.kind === 'manager' && it.storeId === caller.storeId)
  const memberIdOf = (it: (typeof outside)[number]) => contacts.get(it.id)?.memberId ?? it.memberId
  const own = outside.filter((it) => guidesOf(it.id).some(isMine))
  const tiers = await tiersOf(own.flatMap((it) => memberIdOf(it) ?? []))
  return group.members.map((it): GroupRow => {
    const staff = it.isStaff ? guides.ofUserid(it.id) : undefined
    const contact = contacts.get(it.id)
    const memberId = memberIdOf(it)
    const ofGuides = guidesOf(it.id)
    const mine = ofGuides.some(isMine)
    const tier = mine && memberId ? tiers.get(memberId) : undefined
    const avatar = staff?.avatar ?? contact?.avatar
    return {
      id: it.id,
      kind: it.isStaff ? 'staff' : 'customer',
      name: staff?.name ?? (it.name || contact?.name) ?? '微信用户',
      ...(avatar ? { avatar } : {}),
      isOwner: it.id === group.owner,
      isMember: memberId !== undefined,
      isMine: mine,
      guides: ofGuides.map((one) => one.name),
      ...(tier ? { tier } : {}),
      joinedAt: it.joinedAt.toISOString(),
      joinText: joinText(it, nameOf),
      alsoIn: it.isStaff ? [] : (others.get(it.id) ?? []),
    }
  })
}

/** Who may decide what is said in a group's name: its owner, and the manager of the owner's store. */
export const mayWelcome = ({ owner }: ChatGroupDoc, caller: Staff, guides: Guides): boolean =>
  owner === caller.userid || (caller.kind === 'manager' && guides.ofUserid(owner)?.storeId === caller.storeId)

/** The welcome of a group and how it stands at WeCom. */
export function welcomeOf(group: ChatGroupDoc, caller: Staff, guides: Guides): WelcomeView {
  const { welcome, welcomeVersion = 0, templateId, problem, dueAt } = group
  const said = {
    text: welcome?.text ?? '',
    ...(welcome?.page ? { page: welcome.page } : {}),
    version: welcomeVersion,
    mayChange: mayWelcome(group, caller, guides),
  }
  const isNothing = !welcome?.text && !welcome?.page
  if (problem) return { ...said, state: 'trouble', stateText: problem }
  if (dueAt) return { ...said, state: 'waiting', stateText: '正在告诉企业微信' }
  if (isNothing || !templateId) return { ...said, state: 'none', stateText: '新人进群没有欢迎语' }
  return { ...said, state: 'ready', stateText: '群主在「群设置 › 入群欢迎语」里选上这条后，新人进群就会收到' }
}

/** The group for its staff. */
export async function viewGroup(group: ChatGroupDoc, caller: Staff, guides: Guides) {
  const rows = await groupRows(group, caller, guides)
  return {
    chatId: group._id,
    name: group.name || '群聊',
    ownerName: guides.ofUserid(group.owner)?.name ?? '同事',
    isOwner: group.owner === caller.userid,
    notice: group.notice,
    madeAt: group.madeAt.toISOString(),
    askedAt: group.askedAt.toISOString(),
    counts: countsOf(rows, group.left, now()),
    welcome: welcomeOf(group, caller, guides),
  }
}
