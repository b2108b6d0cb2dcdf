import Taro from '@tarojs/taro'
import { useRef, useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useLoad } from '../../../api/useLoad'
import { readScan } from '../../../catalog/scan'
import { attemptDone, attemptKey } from '../../../orders/attempt'
import { payOnOpen } from '../../../orders/pay'
import { keepScanned, scannedIn, withScanned } from '../../../orders/scanBag'
import type { Wanted } from '../../../orders/types'
import { withQuantity } from '../../../orders/withQuantity'
import { platform } from '../../../platform'
import { say, sayError } from '../../../ui/say'

/** The bag of one shop: scan by scan, its price from the server, and paying for it on the spot (OR-7). */
export const useScanBag = (storeId: string) => {
  const signed = useShared(token)
  const [lines, setLines] = useState(() => scannedIn(storeId))
  const [paying, setPaying] = useState(false)
  const busy = useRef(false)
  const wanted: Wanted = { lines, way: 'counter', storeId }
  const store = useLoad(storeId || null, () =>
    call('GET /stores/:storeId', { params: { storeId }, query: {} }),
  )
  const wish = JSON.stringify(wanted)
  const priced = useLoad(signed && lines.length > 0 ? wish : null, async () => ({
    wish,
    preview: await call('POST /checkout/preview', { body: wanted }),
  }))
  const change = (next: Wanted['lines']): void => {
    keepScanned(storeId, next)
    setLines(next)
  }

  /** Adds what a barcode stands for. @returns whether it was found */
  const add = async (text: string): Promise<boolean> => {
    const found = readScan(text.trim())
    if (!found || !('barcode' in found)) {
      say('这不是商品的条码')
      return false
    }
    try {
      const { skuId } = await call('GET /barcodes/:barcode', { params: { barcode: found.barcode } })
      change(withScanned(scannedIn(storeId), skuId))
      return true
    } catch (error) {
      sayError(error)
      return false
    }
  }
  const scan = async (): Promise<void> => {
    const text = await platform.scan()
    if (text !== null) await add(text)
  }

  /** Orders and goes to the order, where paying begins by itself; the bag is empty once the order is there. */
  const pay = async (): Promise<void> => {
    const preview = priced.data?.preview
    if (busy.current || !preview || preview.problem) return
    busy.current = true
    setPaying(true)
    try {
      const key = attemptKey(wanted, '')
      const expectedTotal = preview.amounts.total
      const placed = await call('POST /orders', { body: { ...wanted, key, expectedTotal } })
      attemptDone()
      change([])
      payOnOpen.set(placed.id)
      await Taro.redirectTo({ url: `/pages/order/detail/index?id=${placed.id}` })
    } catch (error) {
      priced.reload()
      sayError(error)
    } finally {
      busy.current = false
      setPaying(false)
    }
  }

  return {
    signed: signed !== undefined,
    lines,
    store: store.data,
    preview: lines.length > 0 ? priced.data?.preview : undefined,
    isCurrent: priced.data?.wish === wish && !priced.loading,
    error: priced.error,
    reload: priced.reload,
    setQuantity: (skuId: string, quantity: number): void =>
      change(withQuantity(scannedIn(storeId), skuId, quantity)),
    add,
    scan,
    pay,
    paying,
  }
}
export type ScanBag = ReturnType<typeof useScanBag>
