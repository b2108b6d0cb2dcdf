import { momentWords } from '../coupons/coupons.service'
import type { guideDirectory, GuideDoc } from '../guides/guides.service'
import type { TakeoverDoc } from './takeovers.model'
import { chatText, countsOf, customerText, DAY_MS } from './takeovers.rules'

type Guides = Awaited<ReturnType<typeof guideDirectory>>

export const whoseOf = ({ _id: id, name, avatar, active }: GuideDoc) => ({
  id,
  name,
  active,
  ...(avatar ? { avatar } : {}),
})
const shownOf = (guideId: string, guides: Guides) => {
  const guide = guides.ofId(guideId)
  return guide ? whoseOf(guide) : { id: guideId, name: '已离职的同事', active: false }
}

/** A takeover and how far it is. */
export function viewTakeover(it: TakeoverDoc, guides: Guides) {
  const chats = (state: string) => it.chats.filter((one) => one.state === state).length
  return {
    id: it._id,
    from: shownOf(it.from.guideId, guides),
    to: shownOf(it.to.guideId, guides),
    createdAt: it.createdAt.toISOString(),
    createdBy: it.createdBy,
    counts: countsOf(it.customers),
    groups: { all: it.chats.length, done: chats('done'), failed: chats('failed') },
    isOpen: it.dueAt !== undefined,
    ...(it.problem ? { problem: it.problem } : {}),
  }
}

/** With each customer and group. */
export function viewWhole(it: TakeoverDoc, guides: Guides) {
  const until = momentWords(new Date(it.createdAt.getTime() + DAY_MS))
  return {
    ...viewTakeover(it, guides),
    customers: it.customers.map((one) => ({
      externalUserId: one.externalUserId,
      name: one.name,
      state: one.state,
      stateText: customerText(one, until),
      at: one.at.toISOString(),
    })),
    chats: it.chats.map((one) => ({
      chatId: one.chatId,
      name: one.name,
      state: one.state,
      stateText: chatText(one),
    })),
  }
}
