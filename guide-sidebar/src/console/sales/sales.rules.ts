export type Period = 'thisMonth' | 'lastMonth'

export const nameOf = (period: Period): string => (period === 'thisMonth' ? '本月' : '上月')
export const PERIODS = (['thisMonth', 'lastMonth'] as const).map((value) => ({ value, name: nameOf(value) }))

/** What of 导购业绩 an address means: a month, and one store or all. */
export function placeOf(page: string): { period: Period; storeId?: string } {
  const [, ...parts] = page.split('/')
  const storeId = parts.find((it) => it.startsWith('sto_'))
  return { period: parts.includes('lastMonth') ? 'lastMonth' : 'thisMonth', ...(storeId ? { storeId } : {}) }
}

/** The address of it, e.g. `#/sales/lastMonth/sto_0001`. */
export const hrefOf = (period: Period, storeId?: string): string =>
  ['#/sales', ...(period === 'lastMonth' ? [period] : []), ...(storeId ? [storeId] : [])].join('/')
