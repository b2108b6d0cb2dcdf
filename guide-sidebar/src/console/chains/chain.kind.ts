import type { Api } from '../../../../server/api'
import { call } from '../../api/client'
import type { Kind } from '../campaigns/campaign.rules'
import { dayFrom } from '../edit/fields.rules'
import { cellOf, goodsOf, goodsProblems, noGoods } from '../goods/goods.rules'
import type { GoodsForm } from '../goods/goods.rules'

export type Managed = Api['GET /console/chains/:chainId']['response']
export type Listed = Api['GET /console/chains']['response']['chains'][number]
export type Draft = Api['POST /console/chains']['body']

const of = (chainId: string) => ({ params: { chainId } })

/** Chains (接龙) as the console makes and speaks about them (GB-2). */
export const chainKind: Kind<Managed, Draft> = {
  page: 'chains',
  name: '接龙',
  newName: '新建接龙',
  liveName: '接龙中',
  steps: {
    schedule: {
      name: '排期上线',
      ask: '会马上从出货的地方留出这些份数，到时间自动开始。上线后价格和份数不能再改，只能改名字、说明和延长。',
    },
    pause: { name: '暂停', ask: '没人能再接龙；截单时间不变，已经接的照常。' },
    resume: { name: '继续', ask: '顾客马上又能接龙。' },
    end: { name: '提前截单', ask: '马上截单，名单定下来，货开始备、一次送到店。不能再恢复。' },
  },
  notes: { scheduled: '自动开始', live: '价格和份数锁住', paused: '没人能接龙', ended: '截单，送货到店' },
  lock: {
    live: '已经排期上线，价格和份数锁住；名字、说明和截单时间还能改。',
    ended: '已经截单，不能再改。要再办一次，可以复制一个。',
    away: '这个接龙涉及你负责范围以外的门店，只能查看。',
  },
  read: (id) => call('GET /console/chains/:chainId', of(id)),
  create: (body) => call('POST /console/chains', { body }),
  change: (id, body) => call('PUT /console/chains/:chainId', { ...of(id), body }),
  step: (id, step) => call(`POST /console/chains/:chainId/${step}`, of(id)),
  copy: (id) => call('POST /console/chains/:chainId/copy', of(id)),
}

/** Calls a chain off: everybody gets everything back. @param reason what shoppers read */
export const callOff = (id: string, reason: string): Promise<unknown> =>
  call('POST /console/chains/:chainId/call-off', { ...of(id), body: { reason } })

/** A chain while it is typed; its one source is the only place of its goods. */
export interface ChainForm {
  title: string
  note: string
  goods: GoodsForm
  storeId: string | undefined
  perMember: number | undefined
  from: string | undefined
  until: string | undefined
  arrivesAt: string | undefined
  /** Who leads it and its group: decided in the sidebar, kept here. */
  kept: Pick<Draft, 'leaderId' | 'chat'>
}
export const PARTS = [
  'title',
  'note',
  'lines',
  'storeId',
  'sourceId',
  'perMember',
  'from',
  'until',
  'arrivesAt',
] as const
export type Part = (typeof PARTS)[number]

export const emptyForm = (now: number, storeIds: readonly string[] | undefined): ChainForm => ({
  title: '',
  note: '',
  goods: noGoods,
  storeId: storeIds?.length === 1 ? storeIds[0] : undefined,
  perMember: 5,
  from: dayFrom(now, 1, 600),
  until: dayFrom(now, 3, 20 * 60),
  arrivesAt: dayFrom(now, 5, 600),
  kept: {},
})

export const formOf = (it: Managed): ChainForm => ({
  title: it.title,
  note: it.note ?? '',
  goods: goodsOf(
    it.lines.map(({ skuId, chainPrice }) => ({
      skuId,
      spuId: it.face.lines.find((line) => line.skuId === skuId)?.spuId ?? '',
      price: chainPrice,
      perMember: undefined,
    })),
    it.lines.map(({ skuId, quota }) => ({ skuId, locationId: it.sourceId, quota })),
  ),
  storeId: it.storeId,
  perMember: it.perMember,
  from: it.from,
  until: it.until,
  arrivesAt: it.arrivesAt,
  kept: { ...(it.leaderId ? { leaderId: it.leaderId } : {}), ...(it.chat ? { chat: it.chat } : {}) },
})

/** The same pieces from another place. */
export const movedTo = (goods: GoodsForm, placeId: string): GoodsForm => {
  const [before = placeId] = goods.placeIds
  const quotas = Object.fromEntries(
    goods.items.map(({ skuId }) => [cellOf(skuId, placeId), goods.quotas[cellOf(skuId, before)]]),
  )
  return { ...goods, placeIds: [placeId], quotas }
}

/** What is not filled in yet, in the operator's words. */
export const problemsOf = (it: ChainForm): Partial<Record<Part, string>> => {
  const { items, places } = goodsProblems(it.goods)
  const isBare = it.goods.items.some(
    ({ skuId }) => !it.goods.quotas[cellOf(skuId, it.goods.placeIds[0] ?? '')],
  )
  return {
    ...(it.title.trim() ? {} : { title: '给接龙起个名字，群里看到的就是它' }),
    ...(items ? { lines: items } : isBare && !places ? { lines: '每件商品写上留几份' } : {}),
    ...(it.goods.placeIds.length === 0 ? { sourceId: '选从哪出货' } : {}),
    ...(it.storeId ? {} : { storeId: '选大家到哪家店取' }),
    ...(it.perMember ? {} : { perMember: '写上每人最多几份' }),
    ...(it.from && it.until && it.from < it.until ? {} : { from: '写上开始和截单，截单要晚于开始' }),
    ...(it.arrivesAt && it.until && it.arrivesAt >= it.until
      ? {}
      : { arrivesAt: '写上哪天到店，要晚于截单' }),
  }
}

/** What is sent to the server; undefined while something is missing. */
export const draftOf = (it: ChainForm): Draft | undefined => {
  const { goods, storeId, perMember, from, until, arrivesAt, kept } = it
  const [sourceId] = goods.placeIds
  const note = it.note.trim()
  if (!storeId || !sourceId || !perMember || !from || !until || !arrivesAt) return undefined
  return {
    title: it.title.trim(),
    ...(note ? { note } : {}),
    lines: goods.items.flatMap(({ skuId, price }) => {
      const quota = goods.quotas[cellOf(skuId, sourceId)]
      return price && quota ? [{ skuId, chainPrice: price, quota }] : []
    }),
    sourceId,
    storeId,
    perMember,
    from,
    until,
    arrivesAt,
    ...kept,
  }
}
