interface Place {
  skuId: string
  locationId: string
  quota: number
}

/** Names the hold under which a place sets pieces apart; by their number, so that two campaigns under one id differ. */
export const setApartKey = (allotmentId: string, { quota }: Pick<Place, 'quota'>): string =>
  `allotment/${allotmentId}/${quota}`

const textOf = ({ skuId, locationId, quota }: Place): string => `${skuId}@${locationId}=${quota}`

/** Whether two campaigns set the same pieces apart, in whatever order they name them. */
export const isSameStock = (a: readonly Place[], b: readonly Place[]): boolean =>
  a.length === b.length && a.map(textOf).sort().join() === b.map(textOf).sort().join()

/** How long pieces stay set apart after the last payment could be made: news of payments come late. */
export const SETTLE_MS = 60 * 60_000
