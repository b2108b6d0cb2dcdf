import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import { dayFrom } from '../edit/fields.rules'
import { goodsOf, goodsProblems, noGoods, piecesOf } from '../goods/goods.rules'
import type { GoodsForm } from '../goods/goods.rules'

export type Managed = Api['GET /console/group-buys/:groupBuyId']['response']
export type Draft = Api['POST /console/group-buys']['body']

const of = (groupBuyId: string) => ({ params: { groupBuyId } })

/** Group buys as the console makes and speaks about them (GB-1). */
export const groupBuyKind: Kind<Managed, Draft> = {
  page: 'group-buys',
  name: '拼团',
  newName: '新建拼团',
  liveName: '进行中',
  steps: {
    schedule: {
      name: '排期上线',
      ask: '会马上从各地库存里留出这些件数，到时间自动开团。上线后价格和名额不能再改，只能改名字和延长。',
    },
    pause: { name: '暂停', ask: '没人能再开团、参团；已开的团座位和倒计时照旧。' },
    resume: { name: '继续', ask: '顾客马上又能开团、参团。' },
    end: { name: '结束', ask: '结束后不能再恢复。没人能再开新团，已开的团到时间照样成团或退款。' },
  },
  notes: { scheduled: '自动开团', live: '价格和名额锁住', paused: '没人能开团', ended: '停开新团' },
  lock: {
    live: '已经排期上线，价格和名额锁住；名字和结束时间还能改。',
    ended: '已经结束，不能再改。要再办一次，可以复制一个。',
    away: '这个拼团涉及你负责范围以外的门店，只能查看。',
  },
  read: (id) => call('GET /console/group-buys/:groupBuyId', of(id)),
  create: (body) => call('POST /console/group-buys', { body }),
  change: (id, body) => call('PUT /console/group-buys/:groupBuyId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/group-buys/:groupBuyId/${step}`, of(id)),
  copy: (id) => call('POST /console/group-buys/:groupBuyId/copy', of(id)),
}

/** A group buy while it is typed. */
export interface GroupBuyForm {
  title: string
  goods: GoodsForm
  size: number | undefined
  hours: number | undefined
  isAuto: boolean
  formFrom: number | undefined
  perMember: number | undefined
  from: string | undefined
  until: string | undefined
  ways: Draft['ways']
  pickupAt: Draft['pickupAt']
}
export const PARTS = [
  'title',
  'spuId',
  'skus',
  'places',
  'size',
  'hours',
  'formFrom',
  'perMember',
  'claim',
  'from',
  'until',
  'ways',
  'pickupAt',
] as const
export type Part = (typeof PARTS)[number]

export const emptyForm = (now: number): GroupBuyForm => ({
  title: '',
  goods: noGoods,
  size: 3,
  hours: 24,
  isAuto: false,
  formFrom: 2,
  perMember: 2,
  from: dayFrom(now, 1, 600),
  until: dayFrom(now, 8, 22 * 60),
  ways: ['pickup'],
  pickupAt: 'leaderStore',
})

export const formOf = (it: Managed): GroupBuyForm => ({
  title: it.title,
  goods: goodsOf(
    it.skus.map(({ skuId, groupPrice }) => ({
      skuId,
      spuId: it.spuId,
      price: groupPrice,
      perMember: undefined,
    })),
    it.places,
  ),
  size: it.size,
  hours: it.hours,
  isAuto: it.formFrom !== undefined,
  formFrom: it.formFrom ?? 2,
  perMember: it.perMember,
  from: it.from,
  until: it.until,
  ways: it.ways,
  pickupAt: it.pickupAt,
})

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: GroupBuyForm): Partial<Record<Part, string>> => {
  const { items, places } = goodsProblems(it.goods)
  const { size = 0, formFrom = 0, hours = 0 } = it
  return {
    ...(it.title.trim() ? {} : { title: '给拼团起个名字，后台列表里看它' }),
    ...(items ? { skus: items } : {}),
    ...(places ? { places } : {}),
    ...(size < 2 || size > 10 ? { size: '一个团 2 到 10 人' } : {}),
    ...(hours < 1 || hours > 72 ? { hours: '1 到 72 小时' } : {}),
    ...(it.isAuto && (formFrom < 2 || formFrom > size) ? { formFrom: '2 人以上，不超过团的人数' } : {}),
    ...(it.perMember ? {} : { perMember: '写上每人最多买几件' }),
    ...(it.from && it.until && it.from < it.until ? {} : { from: '写上开始和结束，结束要晚于开始' }),
    ...(it.ways.length > 0 ? {} : { ways: '选至少一种拿货方式' }),
  }
}

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: GroupBuyForm): Draft | undefined => {
  const { goods, size, hours, formFrom, perMember, from, until } = it
  const spuId = goods.items[0]?.spuId
  const skus = goods.items.flatMap(({ skuId, price }) => (price ? [{ skuId, groupPrice: price }] : []))
  if (!spuId || !size || !hours || !perMember || !from || !until) return undefined
  return {
    title: it.title.trim(),
    spuId,
    skus,
    size,
    hours,
    ...(it.isAuto && formFrom ? { formFrom } : {}),
    perMember,
    from,
    until,
    ways: it.ways,
    pickupAt: it.pickupAt,
    places: piecesOf(goods),
  }
}
