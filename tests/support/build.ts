import { importCatalog, type ProductDoc } from '../../server/features/catalog/catalog.service'
import { importGuides, type GuideDoc } from '../../server/features/guides/guides.service'
import { importOperators, type OperatorDoc } from '../../server/features/operators/operators.service'
import { importOpeningStock } from '../../server/features/inventory/inventory.service'
import { importMembers, type MemberRow } from '../../server/features/members/members.service'
import { importLocations, type LocationDoc } from '../../server/features/stores/stores.service'
import { importVisits, type VisitDoc } from '../../server/features/visits/visits.service'

let serial = 0
/** A number no other object of this test file has. */
export const next = (): number => (serial += 1)

type Store = Omit<LocationDoc, 'updatedAt'>

const everyDay = [{ days: [1, 2, 3, 4, 5, 6, 7], open: '10:00', close: '22:00' }]

/** 人民广场, Shanghai: where tests stand unless they say otherwise. */
export const HERE: [number, number] = [121.4737, 31.2304]

/** A point some metres north of another. */
export const northOf = ([lng, lat]: [number, number], metres: number): [number, number] => [
  lng,
  lat + metres / 111_195,
]

export const build = {
  async store(overrides: Partial<Store> = {}): Promise<Store> {
    const n = next()
    const store: Store = {
      _id: `sto_t${n}`,
      kind: 'store',
      code: `T${n}`,
      name: `测试${n}店`,
      city: '上海',
      province: '上海',
      district: '黄浦区',
      address: `测试路 ${n} 号`,
      position: northOf(HERE, 100 * n),
      phone: '021-00000000',
      hours: everyDay,
      exceptions: [],
      services: ['pickup'],
      art: 'jas',
      ...overrides,
    }
    await importLocations([store])
    return store
  },

  /** A product in a category of its own tree `cat_food` → `cat_tea` unless told otherwise. */
  async product(overrides: Partial<Omit<ProductDoc, 'updatedAt'>> = {}) {
    const n = next()
    const product = {
      _id: `spu_t${n}`,
      name: `测试商品${n}`,
      subtitle: '',
      brand: '拾禾',
      categoryId: 'cat_tea',
      options: [],
      skus: [build.sku()],
      images: [],
      points: [],
      attributes: [],
      tags: [],
      rating: 5,
      ratingCount: 0,
      soldCount: 0,
      onSaleAt: new Date('2026-01-01T00:00:00Z'),
      ...overrides,
    }
    await importCatalog({
      categories: [
        { _id: 'cat_food', name: '食品', ground: 'sage', order: 1 },
        { _id: 'cat_tea', parentId: 'cat_food', name: '茶饮', ground: 'sage', order: 2 },
        { _id: 'cat_home', name: '家居', ground: 'sand', order: 3 },
      ],
      products: [product],
      reviews: [],
    })
    return product
  },

  sku(overrides: Partial<ProductDoc['skus'][number]> = {}): ProductDoc['skus'][number] {
    const n = next()
    return {
      id: `sku_t${n}`,
      options: {},
      price: 1000 + n,
      barcode: `69${String(n).padStart(11, '0')}`,
      image: `/media/goods/t${n}.webp`,
      ...overrides,
    }
  },

  async stock(skuId: string, locationId: string, onHand: number, safety = 0): Promise<void> {
    await importOpeningStock([{ skuId, locationId, onHand, safety }])
  },

  /** A store, a product with one SKU, and its stock there. */
  async shelf(onHand: number, overrides: { store?: Partial<Store>; safety?: number } = {}) {
    const store = await build.store(overrides.store)
    const product = await build.product()
    const skuId = product.skus[0]?.id ?? ''
    await build.stock(skuId, store._id, onHand, overrides.safety)
    return { store, product, skuId }
  },

  async operator(overrides: Partial<OperatorDoc> = {}): Promise<OperatorDoc> {
    const n = next()
    const operator: OperatorDoc = {
      _id: `opr_t${n}`,
      userid: `operator${n}`,
      name: `运营${n}`,
      role: 'headquarters',
      active: true,
      ...overrides,
    }
    await importOperators([operator])
    return operator
  },

  async guide(overrides: Partial<GuideDoc> = {}): Promise<GuideDoc> {
    const n = next()
    const guide: GuideDoc = {
      _id: `gui_t${n}`,
      userid: `guide${n}`,
      name: `导购${n}`,
      role: 'guide',
      storeId: overrides.storeId ?? (await build.store())._id,
      active: true,
      ...overrides,
    }
    await importGuides([guide])
    return guide
  },

  async member(overrides: Partial<MemberRow> = {}): Promise<MemberRow> {
    const n = next()
    const member: MemberRow = {
      _id: `mem_t${n}`,
      nickname: `会员${n}`,
      tier: 'normal',
      points: 0,
      consents: { personalised: false, massMessage: false, phone: false },
      tags: [],
      joinedAt: new Date('2026-01-01T00:00:00Z'),
      identities: [],
      ...overrides,
    }
    await importMembers([member])
    return member
  },

  async visit(memberId: string, overrides: Partial<VisitDoc> = {}): Promise<VisitDoc> {
    const visit: VisitDoc = {
      _id: `vis_t${next()}`,
      memberId,
      channel: 'store',
      kind: 'purchase',
      amount: 10_000,
      lines: [],
      at: new Date('2026-10-01T04:00:00Z'),
      ...overrides,
    }
    await importVisits([visit])
    return visit
  },
}
