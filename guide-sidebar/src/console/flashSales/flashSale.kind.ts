import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import { dayFrom, instantOf, localOf } from '../edit/fields.rules'
import { goodsOf, goodsProblems, noGoods, piecesOf } from '../goods/goods.rules'
import type { GoodsForm } from '../goods/goods.rules'

export type Managed = Api['GET /console/flash-sales/:flashSaleId']['response']
export type Draft = Api['POST /console/flash-sales']['body']

const of = (flashSaleId: string) => ({ params: { flashSaleId } })

/** Flash sales as the console makes and speaks about them (SO-2). */
export const flashSaleKind: Kind<Managed, Draft> = {
  page: 'flash-sales',
  name: '秒杀',
  newName: '新建秒杀',
  liveName: '进行中',
  steps: {
    schedule: {
      name: '排期上线',
      ask: '每一场提前一天从库存里留出数量，到点自动开抢。开抢后商品、价格和场次不能再改。',
    },
    pause: { name: '暂停', ask: '没人能再抢；已经抢到的照常付款。' },
    resume: { name: '继续', ask: '到点的场次马上又能抢。' },
    end: { name: '结束', ask: '结束后不能再恢复。没人抢到的数量退回库存。' },
  },
  notes: { scheduled: '第一场', live: '商品和价格锁住', paused: '没人能抢', ended: '最后一场' },
  lock: {
    live: '已经排期上线，商品、价格和场次锁住；名字和最后一天还能改。',
    ended: '已经结束，不能再改。要再办一次，可以复制一个。',
    away: '这个秒杀涉及你负责范围以外的门店或仓库，只能查看。',
  },
  read: (id) => call('GET /console/flash-sales/:flashSaleId', of(id)),
  create: (body) => call('POST /console/flash-sales', { body }),
  change: (id, body) => call('PUT /console/flash-sales/:flashSaleId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/flash-sales/:flashSaleId/${step}`, of(id)),
  copy: (id) => call('POST /console/flash-sales/:flashSaleId/copy', of(id)),
}

/** A flash sale while it is typed. */
export interface FlashSaleForm {
  title: string
  firstDay: string
  lastDay: string
  times: string[]
  minutes: number | undefined
  goods: GoodsForm
  withMember: boolean
}
export const PARTS = ['title', 'days', 'times', 'minutes', 'items', 'places', 'withMember'] as const
export type Part = (typeof PARTS)[number]

export const emptyForm = (now: number): FlashSaleForm => ({
  title: '',
  firstDay: localOf(dayFrom(now, 1)).slice(0, 10),
  lastDay: localOf(dayFrom(now, 7)).slice(0, 10),
  times: ['20:00'],
  minutes: 60,
  goods: noGoods,
  withMember: false,
})

export const formOf = (it: Managed): FlashSaleForm => ({
  title: it.title,
  firstDay: it.days.from,
  lastDay: it.days.until,
  times: it.times,
  minutes: it.minutes,
  goods: goodsOf(
    it.items.map(({ skuId, price, perMember }) => ({
      skuId,
      spuId: it.faces.find((face) => face.skuId === skuId)?.spuId ?? '',
      price,
      perMember,
    })),
    it.items.flatMap(({ skuId, places }) => places.map((place) => ({ skuId, ...place }))),
  ),
  withMember: it.withMember,
})

/** When the first session begins and the last is over, as instants. */
export const windowOf = ({
  firstDay,
  lastDay,
  times,
  minutes,
}: Pick<FlashSaleForm, 'firstDay' | 'lastDay' | 'times' | 'minutes'>) => {
  const sorted = [...times].sort()
  const last = instantOf(`${lastDay}T${sorted.at(-1) ?? '00:00'}`)
  return {
    from: instantOf(`${firstDay}T${sorted[0] ?? '00:00'}`),
    until: last && new Date(Date.parse(last) + (minutes ?? 0) * 60_000).toISOString(),
  }
}

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: FlashSaleForm): Partial<Record<Part, string>> => {
  const { items, places } = goodsProblems(it.goods)
  const { minutes = 0 } = it
  return {
    ...(it.title.trim() ? {} : { title: '给秒杀起个名字' }),
    ...(it.firstDay && it.lastDay && it.firstDay <= it.lastDay ? {} : { days: '最后一天不能早于第一天' }),
    ...(it.times.length === 0 || it.times.some((time) => !time) ? { times: '写上每天几点开抢' } : {}),
    ...(new Set(it.times).size < it.times.length ? { times: '同一个时间写了两次' } : {}),
    ...(minutes < 5 || minutes > 720 ? { minutes: '5 到 720 分钟' } : {}),
    ...(items ? { items } : {}),
    ...(places ? { places } : {}),
    ...(it.goods.items.some((one) => !one.perMember) && !items ? { items: '给每件商品写上每人限购' } : {}),
  }
}

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: FlashSaleForm): Draft | undefined => {
  const pieces = piecesOf(it.goods)
  if (!it.minutes) return undefined
  return {
    title: it.title.trim(),
    days: { from: it.firstDay, until: it.lastDay },
    times: [...it.times].sort(),
    minutes: it.minutes,
    items: it.goods.items.flatMap(({ skuId, price, perMember }) =>
      price && perMember
        ? [
            {
              skuId,
              price,
              perMember,
              places: pieces
                .filter((piece) => piece.skuId === skuId)
                .map(({ locationId, quota }) => ({ locationId, quota })),
            },
          ]
        : [],
    ),
    withMember: it.withMember,
  }
}
