/** Integer fen as yuan and what follows the point: 2400 → ['24', ''], 5990 → ['59', '.9'], 10417 → ['104', '.17']. */
export const priceParts = (fen: number): [yuan: string, rest: string] => {
  const yuan = String(Math.floor(fen / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = fen % 100
  if (rest === 0) return [yuan, '']
  return [yuan, `.${String(rest).padStart(2, '0').replace(/0$/, '')}`]
}

/** Both places behind the point, for bills: 40000 → ['400', '.00']. */
export const exactParts = (fen: number): [yuan: string, rest: string] => [
  priceParts(fen)[0],
  `.${String(fen % 100).padStart(2, '0')}`,
]

/** `¥496.00`, as it stands on a bill. */
export const billText = (fen: number): string => `¥${exactParts(fen).join('')}`

/** `¥1,299` */
export const priceText = (fen: number): string => `¥${priceParts(fen).join('')}`

/** Pieces sold: 860 → `已售 860`, 12800 → `已售 1.2 万+`; nothing for 0. */
export const soldText = (count: number): string =>
  count === 0 ? '' : count < 10_000 ? `已售 ${count}` : `已售 ${Math.floor(count / 1000) / 10} 万+`

const shanghai = (at: Date): Date => new Date(at.getTime() + 8 * 3_600_000)
const two = (it: number): string => String(it).padStart(2, '0')

/** An instant as the shop's clock shows it, Asia/Shanghai: `14:25`. */
export const clockText = (instant: string): string => {
  const at = shanghai(new Date(instant))
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** Calendar day in Asia/Shanghai: `2026-11-22`. */
export const dayOf = (at: Date): string => shanghai(at).toISOString().slice(0, 10)

/** 1 = Monday … 7 = Sunday, in Asia/Shanghai. */
export const weekdayOf = (at: Date): number => shanghai(at).getUTCDay() || 7

/** A past day as people say it: `今天`, `昨天`, `3 天前`, `11 月 2 日`, with the year when it is another. */
export const dayText = (instant: string, now: Date): string => {
  const then = new Date(`${dayOf(new Date(instant))}T00:00:00Z`)
  const today = new Date(`${dayOf(now)}T00:00:00Z`)
  const days = Math.round((today.getTime() - then.getTime()) / 86_400_000)
  if (days <= 0) return '今天'
  if (days === 1) return '昨天'
  if (days < 7) return `${days} 天前`
  const day = `${then.getUTCMonth() + 1} 月 ${then.getUTCDate()} 日`
  return then.getUTCFullYear() === today.getUTCFullYear() ? day : `${then.getUTCFullYear()} 年 ${day}`
}

/** An instant to come as people say it: `今天 22:00`, `明天 15:00`, `周三 22:00` within a week, else `12 月 3 日 22:00`. */
export const dueText = (instant: string, now: Date): string => {
  const then = new Date(`${dayOf(new Date(instant))}T00:00:00Z`)
  const days = Math.round((then.getTime() - new Date(`${dayOf(now)}T00:00:00Z`).getTime()) / 86_400_000)
  const day =
    days === 0
      ? '今天'
      : days === 1
        ? '明天'
        : days > 1 && days < 7
          ? `周${'日一二三四五六'[then.getUTCDay()]}`
          : `${then.getUTCMonth() + 1} 月 ${then.getUTCDate()} 日`
  return `${day} ${clockText(instant)}`
}

/** A past instant on a bill: `11-22 14:28`, with the year when it is another. */
export const stampText = (instant: string, now: Date): string => {
  const day = dayOf(new Date(instant))
  return `${day.slice(0, 4) === dayOf(now).slice(0, 4) ? day.slice(5) : day} ${clockText(instant)}`
}

/** Puts a time after words: `留到周三 22:00`, but `留到 12 月 3 日 22:00`. */
export const wordsWith = (words: string, time: string): string => words + (/^\d/.test(time) ? ' ' : '') + time

/** `1234 5678`: in two groups, as one reads it aloud. */
export const spokenDigits = (digits: string): [string, string] => [digits.slice(0, 4), digits.slice(4)]
