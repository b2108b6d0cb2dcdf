import { serverNow } from '../api/serverTime'
import { dueText, priceText, stampText } from '../ui/format'
import type { ChainCard, ChainWanted } from './types'

type Standing = Pick<ChainCard, 'phase' | 'left'>

/** Whether one can join now. */
export const canJoin = ({ phase, left }: Standing): boolean => phase === 'open' && left > 0

/** From when on it can be collected: `明天 10:00 起到店取`. */
export const arrivalText = ({ arrivesAt }: Pick<ChainCard, 'arrivesAt'>): string =>
  `${dueText(arrivesAt, new Date(serverNow()))} 起到店取`

/** What stands on top of a chain. */
export const chainHead = (chain: Standing & Pick<ChainCard, 'phaseText'>): string =>
  chain.phase === 'open' && chain.left === 0 ? '份数接满了' : chain.phaseText

/** Under it: what happens next, for who looks. */
export const chainSays = (chain: Standing & Pick<ChainCard, 'arrivesAt' | 'from' | 'store'>): string => {
  const now = new Date(serverNow())
  const arrives = dueText(chain.arrivesAt, now)
  switch (chain.phase) {
    case 'draft':
      return '团长还在准备，晚点再来看'
    case 'coming':
      return `${dueText(chain.from, now)} 开始接龙`
    case 'open':
      return chain.left === 0
        ? '有人没付款会放出来，可以过会儿再看'
        : `截单后一起送到${chain.store.name}，${arrives} 起凭码来取`
    case 'paused':
      return '团长先停一下，过会儿再来看'
    case 'closing':
      return '截单了，正在等最后几笔付款'
    case 'preparing':
      return `截单了，店里在备货，${arrives} 起凭码来取`
    case 'onTheWay':
      return `货在路上，${arrives} 前后到${chain.store.name}`
    case 'ready':
      return `货到${chain.store.name}了，凭取货码来取`
    case 'calledOff':
      return '接龙取消了，付的钱全额原路退回'
    case 'over':
      return '这次接龙结束了'
  }
}

/** What is chosen, as it goes into a link, of characters that stand in one as they are: `sku_1*2.sku_2*1`. */
export const wantedText = (wanted: ChainWanted): string =>
  wanted.map((it) => `${it.skuId}*${it.quantity}`).join('.')

/** And back; what is no such choice is left out. */
export const wantedOf = (text: string | undefined): ChainWanted =>
  (text ?? '').split('.').flatMap((part) => {
    const found = /^([\w-]+)\*([1-9]\d?)$/.exec(part)
    return found?.[1] ? [{ skuId: found[1], quantity: Number(found[2]) }] : []
  })

/** Pieces of a choice in all. */
export const piecesOf = (wanted: ChainWanted): number => wanted.reduce((sum, it) => sum + it.quantity, 0)

/** What a choice costs before it is asked for, fen. */
export const costOf = (lines: ChainCard['lines'], wanted: ChainWanted): number =>
  wanted.reduce(
    (sum, { skuId, quantity }) => sum + quantity * (lines.find((it) => it.skuId === skuId)?.chainPrice ?? 0),
    0,
  )

/** `今天 09:38`, once the day is past with its date. */
export const joinedTime = (at: string): string => {
  const now = new Date(serverNow())
  const today = dueText(at, now)
  return today.startsWith('今天') ? today : stampText(at, now)
}

/** What a card in a chat says. */
export const cardTitle = ({
  title,
  lines,
  people,
}: Pick<ChainCard, 'title' | 'lines' | 'people'>): string => {
  const least = Math.min(...lines.map((it) => it.chainPrice))
  return people > 0
    ? `${people} 人接了龙：「${title}」${priceText(least)} 起`
    : `接龙「${title}」${priceText(least)} 起，来接第一个`
}

/** 接龙怎么玩, in the order in which it comes to matter. */
export const rulesOf = ({
  until,
  store,
  arrivesAt,
}: Pick<ChainCard, 'until' | 'store' | 'arrivesAt'>): [title: string, text: string][] => {
  const now = new Date(serverNow())
  return [
    ['选份数、付款', '付了款才有接龙号；没付的 15 分钟后放给别人。'],
    [`${dueText(until, now)} 截单`, `大家的货一起送到${store.name}，不用自己付运费。`],
    [`${dueText(arrivesAt, now)} 起凭码来取`, '货到了微信告诉你，出示取货码就能拿走。'],
  ]
}
