import { useRef } from 'react'
import { useSWRConfig } from 'swr'
import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import { newKey } from '../../api/key'
import { sendCard } from '../../wecom/client'
import { intoChat } from '../../wecom/intoChat'
import type { GuideCart } from './carts.rules'

type Wish = Omit<Api['POST /customers/:externalUserId/guide-carts']['body'], 'key'>

/**
 * Puts goods into the customer's bag and, if wanted, a card that opens it into the chat. The same wish again is the same
 * addition, another one a new one.
 */
export const useBag = (externalUserId: string) => {
  const attempt = useRef({ wish: '', key: '' })
  const { mutate: askAnew } = useSWRConfig()
  return async (wanted: Wish, withCard: boolean): Promise<GuideCart> => {
    const wish = JSON.stringify(wanted)
    if (attempt.current.wish !== wish) attempt.current = { wish, key: newKey() }
    const { cart, message } = await call('POST /customers/:externalUserId/guide-carts', {
      params: { externalUserId },
      body: { key: attempt.current.key, ...wanted },
    })
    void askAnew((key) => Array.isArray(key) && key[0] === 'GET /customers/:externalUserId/guide-carts')
    const { image, ...miniprogram } = message
    const card = { ...miniprogram, imgUrl: new URL(image, window.location.href).href }
    if (withCard) await intoChat(() => sendCard(card), '放进去了，卡片没有发出去，可以再发一次')
    return cart
  }
}
