import { next } from '../support/build'
import { MACHINE, type Reply, type TestProduct } from '../support/product'

export interface Line {
  key?: string
  skuId?: string
  barcode?: string
  locationId: string
  kind?: string
  quantity: number
  reason?: string
}
/** A feed line with a key of its own; a sale unless told otherwise. */
export const line = (it: Line) => ({ key: `k${next()}`, kind: 'sale', ...it })

/** Sends lines as a till or ERP does. */
export const feed = (product: TestProduct, changes: object[]): Promise<Reply> =>
  product.post('/stock/changes', { token: MACHINE, body: { changes } })

/** The stock document as machines see it. */
export const recordOf = async (product: TestProduct, skuId: string, locationId: string) =>
  (await product.get(`/stock/${skuId}/${locationId}`, { token: MACHINE })).body
