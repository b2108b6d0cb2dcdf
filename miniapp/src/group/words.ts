import { serverNow } from '../api/serverTime'
import { dueText, priceText, stampText } from '../ui/format'
import type { GroupBuy, Mine, Seat, Team } from './types'

/** `3 人团` */
export const sizeText = ({ size }: { size: number }): string => `${size} 人团`

/** Whether teams can be opened now. */
export const canOpen = ({ status, left }: Pick<GroupBuy, 'status' | 'left'>): boolean =>
  status === 'live' && left > 0

/** How a piece is got: `静安寺店自提或快递`, `到店自提`. */
export const waysText = ({ ways }: Pick<GroupBuy, 'ways'>, storeName?: string): string => {
  const pickup = storeName ? `${storeName}自提` : '到店自提'
  const isCollected = ways.includes('pickup')
  if (isCollected && ways.includes('express')) return `${pickup}或快递`
  return isCollected ? pickup : '快递到家'
}

/** What is saved against buying one alone, fen. */
export const savedOf = ({ price, groupPrice }: { price: number; groupPrice: number }): number =>
  Math.max(0, price - groupPrice)

/** `今天 09:38 开团`, once the day is past with its date. */
export const seatTime = ({ at, isLeader }: Seat): string => {
  const now = new Date(serverNow())
  const today = dueText(at, now)
  return `${today.startsWith('今天') ? today : stampText(at, now)} ${isLeader ? '开团' : '参团'}`
}

/** What stands on top of a team in large letters: the words before, a number in colour, the words after. */
export const teamHead = ({
  state,
  left,
  paid,
  size,
}: Team): [before: string, count: string, after: string] => {
  switch (state) {
    case 'opening':
      return ['付款后就开团', '', '']
    case 'open':
      if (left > 0) return ['还差 ', String(left), ' 人成团']
      return ['还差 ', String(size - paid), ' 人付款']
    case 'formed':
      return ['拼成了', '', '']
    case 'failed':
      return ['没拼成', '', '']
    case 'abandoned':
      return ['这个团取消了', '', '']
  }
}

/** Under it: what happens next, or what became of it, for who looks. */
export const teamSays = ({ state, left, deadline, endedAt }: Team, mine: Mine | undefined): string => {
  const now = new Date(serverNow())
  switch (state) {
    case 'opening':
      return '团长还没付款，付好就可以叫朋友了'
    case 'open':
      if (mine?.isIn && !mine.isPaid) return '位子给你留了 15 分钟，付款才算数'
      if (left === 0) return '位子都有人了，等最后付款'
      return deadline ? `${dueText(deadline, now)} 前满员就成团` : ''
    case 'formed':
      if (mine?.isIn) return '人齐了，店里开始备货，好了告诉你'
      return endedAt ? `${dueText(endedAt, now)} 成团，想要可以自己开一个` : '想要可以自己开一个'
    case 'failed':
      return mine?.isIn ? '到点没凑齐，钱全额原路退回，一般 10 分钟到账' : '到点没凑齐，付的钱都已全额退回'
    case 'abandoned':
      return '团里没有人了，付过的钱都已退回'
  }
}

/** 拼团规则 of one group buy, in the order in which they come to matter. */
export const rulesOf = (
  { hours, size, formFrom, pickupAt, ways }: GroupBuy,
  deadline?: string,
): [title: string, text: string][] => {
  const now = new Date(serverNow())
  const inTime = deadline ? `${dueText(deadline, now)} 前` : '从团长付款算起，'
  return [
    [
      '付款占位',
      ways.includes('pickup') && pickupAt === 'leaderStore'
        ? '每人各付各的，款式各选各的；自提都到团长选的店。'
        : '每人各付各的，款式和取货方式各选各的。',
    ],
    [`${hours} 小时内满 ${size} 人`, `${inTime}满员就成团，人齐立刻备货。`],
    formFrom === undefined
      ? ['没凑齐，全额退', '到点自动原路退回，一般 10 分钟内到账。']
      : [`满 ${formFrom} 人也能成`, `到点付款的有 ${formFrom} 人就自动成团，再少就全额原路退回。`],
  ]
}

/** What a card in a chat says. */
export const cardTitle = (it: Pick<GroupBuy, 'name' | 'groupPrice'>, team: Team | undefined): string => {
  const price = priceText(it.groupPrice)
  return team?.state === 'open' && team.left > 0
    ? `还差 ${team.left} 人，${price} 拼「${it.name}」`
    : `${price} 拼「${it.name}」，一起来`
}
