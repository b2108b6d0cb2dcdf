import type { z } from 'zod'
import type { operatorRole } from './operators.contract'

export type OperatorRole = z.infer<typeof operatorRole>

/** What decides about an operator's reach: every store without `storeIds`. */
export interface Reach {
  role: OperatorRole
  storeIds?: readonly string[] | undefined
}

/** Whether somebody with this reach may decide for these stores; `undefined` asks for every store of the chain. */
export const reaches = ({ role, storeIds = [] }: Reach, wanted: readonly string[] | undefined): boolean => {
  if (role === 'headquarters') return true
  return wanted !== undefined && wanted.length > 0 && wanted.every((it) => storeIds.includes(it))
}

/** The reach in the shop's words. */
export function scopeText(
  role: OperatorRole,
  region: string | undefined,
  storeNames: readonly string[],
): string {
  if (role === 'headquarters') return '总部 · 全部门店'
  if (role === 'store') return storeNames[0] ?? '门店'
  return `${region ?? '区域'} · ${storeNames.length} 家门店`
}
