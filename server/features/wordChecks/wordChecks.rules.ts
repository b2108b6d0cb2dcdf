import type { z } from 'zod'
import type { saidWhere } from './wordChecks.contract'

export type Level = 'refuse' | 'warn'
export type Where = z.output<typeof saidWhere>
export interface WordList {
  refuse: string[]
  warn: string[]
}

/** What a chain begins with: trade outside the shop is refused, what the advertising law forbids is warned of. */
export const FIRST_WORDS: WordList = {
  refuse: [
    '私下转账',
    '微信转账给我',
    '转我微信',
    '加我私人微信',
    '刷单',
    '套现',
    '代开发票',
    '包治百病',
    '根治',
  ],
  warn: [
    ...[
      '国家级',
      '最高级',
      '全网最低',
      '史上最低',
      '绝对有效',
      '百分百有效',
      '永不反弹',
      '特效',
      '无任何副作用',
    ],
    ...['加我微信', '私聊下单', '收款码', '返现', '内部价'],
  ],
}

/** Signs between letters that change nothing for a reader: spaces, dots, dashes, invisible ones. */
const BETWEEN = /[\s\p{P}\p{S}\p{Cf}]/u

/** A text as it is compared, and where each of its signs stands in the text as it was written. */
function compared(text: string): { signs: string[]; at: number[] } {
  const signs: string[] = []
  const at: number[] = []
  let place = 0
  for (const written of text) {
    for (const sign of written.normalize('NFKC').toLowerCase())
      if (!BETWEEN.test(sign)) {
        signs.push(sign)
        at.push(place)
      }
    place += 1
  }
  return { signs, at }
}

export interface Hit {
  word: string
  level: Level
  /** Of the text's signs, the first and the one behind the last. */
  from: number
  until: number
}

/**
 * The words of a list that stand in a text, each once, also in wide letters, other cases, or with spaces and signs between
 * the letters.
 */
export function hitsOf(text: string, list: WordList): Hit[] {
  const { signs, at } = compared(text)
  const find = (word: string, level: Level): Hit[] => {
    const wanted = compared(word).signs
    const begins = (first: number) => wanted.every((sign, place) => signs[first + place] === sign)
    const first = wanted.length ? signs.findIndex((_, place) => begins(place)) : -1
    if (first < 0) return []
    return [{ word, level, from: at[first] ?? 0, until: (at[first + wanted.length - 1] ?? 0) + 1 }]
  }
  return [...list.refuse.flatMap((it) => find(it, 'refuse')), ...list.warn.flatMap((it) => find(it, 'warn'))]
}

/** The stricter of the levels; nothing without a hit. */
export const levelOf = (hits: readonly Hit[]): Level | undefined =>
  hits.some((it) => it.level === 'refuse') ? 'refuse' : hits.length ? 'warn' : undefined

const AROUND = 12
/** What stands around the first hit. */
export function excerptOf(text: string, [first]: readonly Hit[]): string {
  const signs = [...text]
  if (!first) return signs.slice(0, 2 * AROUND).join('')
  const from = Math.max(0, first.from - AROUND)
  const until = Math.min(signs.length, first.until + AROUND)
  return `${from > 0 ? '…' : ''}${signs.slice(from, until).join('')}${until < signs.length ? '…' : ''}`
}

export const WHERE_TEXTS: Record<Where, string> = {
  chat: '聊天',
  mass: '群发',
  moment: '朋友圈',
  script: '话术',
  groupWelcome: '入群欢迎语',
  bag: '代客加购',
}

/** A list as it is kept: each word once, of both levels the stricter. */
export function tidy({ refuse, warn }: WordList): WordList {
  const strict = [...new Set(refuse)]
  return { refuse: strict, warn: [...new Set(warn)].filter((it) => !strict.includes(it)) }
}
