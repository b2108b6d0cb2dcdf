/**
 * Puts a few stores, products and their opening stock into the database the environment names, through the product's
 * own imports: `node --import tsx tests/faults/seed.ts`.
 */
import { importServices } from '../../server/features/appointments/appointments.service'
import { importCatalog } from '../../server/features/catalog/catalog.service'
import { importGuides } from '../../server/features/guides/guides.service'
import { importOpeningStock } from '../../server/features/inventory/inventory.service'
import { importLocations } from '../../server/features/stores/stores.service'
import { connectDb, disconnectDb } from '../../server/kernel/db'
import { disconnectRedis } from '../../server/kernel/redis'
import {
  CAMPAIGN_PIECES,
  campaignSkuIds,
  chainSkuIds,
  guides,
  OPENING,
  RARE,
  rareIds,
  serviceIds,
  shopIds,
  skuIds,
  SLOT_PLACES,
  storeIds,
  warehouseId,
} from './shelf'

const store = (_id: string, at: number) => ({
  _id,
  kind: 'store' as const,
  code: `F${at}`,
  name: `故障测试${at}店`,
  city: '上海',
  province: '上海',
  district: '黄浦区',
  address: `测试路 ${at} 号`,
  position: [121.47 + at * 0.01, 31.23] as [number, number],
  phone: '021-00000000',
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], open: '10:00', close: '22:00' }],
  exceptions: [],
  services: ['pickup' as const, 'booking' as const],
  art: 'jas',
})

const warehouse = {
  ...store(warehouseId, storeIds.length),
  kind: 'regional' as const,
  code: 'FW',
  name: '故障测试仓',
  services: [],
}

const product = (skuId: string, at: number) => ({
  _id: skuId.replace('sku_', 'spu_'),
  name: `故障测试商品${at}`,
  subtitle: '',
  brand: '拾禾',
  categoryId: 'cat_fault',
  options: [],
  skus: [
    {
      id: skuId,
      options: {},
      price: 1000,
      barcode: `69${String(at).padStart(11, '0')}`,
      image: '/media/f.webp',
    },
  ],
  images: [],
  points: [],
  attributes: [],
  tags: [],
  rating: 5,
  ratingCount: 0,
  soldCount: 0,
  onSaleAt: new Date(),
})

const service = (_id: string, at: number) => ({
  _id,
  storeId: shopIds[at] as string,
  kind: 'makeup' as const,
  name: '试妆',
  summary: '',
  minutes: 60,
  price: 0,
  capacity: SLOT_PLACES,
  days: [1, 2, 3, 4, 5, 6, 7],
  order: 1,
})

async function main(): Promise<void> {
  await connectDb()
  await importLocations([...storeIds.map(store), warehouse])
  await importCatalog({
    categories: [{ _id: 'cat_fault', name: '测试', ground: 'sage', order: 1 }],
    products: [...skuIds, ...rareIds, ...campaignSkuIds, ...chainSkuIds].map(product),
    reviews: [],
  })
  await importGuides(guides)
  await importServices(serviceIds.map(service))
  const opening = (ids: string[], locationIds: string[], onHand: number) =>
    ids.flatMap((skuId) => locationIds.map((locationId) => ({ skuId, locationId, onHand, safety: 0 })))
  await importOpeningStock([
    ...opening(skuIds, storeIds, OPENING),
    ...opening(rareIds, shopIds, RARE),
    ...opening(campaignSkuIds, shopIds, CAMPAIGN_PIECES),
    ...opening(chainSkuIds, [warehouseId, ...shopIds], CAMPAIGN_PIECES),
  ])
  await Promise.all([disconnectDb(), disconnectRedis()])
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
    process.exit(1)
  },
)
