import type { z } from 'zod'
import type { groupBuyDraft } from './groupBuyConsole.contract'

export type GroupBuyDraft = z.output<typeof groupBuyDraft>

const twice = (list: readonly unknown[]): boolean => new Set(list).size !== list.length
const isStore = (locationId: string): boolean => locationId.startsWith('sto_')

/** What is wrong with a group buy as it stands, in the operator's words; undefined when nothing is. */
export function groupBuyProblem(draft: GroupBuyDraft): string | undefined {
  const { skus, places, ways, size, formFrom, from, until } = draft
  if (Date.parse(from) >= Date.parse(until)) return '结束要晚于开始'
  if (formFrom !== undefined && formFrom >= size) return '自动成团的人数要少于成团人数'
  if (twice(skus.map((it) => it.skuId)) || twice(ways)) return '同一项选了两次'
  if (twice(places.map((it) => `${it.skuId}@${it.locationId}`))) return '同一个规格在同一处填了两次名额'
  const offered = new Set(skus.map((it) => it.skuId))
  if (places.some((it) => !offered.has(it.skuId))) return '名额里有没参加拼团的规格'
  if (skus.some((it) => places.every((place) => place.skuId !== it.skuId))) return '有规格没有留出名额'
  if (places.reduce((sum, it) => sum + it.quota, 0) < size) return '名额比一个团的人数还少，成不了团'
  const [stores, others] = [
    places.some((it) => isStore(it.locationId)),
    places.some((it) => !isStore(it.locationId)),
  ]
  if (ways.includes('pickup') !== stores)
    return stores ? '门店留了名额，但没开到店自提' : '到店自提要给门店留名额'
  if (ways.includes('express') !== others) return others ? '仓库留了名额，但没开快递' : '快递要给仓库留名额'
  return undefined
}
