import { codesInUseOf } from '../channelCodes/channelCodes.service'
import { guidesOf } from '../guides/guides.service'
import type { StoreSummary } from '../stores/stores.service'
import { standingOf, standingText, type Candidate } from './nearestGuides.rules'

export type Known = Candidate & {
  store: StoreSummary
  codeId?: string
  guides: { name: string; avatar?: string }[]
}

/** More stores than these, and all guides are read at once. */
const MANY = 300

/** Who works in stores, by store. */
async function staffOf(storeIds: readonly string[]): Promise<Map<string, Known['guides']>> {
  const staff = new Map<string, Known['guides']>()
  for (const { storeId, name, avatar } of await guidesOf(storeIds.length > MANY ? undefined : storeIds))
    staff.set(storeId, [...(staff.get(storeId) ?? []), { name, ...(avatar ? { avatar } : {}) }])
  return staff
}

/** What is known of stores now: hours, code, who works there. */
export async function knownOf(stores: readonly StoreSummary[]): Promise<Known[]> {
  const codes = await codesInUseOf(stores.map((it) => it.id))
  const staff = await staffOf([...codes.keys()])
  return stores.map((store) => {
    const codeId = codes.get(store.id)
    const guides = codeId ? (staff.get(store.id) ?? []) : []
    return {
      ...{ store, open: store.open, hasCode: codeId !== undefined, onDuty: guides.length, guides },
      ...(codeId ? { codeId } : {}),
    }
  })
}

/** A store and how it stands, as it is shown. */
export const standOf = (it: Known) => ({ store: it.store, standing: standingOf(it), text: standingText(it) })
