import type { Api } from '../../../server/api'
import type { createBuying } from './fakeBuying'
import { PRODUCTS, STORES, detailOf } from './fakeData'
import { inMinutes, refuse, type Refusal, type Route } from './fakePrices'

export type GroupBuy = Api['GET /group-buys/:groupBuyId']['response']
export type Team = Api['GET /teams/:teamId']['response']['team']
export type Mine = Api['GET /teams/:teamId/mine']['response']
type Preview = Api['POST /group-buys/:groupBuyId/preview']['response']
type Placed = NonNullable<Api['POST /teams/:teamId/orders']['body']>

const card = PRODUCTS[0]!
const OFF = 6900

/** A running group buy of three, unless told otherwise. */
export const groupBuyOf = (more: Partial<GroupBuy> = {}): GroupBuy => {
  const skus = (detailOf(card.id)?.skus ?? []).slice(0, 3).map((it) => ({
    skuId: it.id,
    optionText: Object.values(it.options).join(' · '),
    image: it.image,
    price: it.price,
    groupPrice: it.price - OFF,
    left: 20,
  }))
  return {
    id: 'gbu_1',
    status: 'live',
    statusText: '拼团中',
    spuId: card.id,
    name: card.name,
    image: card.image,
    price: skus[0]?.price ?? 0,
    groupPrice: skus[0]?.groupPrice ?? 0,
    skus,
    size: 3,
    hours: 24,
    perMember: 2,
    ways: ['pickup', 'express'],
    pickupAt: 'anyStore',
    places: STORES.slice(0, 4).flatMap((store) =>
      skus.map(({ skuId }) => ({ locationId: store.id, name: store.name, skuId, left: 5 })),
    ),
    from: inMinutes(-600),
    until: inMinutes(2 * 1440),
    left: 60,
    sold: 36,
    openTeams: 1,
    ...more,
  }
}
export const seatOf = (name: string, more: Partial<Team['seats'][number]> = {}): Team['seats'][number] => ({
  name,
  isLeader: false,
  text: '茜红 · 静安寺店自提',
  at: inMinutes(-30),
  isPaid: true,
  ...more,
})
/** A team of three that lacks one, unless told otherwise. */
export const teamOf = (more: Partial<Team> = {}): Team => ({
  id: 'tea_1',
  groupBuyId: 'gbu_1',
  state: 'open',
  stateText: '还差 1 人成团',
  size: 3,
  left: 1,
  paid: 2,
  seats: [
    seatOf('周予安', { isLeader: true, at: inMinutes(-288) }),
    seatOf('林小满', { text: '青瓷 · 快递', at: inMinutes(-204) }),
  ],
  leaderName: '周予安',
  store: { id: 'sto_jas', name: '静安寺店' },
  openedAt: inMinutes(-288),
  deadline: inMinutes(1152),
  ...more,
})

/** Group buys and their teams, and the member's seat in them, in memory. */
export const createGroups = (buying: ReturnType<typeof createBuying>) => {
  const groupBuys = new Map<string, GroupBuy>()
  const teams = new Map<string, Team>()
  const mine = new Map<string, Mine>()
  const say = { refuse: undefined as { status: number; code: string; text: string } | undefined }
  const of = (teamId: string): Mine => mine.get(teamId) ?? { isIn: false, isLeader: false, isPaid: false }

  const previewOf = (groupBuy: GroupBuy, wanted: Pick<Placed, 'skuId' | 'quantity' | 'way'>): Preview => {
    const sku = groupBuy.skus.find((it) => it.skuId === wanted.skuId)!
    const goods = sku.price * wanted.quantity
    const off = (sku.price - sku.groupPrice) * wanted.quantity
    return {
      line: {
        key: 'l1',
        skuId: sku.skuId,
        spuId: groupBuy.spuId,
        name: groupBuy.name,
        image: sku.image,
        optionText: sku.optionText,
        quantity: wanted.quantity,
        unitPrice: sku.price,
        discounts: [{ promotionId: groupBuy.id, name: `${groupBuy.size} 人团价`, amount: off }],
        total: goods - off,
        isAvailable: wanted.quantity <= 5,
        available: 5,
      },
      amounts: { goods, discount: off, deliveryFee: 0, total: goods - off },
      deliveryDiscounts: [],
      fulfilment: wanted.way === 'pickup' ? '静安寺店自提' : '华东仓发货',
    }
  }
  /** Takes a seat: the order is there, unpaid; `pay` of the shop pays it. */
  const place = (groupBuy: GroupBuy, body: Placed, team: Team): unknown | Refusal => {
    if (say.refuse) return refuse(say.refuse.status, say.refuse.code, say.refuse.text)
    const preview = previewOf(groupBuy, body)
    if (preview.amounts.total !== body.expectedTotal)
      return refuse(409, 'price_changed', '价格有变动，请确认后再提交')
    const isLeader = team.seats.length === 0
    const order = buying.place({
      lines: [{ skuId: body.skuId, quantity: body.quantity }],
      way: body.way,
      ...(body.storeId ? { storeId: body.storeId } : {}),
      ...(body.addressId ? { addressId: body.addressId } : {}),
      key: body.key,
    })
    if ('refuse' in order) return order
    teams.set(team.id, {
      ...team,
      left: team.left - 1,
      seats: [...team.seats, seatOf('我', { isLeader, isPaid: false, at: inMinutes(0) })],
    })
    mine.set(team.id, { isIn: true, isLeader, isPaid: false, orderId: order.id })
    return buying.change(order.id, { group: { groupBuyId: groupBuy.id, teamId: team.id, isLeader } })
  }

  /** Pays a seat, as WeChat Pay would tell: who fills the team forms it. */
  const pay = (orderId: string): void => {
    const group = buying.orders.get(orderId)?.group
    const team = group && teams.get(group.teamId)
    if (!team) return
    const seats = team.seats.map((it) => ({ ...it, isPaid: true }))
    const isFormed = team.left === 0
    teams.set(team.id, {
      ...team,
      seats,
      paid: seats.length,
      state: isFormed ? 'formed' : 'open',
      stateText: isFormed ? '已成团' : `还差 ${team.left} 人成团`,
    })
    mine.set(team.id, { ...of(team.id), isPaid: true })
    if (isFormed) buying.pay(orderId)
    else buying.change(orderId, { status: 'grouping', statusText: '待成团', paidAt: inMinutes(0) })
  }

  const routes: Route[] = [
    [
      /^GET \/group-buys$/,
      (_, query): Api['GET /group-buys']['response'] => ({
        groupBuys: [...groupBuys.values()].filter(
          (it) => !query.get('spuId') || it.spuId === query.get('spuId'),
        ),
      }),
    ],
    [/^GET \/group-buys\/(gbu_\w+)$/, ([, id = '']) => groupBuys.get(id)],
    [
      /^GET \/group-buys\/(gbu_\w+)\/teams$/,
      ([, id = '']): Api['GET /group-buys/:groupBuyId/teams']['response'] => ({
        teams: [...teams.values()].filter((it) => it.groupBuyId === id && it.state === 'open' && it.left > 0),
      }),
    ],
    [
      /^GET \/teams\/(tea_\w+)$/,
      ([, id = '']): Api['GET /teams/:teamId']['response'] | undefined => {
        const team = teams.get(id)
        const groupBuy = team && groupBuys.get(team.groupBuyId)
        return team && groupBuy && { team, groupBuy }
      },
    ],
    [/^GET \/teams\/(tea_\w+)\/mine$/, ([, id = '']): Mine => of(id)],
    [
      /^GET \/me\/teams$/,
      (): Api['GET /me/teams']['response'] => ({
        teams: [...teams.values()].flatMap((team) => {
          const groupBuy = groupBuys.get(team.groupBuyId)
          return groupBuy && of(team.id).isIn ? [{ team, mine: of(team.id), groupBuy }] : []
        }),
      }),
    ],
    [
      /^POST \/group-buys\/(gbu_\w+)\/preview$/,
      ([, id = ''], _query, body) => {
        const groupBuy = groupBuys.get(id)
        return groupBuy && previewOf(groupBuy, JSON.parse(body) as Placed)
      },
    ],
    [
      /^POST \/group-buys\/(gbu_\w+)\/teams$/,
      ([, id = ''], _query, body) => {
        const groupBuy = groupBuys.get(id)
        const team = teamOf({
          id: `tea_${teams.size + 1}`,
          groupBuyId: id,
          state: 'opening',
          left: 3,
          seats: [],
        })
        return groupBuy && place(groupBuy, JSON.parse(body) as Placed, team)
      },
    ],
    [
      /^POST \/teams\/(tea_\w+)\/orders$/,
      ([, id = ''], _query, body) => {
        const team = teams.get(id)
        const groupBuy = team && groupBuys.get(team.groupBuyId)
        return team && groupBuy && place(groupBuy, JSON.parse(body) as Placed, team)
      },
    ],
  ]
  return { routes, groupBuys, teams, mine, say, pay }
}
