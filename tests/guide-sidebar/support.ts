import type { Api } from '../../server/api'

type Customer = Api['GET /customers/:externalUserId']['response']
type Guide = Api['GET /wecom/me']['response']
type Numbers = Api['GET /me/numbers']['response']
type Handover = Api['POST /pickups/look']['response']
type Order = Handover['order']
type OrderLine = Order['lines'][number]

export interface Asked {
  key: string
  query: URLSearchParams
  body: unknown
  token?: string
  /** The page's address when the call was made. */
  page: string
}
type Reply = { status?: number; body?: unknown; blob?: Blob } | Promise<never>
export type Routes = Record<string, (asked: Asked) => Reply>

/** Stands for the server: answers by `METHOD /path`, remembers every call, and refuses what was not foreseen. */
export const serve = (routes: Routes): Asked[] => {
  const log: Asked[] = []
  globalThis.fetch = (async (address: string, init: RequestInit) => {
    const url = new URL(address, 'http://server.test')
    const headers = init.headers as Record<string, string>
    const asked: Asked = {
      key: `${init.method ?? 'GET'} ${url.pathname.replace(/^\/api/, '')}`,
      query: url.searchParams,
      body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined,
      token: headers.Authorization?.replace('Bearer ', ''),
      page: window.location.href,
    }
    log.push(asked)
    const route = routes[asked.key]
    if (!route) throw new Error(`not foreseen: ${asked.key}`)
    const stopped = new Promise<never>((_, reject) =>
      init.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
    )
    const { status = 200, body, blob } = await Promise.race([route(asked), stopped])
    return { ok: status < 300, status, json: async () => body, blob: async () => blob }
  }) as unknown as typeof fetch
  return log
}

export const refusal = (status: number, code: string, message: string, details?: object): Reply => ({
  status,
  body: { error: { code, message, details, requestId: 'req_42' } },
})

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

export const build = {
  guide: (over: Partial<Guide> = {}): Guide => ({
    id: 'gui_1',
    userid: 'zhoumin',
    name: '周敏',
    role: 'guide',
    store: { id: 'sto_1', name: '静安寺店' },
    ...over,
  }),
  session: (guide: Partial<Guide> = {}) => ({
    token: 'tok',
    expiresAt: '2099-01-01T00:00:00.000Z',
    guide: build.guide(guide),
  }),
  member: (over: Partial<NonNullable<Customer['member']>> = {}): NonNullable<Customer['member']> => ({
    id: 'mem_1',
    phone: '138****6021',
    tier: 'gold',
    points: 2860,
    homeStoreName: '静安寺店',
    guideName: '周敏',
    isMine: true,
    consents: { personalised: true, massMessage: true, phone: false },
    joinedAt: '2024-01-01T00:00:00.000Z',
    spend12m: 1_124_650,
    spendTotal: 1_248_600,
    orderCount: 23,
    onlineShare: 0.38,
    lastVisitAt: new Date(Date.now() - 12 * 86_400_000).toISOString(),
    ...over,
  }),
  visit: (over: Partial<Customer['visits'][number]> = {}): Customer['visits'][number] => ({
    id: 'vis_1',
    at: '2026-11-10T04:00:00.000Z',
    channel: 'store',
    kind: 'purchase',
    storeName: '静安寺店',
    amount: 45_900,
    lines: [{ skuId: 'sku_1', name: '羊绒围巾', image: '/media/a.webp', quantity: 1, price: 45_900 }],
    ...over,
  }),
  customer: (over: Partial<Customer> = {}): Customer => ({
    externalUserId: 'wmABC123',
    name: '林晓雯',
    followedSince: '2025-01-01T00:00:00.000Z',
    member: build.member(),
    tags: [],
    visits: [],
    visitTotal: 0,
    appointments: { coming: [], tried: [] },
    ...over,
  }),
  line: (over: Partial<OrderLine> = {}): OrderLine => ({
    key: 'sku_1',
    skuId: 'sku_1',
    spuId: 'spu_1',
    name: '舒缓保湿乳',
    image: '/media/a.webp',
    optionText: '200ml',
    quantity: 2,
    unitPrice: 18_800,
    discounts: [],
    total: 37_600,
    refundedQuantity: 0,
    refundedAmount: 0,
    ...over,
  }),
  order: (over: Partial<Order> = {}): Order => ({
    id: 'ord_1',
    status: 'paid',
    statusText: '待自提',
    way: 'pickup',
    store: { id: 'sto_1', name: '静安寺店', address: '南京西路 1 号', phone: '021-1' },
    lines: [build.line()],
    amounts: { goods: 37_600, discount: 0, deliveryFee: 0, total: 37_600, paid: 37_600, refunded: 0 },
    deliveryDiscounts: [],
    createdAt: ago(23),
    payBy: ago(8),
    paidAt: ago(22),
    pickup: { expiresAt: ago(-5 * 1440) },
    refunds: [],
    ...over,
  }),
  redeemed: (over: Partial<Order> = {}): Order =>
    build.order({
      status: 'completed',
      statusText: '已完成',
      pickup: { expiresAt: ago(-5 * 1440), redeemedAt: ago(0), redeemedBy: '周敏' },
      ...over,
    }),
  numbers: (over: Partial<Numbers> = {}): Numbers => ({
    today: { orders: 1, amount: 32_600 },
    month: { orders: 12, amount: 864_200 },
    byReason: {
      ordered: { orders: 2, amount: 100_000 },
      cart: { orders: 0, amount: 0 },
      card: { orders: 4, amount: 354_300 },
      chain: { orders: 0, amount: 0 },
      bound: { orders: 6, amount: 409_900 },
    },
    repurchase: { buyers: 8, again: 3 },
    rank: 2,
    guides: 9,
    newFriends: 6,
    latest: [],
    asOf: ago(0),
    ...over,
  }),
  handover: (order: Order = build.order()): Handover => ({
    order,
    memberName: '许知夏',
    phone: '139****7702',
  }),
}

const signature = { timestamp: '1', nonceStr: 'n', signature: 's' }
/** The routes every opened sidebar calls before it shows a customer. */
export const basics: Routes = {
  'GET /wecom/js-config': () => ({
    body: { corpId: 'ww1', agentId: '1000002', config: signature, agentConfig: signature },
  }),
  'GET /wecom/oauth': ({ query }) => ({
    body: { url: `https://wecom.test/authorize?state=${query.get('state') ?? ''}` },
  }),
  'POST /wecom/session': () => ({ body: build.session() }),
  'POST /word-checks': () => ({ status: 204 }),
  'GET /customers/wmABC123/coupon-cards': () => ({ body: { coupons: [], cards: [] } }),
  'GET /customers/wmABC123/tags': () => refusal(503, 'platform_unavailable', '稍后再试'),
  'GET /customers/wmABC123/guide-cards': () => ({ body: { cards: [] } }),
  'GET /customers/wmABC123/attributions': () => ({ body: { orders: [] } }),
  'GET /customers/wmABC123/glance': () => ({ body: { urgent: [], coupons: [], asOf: ago(0) } }),
  'GET /customers/wmABC123/guide-carts': () => ({ body: { carts: [] } }),
  'GET /customers/wmABC123/follow-ups': () => ({ body: { open: [], settled: [] } }),
  'GET /follow-ups': () => ({ body: { followUps: [], dueToday: 0, overdue: 0 } }),
  'GET /me/numbers': () => ({ body: build.numbers() }),
}

export interface Scene {
  entry: string
  contact: string
  /** err_msg the client gives for a call instead of doing it. */
  refuse: Record<string, string>
  /** Calls the client never answers. */
  silent: Set<string>
  calls: { name: string; params: Record<string, unknown>; page: string }[]
  /** What lies before the scanner. */
  scanned: string
}

/** Stands where the WeCom client's injected bridge stands; the real SDK talks to it. */
export const installBridge = (): Scene => {
  const scene: Scene = {
    entry: 'single_chat_tools',
    contact: 'wmABC123',
    refuse: {},
    silent: new Set(),
    calls: [],
    scanned: '',
  }
  const answers: Record<string, () => object> = {
    agentConfig: () => ({}),
    getContext: () => ({ entry: scene.entry }),
    getCurExternalContact: () => ({ userId: scene.contact }),
    getCurExternalChat: () => ({ chatId: 'wrGROUP' }),
    openUserProfile: () => ({}),
    scanQRCode: () => ({ resultStr: scene.scanned }),
    sendChatMessage: () => ({}),
  }
  const bridge = {
    invoke: (name: string, params: Record<string, unknown>, done: (result: object) => void) => {
      scene.calls.push({ name, params, page: window.location.href })
      if (scene.silent.has(name)) return
      const refused = scene.refuse[name]
      setTimeout(() => done(refused ? { err_msg: refused } : { err_msg: `${name}:ok`, ...answers[name]?.() }))
    },
    on: () => undefined,
  }
  Object.assign(window, { WeixinJSBridge: bridge })
  // An SDK that was loaded before waits for this, as it does in a client that injects its bridge late.
  document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  return scene
}

export const signedIn = (guide: Partial<Guide> = {}) =>
  sessionStorage.setItem('hedian.session', JSON.stringify(build.session(guide)))
export const operatorSession = {
  token: 'optok',
  expiresAt: '2099-01-01T00:00:00.000Z',
  operator: { id: 'opr_1', name: '何静', role: 'headquarters', scopeText: '总部 · 全部门店' },
}
export const operatorIn = () => sessionStorage.setItem('hedian.operator', JSON.stringify(operatorSession))
export const goTo = (address: string) => window.history.replaceState(null, '', address)
