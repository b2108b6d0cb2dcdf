import Taro from '@tarojs/taro'
import { call } from '../api/call'
import { CallError } from '../api/client'
import { platform } from '../platform'
import { enterByScene } from '../stores/entry'
import { openProduct } from './open'

/** What a scanned code stands for: goods by barcode (8–14 digits), one of our stores, events, guides' or the chain's codes by its scene. */
export const readScan = (text: string): { barcode: string } | { scene: string } | undefined => {
  if (/^\d{8,14}$/.test(text)) return { barcode: text }
  const scene = /[?&]scene=([^&#]+)/.exec(text)?.[1] ?? (/^[sebn]=[\w-]+$/.test(text) ? text : undefined)
  return scene ? { scene } : undefined
}

/** Scans a shelf tag or a store's code and opens what is behind it. */
export const scanGoods = async (): Promise<void> => {
  const text = await platform.scan()
  if (text === null) return
  const found = readScan(text)
  if (!found) return void Taro.showToast({ title: '这个码不是我们商品或门店的码', icon: 'none' })
  if ('scene' in found) return enterByScene(found.scene)
  try {
    const { spuId, skuId } = await call('GET /barcodes/:barcode', { params: { barcode: found.barcode } })
    openProduct(spuId, skuId)
  } catch (error) {
    void Taro.showToast({
      title: error instanceof CallError ? error.message : '没有查到这件商品',
      icon: 'none',
    })
  }
}
