const nameOf = (orderId: string) => `hedian.return.${orderId}`

/**
 * The key of a return that is under way for this order: the same until it succeeded, also over a reload, so
 * that a try whose answer was lost is never paid twice (OR-6).
 */
export const returnKey = (orderId: string): string => {
  const known = sessionStorage.getItem(nameOf(orderId))
  if (known) return known
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  sessionStorage.setItem(nameOf(orderId), key)
  return key
}

export const forgetReturnKey = (orderId: string): void => sessionStorage.removeItem(nameOf(orderId))
