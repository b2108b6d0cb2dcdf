import type { Api } from '../../../../server/api'
import { moment } from '../../ui/date.rules'

export type StaffChain = Api['GET /staff/chains']['response']['chains'][number]
export type WholeChain = Api['GET /staff/chains/:chainId']['response']
export type Entry = WholeChain['entries'][number]
export type Source = Api['GET /staff/chains/sources']['response']['sources'][number]

/** A group as the client names it; its name is what the guide called it. */
export interface Group {
  id: string
  name: string
}

/** Goods of a chain while it is being made: money in fen. */
export interface NewLine {
  skuId: string
  name: string
  optionText: string
  image: string
  price: number
  chainPrice: number | undefined
  quota: number | undefined
}

export const PHASE_TONES: Record<StaffChain['phase'], string> = {
  draft: '',
  coming: 'gold',
  open: 'ok',
  paused: 'warn',
  closing: 'warn',
  preparing: 'warn',
  onTheWay: 'gold',
  ready: 'ok',
  calledOff: '',
  over: '',
}

export const ENTRY_TONES: Record<Entry['state'], string> = {
  unpaid: 'warn',
  joined: 'ok',
  onTheWay: 'i2',
  ready: 'ok',
  collected: 'i2',
  refunded: 'i2',
}

/** What of a chain is waited for next: `今天 20:00 截单`, `明天 10:00 到店`. */
export const nextText = ({ phase, until, arrivesAt, from }: StaffChain, now: number): string => {
  if (phase === 'coming' || phase === 'draft') return `${moment(from, now)} 开始`
  if (phase === 'open' || phase === 'paused') return `${moment(until, now)} 截单`
  if (phase === 'preparing' || phase === 'onTheWay') return `${moment(arrivesAt, now)} 到店`
  return ''
}

/** How much of a chain is taken, 0 to 100. */
export const takenPart = ({ pieces, left }: Pick<StaffChain, 'pieces' | 'left'>): number =>
  Math.round((pieces / Math.max(1, pieces + left)) * 100)

/** The page of a chain as WeCom opens it in the mini-program. */
export const cardPage = (chainId: string): string =>
  `pages/group/chain/index.html?id=${encodeURIComponent(chainId)}&ch=card`

const DAY = 86_400_000
const SHANGHAI = 8 * 3_600_000

/** An hour of the Shanghai day `days` after an instant (ms), ISO. */
export const hourOfDay = (after: number, days: number, hour: number): string => {
  const midnight = Math.floor((after + SHANGHAI) / DAY) * DAY - SHANGHAI
  return new Date(midnight + days * DAY + hour * 3_600_000).toISOString()
}

/** A yuan price as typed, in fen; undefined for what is none. */
export const fenOf = (text: string): number | undefined =>
  /^\d{1,6}(\.\d{1,2})?$/.test(text.trim()) && Number(text) > 0 ? Math.round(Number(text) * 100) : undefined

/** What is missing before a chain can be opened; undefined when nothing is. */
export const problemOf = ({
  title,
  lines,
  source,
  until,
  now,
}: {
  title: string
  lines: readonly NewLine[]
  source: Source | undefined
  until: string
  now: number
}): string | undefined => {
  if (lines.length === 0) return '先选要接龙的货'
  if (!title.trim()) return '给接龙起个名字'
  for (const { skuId, name, price, chainPrice, quota } of lines) {
    if (chainPrice === undefined) return `写「${name}」的接龙价`
    if (chainPrice > price) return `「${name}」的接龙价比平时还贵`
    if (quota === undefined || quota < 1) return `写「${name}」放几份`
    const there = source?.available.find((it) => it.skuId === skuId)?.available
    if (there !== undefined && quota > there) return `「${name}」${source?.name}只有 ${there} 份可放`
  }
  if (!source) return '选货从哪里来'
  return Date.parse(until) <= now ? '截单时间要在现在以后' : undefined
}
