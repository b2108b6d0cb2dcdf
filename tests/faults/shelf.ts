const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`)

/** Few stock documents, so that senders meet on them all the time. */
export const storeIds = numbered('sto_fault', 4)
export const skuIds = numbered('sku_fault', 5)

/** Pieces everywhere at first: no sale is refused for want of stock. */
export const OPENING = 1_000_000
