import { useCallback, useEffect, useState } from 'react'
import { CallError } from '../api/client'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useReturn } from '../ui/useReturn'
import { cart, loadCart } from './cart'

/** The bag, read again whenever the page is seen. */
export const useCart = () => {
  const signed = useShared(token)
  const data = useShared(cart)
  const [error, setError] = useState<CallError>()
  const reload = useCallback(() => {
    if (!token.get()) return
    loadCart().then(
      () => setError(undefined),
      (failure: unknown) =>
        setError(failure instanceof CallError ? failure : new CallError('unexpected', '没能打开购物袋', 0)),
    )
  }, [])
  useEffect(reload, [reload, signed])
  useReturn(reload)
  return { signed: signed !== undefined, data: signed ? data : undefined, error, reload }
}
