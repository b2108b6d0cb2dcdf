import { findAllotment, openAllotment } from '../../server/features/allotments/allotments.service'
import {
  findTeam,
  groupBuyWrites,
  lastPaymentOf,
  type GroupBuyDoc,
} from '../../server/features/groupBuys/groupBuys.service'
import { now } from '../../server/kernel/clock'
import { startShop, type Shop } from '../orders/support'
import { build, next } from '../support/build'
import { memberSession } from '../support/people'
import type { Reply } from '../support/product'
import { until } from '../support/until'

export const codeOf = ({ status, body }: Reply) => [status, body?.error?.code]
export const HOUR = 3600_000
export const PRICE = 10_000
export const GROUP_PRICE = 6000

interface Options extends Partial<GroupBuyDoc> {
  quota?: number
  onHand?: number
}

/** A group buy of one SKU in one store: ¥100 for ¥60, two seats, a day to fill, unless told otherwise. */
export async function aGroupBuy({ quota = 20, onHand, ...more }: Options = {}) {
  const store = await build.store()
  const goods = await build.product({ skus: [build.sku({ price: PRICE })] })
  const skuId = goods.skus[0]?.id ?? ''
  const stocked = onHand ?? quota + 5
  await build.stock(skuId, store._id, stocked)
  const at = now()
  const doc: GroupBuyDoc = {
    _id: `gbu_t${next()}`,
    title: '两人团',
    spuId: goods._id,
    skus: [{ skuId, groupPrice: GROUP_PRICE }],
    size: 2,
    hours: 24,
    perMember: 5,
    from: new Date(at.getTime() - HOUR),
    until: new Date(at.getTime() + 72 * HOUR),
    ways: ['pickup'],
    pickupAt: 'leaderStore',
    places: [{ skuId, locationId: store._id, quota }],
    status: 'scheduled',
    version: 1,
    createdAt: at,
    createdBy: 'test',
    updatedAt: at,
    ...more,
  }
  await groupBuyWrites.insert(doc)
  const { perMember, places } = doc
  const opened = await openAllotment({ id: doc._id, places, perMember, until: lastPaymentOf(doc) })
  if (opened.outcome !== 'open') throw new Error(opened.outcome)
  const left = async () => (await findAllotment(doc._id))?.places.reduce((sum, it) => sum + it.left, 0)
  return { doc, id: doc._id, skuId, store, stocked, left }
}
export type GroupBuy = Awaited<ReturnType<typeof aGroupBuy>>

export const members = (count: number) => Promise.all(Array.from({ length: count }, () => memberSession()))
type Buyer = { token: string }

/** The shop with group buys. */
export async function startGroupBuys() {
  const shop = await startShop()
  const { product } = shop
  const asked = ({ skuId, store }: GroupBuy, more: object) => ({
    key: `team-${next()}-key`,
    skuId,
    quantity: 1,
    way: 'pickup',
    storeId: store._id,
    expectedTotal: GROUP_PRICE,
    ...more,
  })
  const open = ({ token }: Buyer, of: GroupBuy, more: object = {}) =>
    product.post(`/group-buys/${of.id}/teams`, { token, body: asked(of, more) })
  const join = ({ token }: Buyer, teamId: string, of: GroupBuy, more: object = {}) =>
    product.post(`/teams/${teamId}/orders`, { token, body: asked(of, more) })
  const team = async (teamId: string) => (await product.get(`/teams/${teamId}`)).body.team
  type Shopper = Awaited<ReturnType<Shop['shopper']>>
  /** The last payment of a team forms it: such an order waits for the others for a moment only. */
  const pay = async (buyer: Shopper, orderId: string) => {
    await shop.payOnPhone(buyer, orderId)
    await until(
      () => shop.orderOf(buyer, orderId),
      (it) => it.status !== 'unpaid',
    )
    await product.settled()
  }
  return {
    ...shop,
    open,
    join,
    team,
    pay,
    /** A team whose leader has paid. */
    async opened(of: GroupBuy, more: object = {}) {
      const leader = await shop.shopper()
      const { status, body } = await open(leader, of, more)
      if (status !== 200) throw new Error(JSON.stringify(body))
      await pay(leader, body.id)
      return { leader, orderId: body.id as string, teamId: body.group.teamId as string }
    },
    statusOf: async (buyer: Shopper, orderId: string) => (await shop.orderOf(buyer, orderId)).status,
    /** Seats, money and pieces of a team agree: paid seats are paid orders, and nothing else is. */
    seatsOf: async (teamId: string) => (await findTeam(teamId))?.seats ?? [],
  }
}
export type GroupBuys = Awaited<ReturnType<typeof startGroupBuys>>
