import type { Api } from '../../../../server/api'

export type GuideCart = Api['GET /customers/:externalUserId/guide-carts']['response']['carts'][number]

export const cartWord: Record<GuideCart['state'], [word: string, tone: string]> = {
  added: ['已放', 'warn'],
  opened: ['看过', 'warn'],
  kept: ['留下了', 'ok'],
  declined: ['没留下', 'i2'],
  bought: ['下单了', 'ok'],
}

/** Something may still become of it: it is looked at again soon. */
export const isAwaited = ({ carts }: { carts: GuideCart[] }): boolean =>
  carts.some((it) => it.state === 'added' || it.state === 'opened')

/** `秋天一套`, else `山茶唇膏 等 3 样`. */
export const nameOf = ({ title, lines }: Pick<GuideCart, 'title' | 'lines'>): string =>
  title ?? `${lines[0]?.name ?? '商品'}${lines.length > 1 ? ` 等 ${lines.length} 样` : ''}`
