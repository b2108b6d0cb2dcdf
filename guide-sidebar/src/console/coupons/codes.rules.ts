import type { Api } from '../../../../server/api'
import { atText } from '../campaigns/campaign.rules'

export type Batch = Api['GET /console/coupons/:couponId/code-batches']['response']['batches'][number]
export type WholeBatch = Api['GET /console/coupons/:couponId/code-batches/:batchId']['response']
type Code = WholeBatch['codes'][number]

/** The most codes of one batch, as the server allows. */
export const MOST_CODES = 1000

/** How many of a batch can still be exchanged. */
export const leftOf = ({ count, used, voided }: Batch): number => count - used - voided

export const isOver = ({ until }: Batch, now: number): boolean =>
  until !== undefined && Date.parse(until) <= now

/** Where a batch stands, with the tone it is said in. */
export const standingOf = (batch: Batch, now: number): { text: string; tone: string } => {
  if (batch.voided > 0) return { text: '已作废', tone: '' }
  if (leftOf(batch) === 0) return { text: '全部用完', tone: '' }
  return isOver(batch, now) ? { text: '已过期', tone: '' } : { text: '可兑换', tone: 'ok' }
}

const codeWord = ({ isUsed, isVoid }: Code, isPast: boolean): string => {
  if (isUsed) return '已用'
  if (isVoid) return '已作废'
  return isPast ? '已过期' : '未用'
}

/** A cell as spreadsheets take it: what looks like a formula is text. */
const cell = (text: string): string => {
  const plain = /^[=+\-@\t]/.test(text) ? `'${text}` : text
  return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** A batch as a CSV file that spreadsheets open with its Chinese right; times in Shanghai. */
export const csvOf = (title: string, batch: WholeBatch, now: number): string => {
  const isPast = isOver(batch, now)
  const rows = batch.codes.map((it) => [
    title,
    it.code,
    codeWord(it, isPast),
    atText(it.usedAt),
    batch.until ? atText(batch.until) : '跟着券走',
  ])
  const table = [['券', '兑换码', '状态', '换掉的时间', '兑换截止'], ...rows]
  return `\uFEFF${table.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

/** The file's name: the coupon, how many codes, and when they were made. */
export const fileOf = (title: string, { count, createdAt }: Batch): string => {
  const name = title.replace(/[\\/:*?"<>|\s]+/g, '')
  return `兑换码-${name}-${count}个-${atText(createdAt).replace(/\D/g, '')}.csv`
}

export interface CodesForm {
  count: number | undefined
  until: string | undefined
}
/** What is wrong with what was typed; undefined when the batch can be made. `now` in ms. */
export const codesProblem = ({ count, until }: CodesForm, now: number): string | undefined => {
  if (count === undefined || count < 1) return '写要做几个'
  if (count > MOST_CODES) return `一批最多 ${MOST_CODES} 个，多了分几批做`
  return until && Date.parse(until) <= now ? '兑换截止要在现在以后' : undefined
}
