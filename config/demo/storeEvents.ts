import {
  findEvent,
  importSignUps,
  signUpIdOf,
  storeEventWrites,
  type SignUpDoc,
  type StoreEventDoc,
} from '../../server/features/storeEvents/storeEvents.service'
import { addDays, instantOf } from './days'
import { randomOf } from './random'
import type { DemoChain, DemoStore } from './types'

const HOUR = 3600_000

interface Line {
  store: string
  kind: StoreEventDoc['kind']
  title: string
  summary: string
  detail: string[]
  /** Part of the name of the goods its picture shows. */
  picture: string
  /** Day from the chain's own, minute of that day, and length in hours. */
  at: [day: number, minute: number, hours: number]
  quota: number
  line?: number
  /** People who signed up, and who of them came already. */
  guests?: number
  came?: number
  tiers?: StoreEventDoc['audience']['tiers']
  /** A coupon goes with the sign-up. */
  withCoupon?: true
  photoPoints?: number
  status?: StoreEventDoc['status']
  /** Sign-up opens this many days from the chain's own; earlier where left out. */
  opens?: number
}

const lines: Line[] = [
  {
    store: '静安寺店',
    kind: 'popup',
    title: '围炉煮茶快闪',
    summary: '炭火小炉，烤年糕烤橘子，现煮一壶老白茶',
    detail: ['门店一楼茶饮吧，随到随坐，每场约 40 分钟。', '现场拍一张围炉照晒出来，审核后送积分。'],
    picture: '茶',
    at: [0, 600, 12],
    quota: 60,
    guests: 31,
    came: 14,
    withCoupon: true,
    photoPoints: 50,
  },
  {
    store: '静安寺店',
    kind: 'tasting',
    title: '秋茶品鉴会：三款岩茶对比',
    summary: '茶艺师带你喝懂肉桂、水仙与大红袍',
    detail: [
      '时长两小时，每人一套品鉴杯，茶点现场准备。',
      '报名成功送到店礼券，当天即可使用。',
      '请提前 10 分钟到店，凭签到码入席。',
    ],
    picture: '茶',
    at: [2, 840, 2],
    quota: 20,
    line: 6,
    guests: 17,
    withCoupon: true,
    photoPoints: 50,
  },
  {
    store: '新天地店',
    kind: 'workshop',
    title: '手作香薰 DIY 工坊',
    summary: '选香、调香、灌蜡，做一支自己的香薰带走',
    detail: ['材料与包装全部备好，建议穿深色衣服。', '作品当天凝固，现场装盒带走。'],
    picture: '香薰',
    at: [4, 900, 2],
    quota: 12,
    line: 8,
    guests: 15,
    withCoupon: true,
    photoPoints: 80,
  },
  {
    store: '中山公园店',
    kind: 'salon',
    title: '冬季修护沙龙 · 会员专场',
    summary: '护肤顾问一对一看肤质，带走一周护理方案',
    detail: ['银卡、金卡会员专享，每场 10 席。', '会后可预约一次免费肤质复测。'],
    picture: '霜',
    at: [3, 1140, 2],
    quota: 10,
    guests: 6,
    tiers: ['silver', 'gold'],
    photoPoints: 30,
  },
  {
    store: '徐家汇店',
    kind: 'popup',
    title: '羊绒季试穿快闪',
    summary: '新到羊绒大衣与围巾，试穿满意再带走',
    detail: ['五天限时，现场可约免费改袖长。'],
    picture: '羊绒',
    at: [1, 600, 106],
    quota: 200,
    guests: 48,
    withCoupon: true,
  },
  {
    store: '新天地店',
    kind: 'tasting',
    title: '咖啡与甜点搭配课',
    summary: '四支手冲配四款甜点',
    detail: ['名额 16 位，明天开放报名。'],
    picture: '咖啡',
    at: [9, 900, 2],
    quota: 16,
    line: 4,
    opens: 1,
    photoPoints: 30,
  },
  {
    store: '静安寺店',
    kind: 'workshop',
    title: '上月花艺工坊',
    summary: '一束秋色，带回家插三周',
    detail: ['感谢每一位来的朋友。'],
    picture: '花',
    at: [-8, 840, 2],
    quota: 12,
    guests: 12,
    came: 11,
    photoPoints: 50,
  },
  {
    store: '静安寺店',
    kind: 'salon',
    title: '年末礼盒包装课',
    summary: '三种包法，丝带与干花任选',
    detail: ['待确认讲师档期。'],
    picture: '礼',
    at: [16, 840, 2],
    quota: 15,
    status: 'draft',
  },
]

const pictureOf = ({ products }: DemoChain, part: string): string =>
  (products.find((it) => it.name.includes(part)) ?? products[0])?.images[0] ?? ''

/** This week's events of the first stores, and one of each state (AP-2). */
export function buildEvents(chain: DemoChain, couponId: string | undefined): StoreEventDoc[] {
  const stores = new Map(
    chain.locations.filter((it): it is DemoStore => it.kind === 'store').map((it) => [it.name, it]),
  )
  return lines.flatMap((it, n) => {
    const store = stores.get(it.store)
    if (!store) return []
    const [day, minute, hours] = it.at
    const start = new Date(instantOf(addDays(chain.day, day), minute))
    const until = new Date(start.getTime() - (day === 0 ? 0 : HOUR))
    const createdAt = new Date(instantOf(addDays(chain.day, Math.min(day, 0) - 10), 600 + n))
    return [
      {
        _id: `ste_${chain.day.replaceAll('-', '')}_${n + 1}`,
        kind: it.kind,
        title: it.title,
        summary: it.summary,
        detail: it.detail,
        image: pictureOf(chain, it.picture),
        storeId: store.id,
        city: store.city,
        code: `${chain.day.slice(2).replaceAll('-', '')}${String(n + 1).padStart(2, '0')}`,
        start,
        end: new Date(start.getTime() + hours * HOUR),
        signUpFrom: new Date(instantOf(addDays(chain.day, it.opens ?? Math.min(day, 0) - 6), 600)),
        signUpUntil: until,
        cancelUntil: new Date(start.getTime() - 2 * HOUR),
        quota: it.quota,
        line: it.line ?? 0,
        audience: { newOnly: false, ...(it.tiers ? { tiers: it.tiers } : {}) },
        ...(it.withCoupon && couponId ? { couponId } : {}),
        photoPoints: it.photoPoints ?? 0,
        status: it.status ?? ('scheduled' as const),
        version: 1,
        createdAt,
        createdBy: '何静',
        updatedAt: createdAt,
        outbox: [],
      },
    ]
  })
}

/** Who signed up for an event, in seats first and then in line. */
export function buildSignUps(chain: DemoChain, event: StoreEventDoc): SignUpDoc[] {
  const line = lines.find((it) => it.title === event.title)
  const random = randomOf(chain.seed, `guests ${event.title}`)
  const fits = chain.members.slice(40).filter((it) => event.audience.tiers?.includes(it.tier) ?? true)
  const came = line?.came ?? 0
  return random.sample(fits, Math.min(line?.guests ?? 0, fits.length)).map((member, at) => {
    const createdAt = new Date(event.signUpFrom.getTime() + (at + 1) * 17 * 60_000)
    const isSeated = at < event.quota
    const isHere = at < came
    return {
      _id: signUpIdOf(event._id, member.id),
      eventId: event._id,
      storeId: event.storeId,
      memberId: member.id,
      openid: member.openid,
      state: isHere ? ('checkedIn' as const) : isSeated ? ('seated' as const) : ('waiting' as const),
      ...(isSeated ? { seat: at + 1 } : { spot: at + 1 - event.quota, waitingSince: createdAt }),
      ...(isHere ? { checkedInAt: new Date(event.start.getTime() + at * 240_000), checkedInBy: 'self' } : {}),
      start: event.start,
      version: 1,
      createdAt,
      updatedAt: createdAt,
      outbox: [],
    }
  })
}

/** Events with their guests; those that stand stay as they are. */
export async function loadEvents(chain: DemoChain, couponId: string | undefined): Promise<number> {
  const events = buildEvents(chain, couponId)
  for (const it of events) {
    if (await findEvent(it._id)) continue
    await storeEventWrites.put([it])
    await importSignUps(buildSignUps(chain, it))
  }
  return events.length
}
