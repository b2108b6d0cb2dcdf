import type { Api } from '../../../../server/api'
import { relativeDate } from '../../ui/date.rules'

export type Content = Api['GET /customers/:externalUserId/contents']['response']['contents'][number]

/** What is of a topic, or all. */
export const ofTopic = (contents: readonly Content[], topic: string | undefined): Content[] =>
  contents.filter((it) => topic === undefined || it.topics.includes(topic))

/** Every topic once: what fits the customer first, then what most pieces are of. */
export function topicsOf(contents: readonly Content[]): string[] {
  const fitting = new Set(contents.flatMap((it) => it.fits))
  const counts = new Map<string, number>()
  for (const topic of contents.flatMap((it) => it.topics)) counts.set(topic, (counts.get(topic) ?? 0) + 1)
  return [...counts]
    .sort(([a, most], [b, count]) => Number(fitting.has(b)) - Number(fitting.has(a)) || count - most)
    .map(([name]) => name)
}

/** Why it is up there, or what it is for: `标签对得上：有娃、孕期`, `服饰偏好 · 秋色控`. */
export const whyText = ({ fits, topics }: Content): string =>
  fits.length > 0 ? `标签对得上：${fits.join('、')}` : topics.join(' · ')

export const sentText = ({ sentAt }: Content, now: number): string | undefined =>
  sentAt && `${relativeDate(sentAt, now)}发过`

/** Words to begin with. */
export const wordsFor = ({ title }: Content): string => `看到这篇想到你：${title}。有想问的直接找我。`
