/** Shapes of the demo chain 拾禾生活. Money is integer fen, instants are ISO strings, days `YYYY-MM-DD` (Asia/Shanghai), positions GCJ-02 [lng, lat]. */
export type Position = [lng: number, lat: number]

export const SERVICES = [
  'pickup',
  'delivery',
  'booking',
  'returns',
  'makeup',
  'tea',
  'nursing',
  'parking',
  'alteration',
  'pets',
  'showroom',
] as const
export type Service = (typeof SERVICES)[number]

/** The six storefront drawings, named after the stores they were drawn for. */
export const STORE_ARTS = ['jas', 'xtd', 'zsp', 'xjh', 'wjc', 'sjh'] as const
export type StoreArt = (typeof STORE_ARTS)[number]

/** ISO weekdays (1 = Monday); `close` may pass 24:00, e.g. `24:30`. */
export type Hours = { days: number[]; open: string; close: string }
export type HoursException =
  | { date: string; open: string; close: string; reason: string }
  | { date: string; closed: true; reason: string }

type Place = {
  id: string
  code: string
  name: string
  city: string
  province: string
  district: string
  address: string
  position: Position
  phone: string
}
export type DemoStore = Place & {
  kind: 'store'
  landmark?: string
  hours: Hours[]
  exceptions: HoursException[]
  services: Service[]
  art: StoreArt
}
export type DemoWarehouse = Place & { kind: 'central' | 'regional' }
export type DemoLocation = DemoStore | DemoWarehouse

/** Two-tone wall-and-table grounds of tokens.css. */
export const GROUNDS = ['beauty', 'apparel', 'home', 'food', 'tea'] as const
export type Ground = (typeof GROUNDS)[number]
export type DemoCategory = {
  id: string
  name: string
  parentId: string | null
  /** The tint that goes with the category in the clients. */
  ground: 'rose' | 'sky' | 'sand' | 'sage'
  order: number
  image: string
}

export type DemoOption = { name: string; values: { value: string; image?: string }[] }
export type DemoSku = {
  id: string
  options: Record<string, string>
  price: number
  listPrice?: number
  barcode: string
  image: string
}
export type DemoProduct = {
  id: string
  name: string
  subtitle: string
  brand: string
  categoryId: string
  options: DemoOption[]
  skus: DemoSku[]
  images: string[]
  points: string[]
  attributes: { name: string; value: string }[]
  tags: string[]
  rating: number
  ratingCount: number
  soldCount: number
  onSaleAt: string
}

export type DemoReview = {
  id: string
  productId: string
  skuId: string
  memberId: string
  nickname: string
  avatar: string
  rating: number
  text: string
  images: string[]
  at: string
}

export type DemoStock = { skuId: string; onHand: number; safety: number }

export type DemoGuide = {
  id: string
  userid: string
  name: string
  storeId: string
  role: 'guide' | 'manager'
  phone: string
  avatar: string
}

export type Tier = 'normal' | 'silver' | 'gold'
/** `by` is a guide's id, or `rule` for a computed tag. */
export type MemberTag = { name: string; group: string; by: string; at: string }
export type VisitLine = { skuId: string; name: string; image: string; quantity: number; price: number }
export type DemoVisit = {
  id: string
  storeId: string
  at: string
  channel: 'store' | 'online'
  kind: 'purchase' | 'visit' | 'trial'
  /** Fen; the sum of price × quantity, 0 unless a purchase. */
  amount: number
  lines: VisitLine[]
}
export type DemoMember = {
  id: string
  name: string
  nickname: string
  avatar: string
  phone: string
  gender: 'female' | 'male' | 'unknown'
  birthday?: string
  openid: string
  unionid: string
  externalUserId?: string
  guideId?: string
  homeStoreId: string
  tier: Tier
  points: number
  joinedAt: string
  consents: { personalised: boolean; massMessage: boolean; phone: boolean }
  tags: MemberTag[]
  /** Newest first. */
  visits: DemoVisit[]
}

export type ChainInput = { seed?: number; scale?: number; now: Date }
export type DemoChain = {
  name: string
  seed: number
  scale: number
  /** The Asia/Shanghai day all dates are relative to. */
  day: string
  /** Stores first, in order of id, then the three warehouses. */
  locations: DemoLocation[]
  categories: DemoCategory[]
  products: DemoProduct[]
  reviews: DemoReview[]
  guides: DemoGuide[]
  members: DemoMember[]
  /** Stock rows of one location; the same rows every time it is asked. */
  stockOf(location: DemoLocation): Generator<DemoStock>
}

type Reaction = { personId: string; text?: string; at: number }
/** A moment as WeCom has it; times in milliseconds. */
export type DemoMoment = {
  moment_id: string
  madeAt: number
  text: string
  picture?: string
  link?: { title: string; url: string }
  tasks: {
    userid: string
    personIds: string[]
    publishedAt?: number
    likes: Reaction[]
    comments: Reaction[]
  }[]
}

/** What the platform sandbox is told about people and stores. */
export type World = {
  corp: { name: string }
  guides: {
    userid: string
    name: string
    storeName: string
    avatar: string
    role: 'guide' | 'manager' | 'operator'
  }[]
  persons: {
    personId: string
    name: string
    avatar: string
    phone: string
    openid: string
    unionid: string
    externalUserId?: string
    position: Position
    followers: {
      userid: string
      remark: string
      /** Unix seconds. */
      createtime: number
      tags: { group_name: string; tag_name: string; tag_id: string; type: 1 | 2 }[]
    }[]
  }[]
  /** The corp's tags. */
  tags: { group: string; names: string[] }[]
  /** Oldest first. */
  moments: DemoMoment[]
  stores: { id: string; code: string; name: string; position: Position }[]
}
