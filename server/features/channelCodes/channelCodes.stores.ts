import { contactWayPicture } from '../../integrations/wecom/codes'
import { talliesBy, talliesOf } from './channelCodes.comers.model'
import { today } from './channelCodes.comers'
import { codesOfStores, storeCodeInUse, storeCodesInUse } from './channelCodes.model'

/** The code of each of these stores anybody can scan now, whoever of its staff it leads to; the newest where it has several (GU-6b). */
export async function codesInUseOf(storeIds: readonly string[]): Promise<Map<string, string>> {
  const codes = await storeCodesInUse(storeIds)
  return new Map(codes.flatMap(({ _id, storeIds: [storeId] }) => (storeId ? [[storeId, _id]] : [])))
}

/** The store such a code belongs to; undefined when it is none, or is not in use. */
export const storeOfCodeInUse = async (codeId: string): Promise<string | undefined> =>
  (await storeCodeInUse(codeId))?.storeIds[0]

/** Its picture, undefined when it is not in use. @throws PlatformUnavailable */
export async function pictureInUse(codeId: string): Promise<Buffer | undefined> {
  const code = await storeCodeInUse(codeId)
  return code?.qrCode ? contactWayPicture(code.qrCode) : undefined
}

/** Friends who came by codes of whole stores, those of these stores or of all; since a Shanghai day by day too. */
export async function friendsByStore(storeIds: readonly string[] | undefined, since: string) {
  const codes = await codesOfStores(storeIds)
  const ids = codes.map((it) => it._id)
  const [tallies, days] = await Promise.all([talliesOf(ids, today()), talliesBy(ids, 'day', since)])
  const stores = new Map<string, { friends: number; today: number }>()
  for (const {
    _id,
    storeIds: [storeId = ''],
  } of codes) {
    const { friends = 0, today: newToday = 0 } = tallies.get(_id) ?? {}
    const sum = stores.get(storeId) ?? { friends: 0, today: 0 }
    stores.set(storeId, { friends: sum.friends + friends, today: sum.today + newToday })
  }
  return { stores, days: new Map(days.map((it) => [it._id, it.friends])) }
}
