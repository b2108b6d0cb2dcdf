const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`)

/** Few stock documents, so that senders meet on them all the time. */
export const storeIds = numbered('sto_fault', 4)
export const skuIds = numbered('sku_fault', 5)

/** Pieces everywhere at first: no sale is refused for want of stock. */
export const OPENING = 1_000_000

/** What shoppers fight for: a few pieces of few goods in two of the stores. */
export const shopIds = storeIds.slice(0, 2)
export const rareIds = numbered('sku_rare', 3)
export const RARE = 12

/** What campaigns offer of few, with plenty behind it. */
export const campaignSkuIds = numbered('sku_camp', 3)
export const CAMPAIGN_PIECES = 100_000

/** What chains offer of few: it is brought from a warehouse, or lies in the store. */
export const chainSkuIds = numbered('sku_chain', 2)
export const warehouseId = 'whs_fault'

/** Two counters and a manager in each of those stores. */
export const guides = shopIds.flatMap((storeId, at) =>
  (['guide', 'guide', 'manager'] as const).map((role, nth) => ({
    _id: `gui_fault${at}${nth}`,
    userid: `faultGuide${at}${nth}`,
    name: `店员${at}${nth}`,
    storeId,
    active: true,
    role,
  })),
)

/** What can be booked in each of those stores: few places of a slot, so that shoppers meet in it. */
export const SLOT_PLACES = 2
export const serviceIds = shopIds.map((it) => it.replace('sto_', 'svc_'))
