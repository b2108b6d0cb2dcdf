import type { z } from 'zod'
import type { taskState, wishKind, wishStatus } from './wishes.contract'

export type WishKind = z.infer<typeof wishKind>
export type WishStatus = z.infer<typeof wishStatus>
export type TaskState = z.infer<typeof taskState>

/** Every change of status a wish may make; whoever was told or took it back may wish again. */
export const transitions: Readonly<Record<WishStatus, readonly WishStatus[]>> = {
  waiting: ['told', 'withdrawn'],
  told: ['waiting', 'withdrawn'],
  withdrawn: ['waiting'],
}
export const mayBecome = (from: WishStatus, to: WishStatus): boolean => transitions[from].includes(to)

/** The status in the shop's words. */
export function statusText(status: WishStatus, kind: WishKind): string {
  if (status === 'withdrawn') return '已取消'
  if (kind === 'hold') return status === 'waiting' ? '备货中' : '已备好'
  return status === 'waiting' ? '等待到货' : '已到货'
}

/** A task is named by its wish and the turn of it, so that it is written once. */
export const taskIdOf = (wishId: string, round: number): string => `tsk_${wishId.slice(4)}_${round}`

/** A `thing` of a template: 1 to 20 characters. */
const thing = (text: string): string => {
  const all = [...text]
  return all.length > 20 ? `${all.slice(0, 19).join('')}…` : text || '无'
}

/** The words of the subscribe message, under the keys its template must have (ST-6). */
export const messageOf = (kind: WishKind, goods: string, storeName: string | undefined) => ({
  thing1: thing(goods),
  thing2: thing(storeName ?? '全部门店'),
  thing3: kind === 'hold' ? '已为你备好，请尽快到店看看' : '到货了，数量有限，先到先得',
})
