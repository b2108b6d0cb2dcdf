import type { z } from 'zod'
import { now } from '../../kernel/clock'
import { recentReminders } from '../../integrations/wecom/reminders'
import { sumsOfCards } from '../attributions/attributions.service'
import { momentWords } from '../coupons/coupons.service'
import { customersOfGuide } from '../customers/customers.service'
import { openersOf } from '../guideCards/guideCards.service'
import type { massMessagesContract } from './massMessages.contract'
import type { MassMessageDoc } from './massMessages.model'
import { resultsOf, talliesOf } from './massMessages.reach.model'
import { audienceText, groupsText, mayBecome } from './massMessages.rules'

type Routes = (typeof massMessagesContract)['routes']
type Shown = z.input<Routes['GET /mass-messages/:messageId']['response']>
type Asked = z.output<Routes['GET /mass-messages/:messageId/results']['query']>
type Row = z.input<Routes['GET /mass-messages/:messageId/results']['response']>['recipients'][number]

function statusText({ status, problem, confirmedAt }: MassMessageDoc): string {
  switch (status) {
    case 'making':
      return problem ?? '正在交给企业微信'
    case 'waiting':
      return '等你在企业微信里点发送'
    case 'sent':
      return confirmedAt ? `${momentWords(confirmedAt)} 发出` : '已发出'
    case 'cancelling':
      return problem ?? '正在取消'
    case 'cancelled':
      return '已取消，没有发出'
    case 'failed':
      return problem ?? '企业微信没有收下'
  }
}

type Sum = { orders: number; amount: number }

/** What members did by the cards of messages, read at once for all of them: who looked, and what they bought. */
async function deedsOf(messages: readonly MassMessageDoc[]) {
  const cardIds = messages.flatMap((it) => it.cards.flatMap((card) => card.cardId ?? []))
  const [openers, sums] = cardIds.length
    ? await Promise.all([openersOf(cardIds), sumsOfCards(cardIds)])
    : [[], []]
  return ({ cards }: MassMessageDoc) => {
    const isOwn = ({ _id }: { _id: { cardId: string } }) => cards.some((it) => it.cardId === _id.cardId)
    const opened = new Set(openers.filter(isOwn).map((it) => it._id.memberId))
    const bought = new Map<string, Sum>()
    for (const { _id, orders, amount } of sums.filter(isOwn)) {
      const before = bought.get(_id.memberId) ?? { orders: 0, amount: 0 }
      bought.set(_id.memberId, { orders: before.orders + orders, amount: before.amount + amount })
    }
    return { opened, bought }
  }
}

export async function showAll(messages: readonly MassMessageDoc[]): Promise<Shown[]> {
  const at = now()
  const [tallyOf, deeds] = await Promise.all([talliesOf(messages.map((it) => it._id)), deedsOf(messages)])
  return messages.map((it): Shown => {
    const { opened, bought } = deeds(it)
    const sums = [...bought.values()]
    const [sent, notFriend, capped] = (['sent', 'notFriend', 'capped'] as const).map((result) =>
      tallyOf(it._id, result),
    )
    const tally = { sent: sent ?? 0, notFriend: notFriend ?? 0, capped: capped ?? 0 }
    const unsent = Math.max(0, it.count - tally.sent - tally.notFriend - tally.capped)
    const reminders = recentReminders(it.remindedAt, at).length
    return {
      id: it._id,
      status: it.status,
      statusText: statusText(it),
      text: it.text,
      cards: it.cards.map(({ kind, title, image }) => ({ kind, title, ...(image ? { image } : {}) })),
      to: it.to ?? 'customers',
      audienceText: it.groups ? groupsText(it.groups.map((group) => group.name)) : audienceText(it.audience),
      count: it.count,
      chosen: it.chosen,
      leftOut: it.leftOut,
      results: { ...tally, unsent },
      opened: opened.size,
      bought: {
        customers: sums.length,
        orders: sums.reduce((sum, one) => sum + one.orders, 0),
        amount: sums.reduce((sum, one) => sum + one.amount, 0),
      },
      madeAt: it.madeAt.toISOString(),
      ...(it.confirmedAt ? { confirmedAt: it.confirmedAt.toISOString() } : {}),
      reminders,
      canRemind: it.status === 'waiting' && reminders < 3,
      canCancel: mayBecome(it.status, 'cancelling'),
    }
  })
}

const MOST = 200
const yuan = (amount: number) => `¥${(amount / 100).toFixed(amount % 100 ? 2 : 0)}`

/** What became of a message, group by group. */
async function groupResults({ _id, status, recipients, groups = [] }: MassMessageDoc): Promise<Row[]> {
  const rowOf = new Map((await resultsOf(_id)).map((it) => [it.externalUserId, it]))
  return recipients.map((id) => {
    const row = rowOf.get(id)
    const result = row?.result ?? 'unsent'
    const text = {
      sent: `${row ? momentWords(row.at) : ''} 发到群里`,
      notFriend: '群已解散，或群主换人了',
      capped: '这个群收到的群发已到企业微信的上限',
      unsent: status === 'sent' ? '没有发到这个群' : '还没发出',
    }[result]
    const name = groups.find((it) => it.chatId === id)?.name ?? '客户群'
    return { id, name, result, text, isOpened: false, amount: 0 }
  })
}

/** What became of a message, customer by customer. */
async function customerResults(message: MassMessageDoc): Promise<Row[]> {
  const [customers, rows, deeds] = await Promise.all([
    customersOfGuide(message.userid),
    resultsOf(message._id),
    deedsOf([message]),
  ])
  const customerOf = new Map(customers.map((it) => [it.externalUserId, it]))
  const rowOf = new Map(rows.map((it) => [it.externalUserId, it]))
  const { opened, bought: sumOf } = deeds(message)
  return message.recipients.map((externalUserId): Row => {
    const customer = customerOf.get(externalUserId)
    const row = rowOf.get(externalUserId)
    const isOpened = opened.has(customer?.memberId ?? '')
    const bought = sumOf.get(customer?.memberId ?? '')
    const outcome = row?.result ?? 'unsent'
    const words = {
      sent: `${row ? momentWords(row.at) : ''} 收到`,
      notFriend: 'TA 已不是你的好友',
      capped: 'TA 收到的群发已到企业微信的上限',
      unsent: message.status === 'sent' ? '没有发给 TA' : '还没发出',
    }[outcome]
    const did = bought ? `，下了 ${bought.orders} 单 ${yuan(bought.amount)}` : isOpened ? '，点开了' : ''
    return {
      id: externalUserId,
      name: customer?.name ?? '已不是好友',
      ...(customer?.avatar ? { avatar: customer.avatar } : {}),
      result: outcome,
      text: `${words}${did}`,
      isOpened,
      amount: bought?.amount ?? 0,
    }
  })
}

/** What became of a message, one after the other: who bought, who looked, then the rest (GU-4). */
export async function showResults(message: MassMessageDoc, { result }: Asked) {
  const shown = await (message.to === 'groups' ? groupResults(message) : customerResults(message))
  const asked = result ? shown.filter((it) => it.result === result) : shown
  const rank = (it: Row) => (it.amount ? 0 : it.isOpened ? 1 : it.result === 'sent' ? 2 : 3)
  const ordered = asked.sort((a, b) => rank(a) - rank(b) || b.amount - a.amount)
  return { recipients: ordered.slice(0, MOST), total: asked.length }
}
