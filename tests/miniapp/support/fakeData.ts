import type { Api } from '../../../server/api'

export type StoreDetail = Api['GET /stores/:storeId']['response']
type StoreSummary = Api['GET /stores']['response']['stores'][number]
type ProductCard = Api['GET /products']['response']['products'][number]
type ProductDetail = Api['GET /products/:spuId']['response']
type LngLat = [number, number]

const OPEN: StoreDetail['open'] = { state: 'open', label: '营业中', detail: '至 22:00', today: '10:00–22:00' }
const WEEK: StoreDetail['hours'] = [
  { days: [1, 2, 3, 4], open: '10:00', close: '21:30' },
  { days: [5, 6, 7], open: '10:00', close: '22:00' },
]

const store = (
  key: string,
  name: string,
  address: string,
  position: LngLat,
  services: StoreDetail['services'],
  more: Partial<StoreDetail> = {},
): StoreDetail => ({
  id: `sto_${key}`,
  code: `SH-${key.toUpperCase()}`,
  name,
  city: '上海',
  district: '静安区',
  address,
  position,
  phone: '021-6218 0168',
  services,
  art: key,
  open: OPEN,
  hours: WEEK,
  exceptions: [],
  ...more,
})

export const STORES: StoreDetail[] = [
  store(
    'jas',
    '静安寺店',
    '南京西路 1618 号 B1',
    [121.4455, 31.2237],
    ['pickup', 'delivery', 'makeup', 'tea', 'nursing', 'parking'],
    {
      landmark: '静安寺站 1 口出',
      exceptions: [{ date: '2026-12-31', open: '10:00', close: '24:30', reason: '跨年夜' }],
    },
  ),
  store(
    'xtd',
    '新天地店',
    '马当路 245 号 1F 112 室',
    [121.4748, 31.2196],
    ['pickup', 'delivery', 'alteration', 'pets'],
  ),
  store(
    'zsp',
    '中山公园店',
    '长宁路 1018 号 3F',
    [121.4172, 31.2183],
    ['pickup', 'delivery', 'nursing', 'parking'],
  ),
  store('xjh', '徐家汇店', '肇嘉浜路 1111 号 2F', [121.4375, 31.1949], ['pickup', 'makeup', 'showroom'], {
    open: { state: 'closingSoon', label: '营业中', detail: '今晚 20:00 提前打烊', today: '10:00–20:00' },
  }),
  store('wjc', '五角场店', '邯郸路 600 号 B1', [121.5142, 31.2989], ['pickup', 'makeup', 'parking'], {
    open: { state: 'paused', label: '盘点中', detail: '16:00 恢复营业' },
  }),
  store('sjh', '世纪大道店', '世纪大道 1192 号 L2', [121.5275, 31.2296], ['pickup', 'tea', 'nursing']),
  store('hzw', '武林店', '延安路 385 号 1F', [120.1639, 30.2741], ['pickup', 'tea'], {
    city: '杭州',
    district: '拱墅区',
    art: 'xtd',
  }),
]

export const CITIES: Api['GET /stores/cities']['response']['cities'] = [
  { name: '北京', initial: 'B', pinyin: 'beijing', stores: 8, position: [116.4074, 39.9042] },
  { name: '成都', initial: 'C', pinyin: 'chengdu', stores: 5, position: [104.0668, 30.5728] },
  { name: '杭州', initial: 'H', pinyin: 'hangzhou', stores: 1, position: [120.1551, 30.2741] },
  { name: '南京', initial: 'N', pinyin: 'nanjing', stores: 5, position: [118.7969, 32.0603] },
  { name: '宁波', initial: 'N', pinyin: 'ningbo', stores: 3, position: [121.5503, 29.8746] },
  { name: '上海', initial: 'S', pinyin: 'shanghai', stores: 6, position: [121.4737, 31.2304] },
  { name: '苏州', initial: 'S', pinyin: 'suzhou', stores: 4, position: [120.5853, 31.2989] },
  { name: '武汉', initial: 'W', pinyin: 'wuhan', stores: 4, position: [114.3054, 30.5931] },
]

export const CATEGORIES: Api['GET /categories']['response']['categories'] = [
  { id: 'cat_beauty', name: '美妆护肤', ground: 'rose', image: '/media/goods/lip.webp' },
  { id: 'cat_apparel', name: '服饰', ground: 'sky', image: '/media/goods/coat.webp' },
  { id: 'cat_home', name: '家居', ground: 'sand', image: '/media/goods/pot.webp' },
  { id: 'cat_food', name: '食品茶饮', ground: 'sage', image: '/media/goods/rice.webp' },
  { id: 'cat_teaware', parentId: 'cat_home', name: '茶器', ground: 'sand', image: '/media/goods/pot.webp' },
  { id: 'cat_scent', parentId: 'cat_home', name: '香薰', ground: 'sand', image: '/media/goods/candle.webp' },
  { id: 'cat_lips', parentId: 'cat_beauty', name: '唇妆', ground: 'rose', image: '/media/goods/lip.webp' },
  { id: 'cat_coats', parentId: 'cat_apparel', name: '外套', ground: 'sky', image: '/media/goods/coat.webp' },
]

const product = (
  key: string,
  name: string,
  subtitle: string,
  price: number,
  tags: string[] = [],
  listPrice?: number,
): ProductCard => ({
  id: `spu_${key}`,
  name,
  subtitle,
  brand: '拾禾',
  image: `/media/goods/${key}.webp`,
  price,
  ...(listPrice ? { listPrice } : {}),
  skuCount: key === 'pot' ? 3 : 1,
  skuId: `sku_${key}1`,
  tags,
  soldCount: 1280,
})

export const PRODUCTS: ProductCard[] = [
  product('pot', '茜红珐琅茶壶套装', '直火与电陶炉可用，内胆釉面不沾茶渍', 28800, ['冬日暖饮'], 32800),
  product('coat', '燕麦羊毛双面大衣', '90% 绵羊毛，手工缝边', 89900, ['新到']),
  product('lip', '丝绒唇膏 蔷薇红', '雾面不拔干', 12900, []),
  product('bread', '现烤黄油牛角包 2 只', '每天三炉', 1600, ['现烤']),
  product('scarf', '本命红羊绒围巾', '山羊绒 100%', 22900, ['新到'], 32900),
  product('candle', '大豆香薰蜡烛', '雪松与无花果叶', 5900, [], 8900),
  product('soap', '玫瑰冷制皂 3 块', '橄榄油慢煮', 2990),
  product('rice', '五常稻花香米 5kg', '当季新米', 7990),
  product('tea', '桂花乌龙茶包 15 袋', '安溪铁观音底', 8400),
  product('milk', '现煮桂花奶茶 大杯', '茶饮吧现做', 2200),
]

/** Glaze × set: 月白 has no single pot. */
export const detailOf = (id: string): ProductDetail | undefined => {
  const card = PRODUCTS.find((it) => it.id === id)
  if (!card) return undefined
  const { skuId, image, ...rest } = card
  const about = {
    categoryId: 'cat_teaware',
    images: [image, '/media/goods/tea.webp', '/media/goods/milk.webp'],
    points: ['内胆双层釉，煮茶煮奶都不挂渍', '壶盖自带透气孔，煮沸不溢', '直火、电陶炉、卡式炉都能用'],
    attributes: [
      { name: '材质', value: '珐琅铸铁' },
      { name: '容量', value: '900ml' },
      { name: '产地', value: '江西景德镇' },
    ],
    rating: 4.8,
    ratingCount: 126,
  }
  if (id !== 'spu_pot')
    return {
      ...rest,
      ...about,
      options: [],
      skus: [{ id: skuId, options: {}, price: card.price, barcode: '6900000000001', image }],
    }
  const sku = (n: number, glaze: string, set: string, price: number) => ({
    id: `sku_pot${n}`,
    options: { 釉色: glaze, 规格: set },
    price,
    listPrice: price + 4000,
    barcode: `690123456789${n + 1}`,
    image,
  })
  return {
    ...rest,
    ...about,
    options: [
      {
        name: '釉色',
        values: [
          { value: '茜红', image },
          { value: '青瓷', image: '/media/goods/tea.webp' },
          { value: '月白', image: '/media/goods/milk.webp' },
        ],
      },
      { name: '规格', values: [{ value: '一壶两杯' }, { value: '单壶' }, { value: '一壶四杯' }] },
    ],
    skus: [
      sku(1, '茜红', '一壶两杯', 28800),
      sku(2, '茜红', '单壶', 21800),
      sku(3, '青瓷', '一壶两杯', 28800),
      sku(4, '青瓷', '单壶', 21800),
      sku(5, '青瓷', '一壶四杯', 36800),
      sku(6, '月白', '一壶两杯', 29850),
    ],
  }
}

export const reviewsOf = (id: string): Api['GET /products/:spuId/reviews']['response'] => ({
  reviews: [
    {
      id: `rev_${id.slice(4)}1`,
      author: '林***秋',
      rating: 5,
      text: '颜色比图里沉稳，煮陈皮白茶两个小时不挂渍，盖子不烫手。',
      images: ['/media/goods/pot.webp', '/media/goods/tea.webp'],
      option: '茜红 · 一壶两杯',
      at: '2026-11-18T04:00:00.000Z',
    },
    {
      id: `rev_${id.slice(4)}2`,
      author: '阿***舟',
      rating: 4,
      text: '壶嘴断水利落，杯子略小。店里试过才买的，放心。',
      images: [],
      option: '青瓷 · 单壶',
      at: '2026-11-02T04:00:00.000Z',
    },
  ],
  total: 126,
  next: 'p2',
})

/** Great-circle metres on a sphere. */
export const metresBetween = ([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number => {
  const rad = Math.PI / 180
  const h =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lng2 - lng1) * rad) / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h))
}

export const summaryOf = (it: StoreDetail, query: URLSearchParams): StoreSummary => {
  const { hours, exceptions, ...summary } = it
  void hours
  void exceptions
  if (!query.get('lng')) return summary
  const here: LngLat = [Number(query.get('lng')), Number(query.get('lat'))]
  return { ...summary, distance: Math.round(metresBetween(here, it.position)) }
}
