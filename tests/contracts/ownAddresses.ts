/** Imported first: the product believes one proxy, so that each call of a test can come from an address of its own. */
process.env.TRUST_PROXY = '1'

let serial = 0
/** A caller no rate limit has seen yet. */
export const freshAddress = (): Record<string, string> => {
  serial += 1
  return { 'x-forwarded-for': `10.${(serial >> 16) & 255}.${(serial >> 8) & 255}.${serial & 255}` }
}
