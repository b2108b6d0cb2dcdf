import type { Api } from '../../../server/api'
import { STORES } from './fakeData'
import { inMinutes, refuse, type Route } from './fakePrices'

export type StoreEvent = Api['GET /store-events/:eventId']['response']
export type SignUp = Api['GET /me/sign-ups/:signUpId']['response']
type Photo = Api['GET /me/sign-ups/:signUpId/photos']['response']['photos'][number]

const shop = STORES[0]!

/** An event of tomorrow that one can sign up for, unless told otherwise. */
export const eventOf = (more: Partial<StoreEvent> = {}): StoreEvent => ({
  id: 'ste_1',
  kind: 'tasting',
  kindText: '品鉴会',
  title: '冬日乌龙品鉴，三款炭焙一次喝懂',
  summary: '茶艺师带你喝懂炭焙，走时带一包回家',
  detail: ['三款炭焙乌龙，从轻到重。', '全程坐着喝，适合带朋友。'],
  image: '/media/goods/pot.webp',
  store: {
    id: shop.id,
    name: shop.name,
    city: shop.city,
    address: shop.address,
    phone: shop.phone,
    position: shop.position,
  },
  start: inMinutes(1440),
  end: inMinutes(1560),
  signUpFrom: inMinutes(-1440),
  signUpUntil: inMinutes(1400),
  cancelUntil: inMinutes(1200),
  phase: 'open',
  phaseText: '报名中',
  quota: 16,
  left: 3,
  waiting: 0,
  coupon: {
    couponId: 'cpn_1',
    title: '茶器到店券',
    kind: 'amountOff',
    benefit: { kind: 'amountOff', threshold: 10_000, off: 2000 },
    big: '¥20',
    small: '满 100 可用',
    where: '静安寺店 · 到店用',
    stacks: '可与会员折扣同用',
    channels: ['store'],
  },
  photoPoints: 50,
  mine: { action: 'signUp', text: '立即报名' },
  ...more,
})
export const signUpOf = (more: Partial<SignUp> = {}): SignUp => ({
  id: 'sup_1',
  state: 'seated',
  stateText: '已报名',
  event: eventOf(),
  createdAt: inMinutes(-10),
  mayCancel: true,
  mayShare: false,
  coupon: { title: '茶器到店券', grantId: 'cgr_1', text: '已放进你的券包' },
  ...more,
})

/** Events and the member's sign-ups, in memory. */
export const createEvents = () => {
  const events = new Map<string, StoreEvent>()
  const signUps = new Map<string, SignUp>()
  const photos: Photo[] = []
  const say = { refuse: undefined as { status: number; code: string; text: string } | undefined }
  let codes = 0
  const routes: Route[] = [
    [
      /^GET \/store-events$/,
      (_, query): Api['GET /store-events']['response'] => ({
        events: [...events.values()].filter(
          (it) =>
            (!query.get('city') || it.store.city === query.get('city')) &&
            (!query.get('storeId') || it.store.id === query.get('storeId')),
        ),
      }),
    ],
    [/^GET \/store-events\/(ste_\w+)$/, ([, id = '']) => events.get(id)],
    [
      /^GET \/store-events\/(ste_\w+)\/photos$/,
      (): Api['GET /store-events/:eventId/photos']['response'] => ({
        photos: photos.filter((it) => it.state === 'approved'),
      }),
    ],
    [
      /^POST \/store-events\/(ste_\w+)\/sign-up$/,
      ([, id = '']) => {
        if (say.refuse) return refuse(say.refuse.status, say.refuse.code, say.refuse.text)
        const event = events.get(id)
        if (!event) return undefined
        const isWaiting = event.mine.action === 'wait'
        const made = signUpOf({
          event,
          state: isWaiting ? 'waiting' : 'seated',
          stateText: isWaiting ? '候补第 1 位' : '已报名',
        })
        signUps.set(made.id, made)
        events.set(id, {
          ...event,
          left: Math.max(0, event.left - 1),
          mine: { signUpId: made.id, state: made.state, action: 'none', text: made.stateText },
        })
        return made
      },
    ],
    [/^GET \/me\/sign-ups$/, (): Api['GET /me/sign-ups']['response'] => ({ signUps: [...signUps.values()] })],
    [/^GET \/me\/sign-ups\/(sup_\w+)$/, ([, id = '']) => signUps.get(id)],
    [
      /^POST \/me\/sign-ups\/(sup_\w+)\/cancel$/,
      ([, id = '']) => {
        const before = signUps.get(id)
        if (!before) return undefined
        const after: SignUp = { ...before, state: 'cancelled', stateText: '已取消', mayCancel: false }
        signUps.set(id, after)
        return after
      },
    ],
    [
      /^GET \/me\/sign-ups\/(sup_\w+)\/code$/,
      ([, id = '']) =>
        signUps.get(id)?.state === 'seated'
          ? { digits: '30517264', qr: `HE1.${id}.${++codes}`, refreshAt: inMinutes(0.5) }
          : refuse(409, 'sign_up_closed', '这个报名现在不能这样操作'),
    ],
    [
      /^GET \/me\/sign-ups\/(sup_\w+)\/photos$/,
      (): Api['GET /me/sign-ups/:signUpId/photos']['response'] => ({ photos }),
    ],
    [
      /^POST \/me\/sign-ups\/(sup_\w+)\/photos$/,
      (_, _query, body): Photo => {
        const { words } = JSON.parse(body) as { words?: string }
        const photo: Photo = {
          id: `pho_${photos.length + 1}`,
          url: `/api/event-photos/pho_${photos.length + 1}/picture`,
          state: 'pending',
          stateText: '审核中',
          ...(words ? { words } : {}),
          author: '周*',
          createdAt: inMinutes(0),
        }
        photos.push(photo)
        return photo
      },
    ],
  ]
  return { routes, events, signUps, photos, say }
}
