import { guideDirectory, guidesOf } from '../guides/guides.service'
import { guidesNamed, guidesOnDuty, MOST_GUIDES, type Duty } from './channelCodes.rules'

/** Who a code leads to at an instant: guides who are still here, at most as many as WeCom takes. */
export async function onDutyAt(duty: Duty, at: Date) {
  const stores = duty.kind === 'store' ? await guidesOf([duty.storeId]) : []
  const directory = await guideDirectory()
  const ids = guidesOnDuty(duty, at, () => stores.map((it) => it._id))
  const guides = ids.flatMap((id) => directory.ofId(id) ?? []).filter((it) => it.active)
  return guides.slice(0, MOST_GUIDES)
}

/** Stores of everybody it may ever lead to; undefined when somebody is no guide (any more). */
export async function storesOfDuty(duty: Duty): Promise<string[] | undefined> {
  if (duty.kind === 'store') return [duty.storeId]
  const directory = await guideDirectory()
  const guides = guidesNamed(duty).map((id) => directory.ofId(id))
  if (guides.some((it) => !it?.active)) return undefined
  return [...new Set(guides.flatMap((it) => (it ? [it.storeId] : [])))]
}
