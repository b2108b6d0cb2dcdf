import { useRouter } from '@tarojs/taro'
import { useEffect } from 'react'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'

/** Tells the guide that the bag was opened by their card, once the shopper is signed in. */
export const useOpened = (): void => {
  const signed = useShared(token)
  const { cart } = useRouter<{ cart?: string }>().params
  useEffect(() => {
    if (!signed || !cart) return
    void call('POST /guide-carts/:guideCartId/opened', { params: { guideCartId: cart } }).catch(
      () => undefined,
    )
  }, [signed, cart])
}
