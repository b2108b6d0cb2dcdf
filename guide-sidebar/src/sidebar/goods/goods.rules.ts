import type { Api } from '../../../../server/api'

export type Choices = Api['GET /customers/:externalUserId/goods']['response']
export type Choice = Choices['store'][number]
export type SentGoods = Api['GET /customers/:externalUserId/guide-cards']['response']['cards'][number]

/** Something may still become of goods in the chat: they are looked at again soon. */
export const isAwaited = ({ cards }: { cards: SentGoods[] }): boolean =>
  cards.some((it) => it.state === 'sent' || it.state === 'opened')

export const sentWord: Record<SentGoods['state'], [word: string, tone: string]> = {
  made: ['未发出', 'i2'],
  sent: ['已发', 'warn'],
  opened: ['点开了', 'ok'],
  bought: ['下单了', 'ok'],
}

const FEW = 3

/** What the own store has: `本店有货 4 件`, `本店仅剩 1 件`, `本店缺货`. */
export const hereText = ({ here }: Pick<Choice, 'here'>): [text: string, tone: string] => {
  if (here === 0) return ['本店缺货', 'danger']
  return here <= FEW ? [`本店仅剩 ${here} 件`, 'warn'] : [`本店有货 ${here} 件`, 'ok']
}

/** What the stores around have: `附近 3 店 21 件`. */
export const nearbyText = ({ nearby }: Pick<Choice, 'nearby'>): string =>
  nearby.stores > 0 ? `附近 ${nearby.stores} 店 ${nearby.pieces} 件` : '附近也没有'

/** Words to begin with, by what is known of the goods. */
export const wordsFor = ({ name, here, nearby, why }: Choice): string => {
  const what = why ? `你购物袋里的${name}` : `${name}`
  if (here > 0) return `${what}店里还有 ${here} 件，需要的话帮你留一件？`
  return nearby.stores > 0 ? `${what}附近门店有货，可以帮你调过来。` : `给你看看${name}，到货了我告诉你。`
}
