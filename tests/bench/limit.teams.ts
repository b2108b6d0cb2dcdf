import type { mongo } from 'mongoose'

interface Row {
  _id: string
}
export interface AskedSeat {
  key: string
  skuId: string
  storeId: string
}

/**
 * A seat in a team: an order not found, the team, its group buy, the campaign's stock and the member read, the team again
 * and its conditional update with a seat, the stock looked at by key and its conditional update with a claim, one insert
 * of an order.
 */
export async function takeSeat(
  rows: (name: string) => mongo.Collection<Row>,
  order: object,
  teamId: string,
  { key, skuId, storeId }: AskedSeat,
) {
  const [teams, stock] = [rows('benchTeams'), rows('benchAllotments')]
  const at = new Date()
  await rows('benchOrders').findOne({ _id: key })
  const team = (await teams.findOne({ _id: teamId })) as unknown as { groupBuyId: string; size: number }
  const _id = team.groupBuyId
  await rows('groupBuys').findOne({ _id })
  await stock.findOne({ _id }, { projection: { claims: 0, taken: 0 } })
  await rows('members').findOne({ _id: key })
  await teams.findOne({ _id: teamId })
  const goods = { key, memberId: key, skuId, quantity: 1 }
  await teams.updateOne(
    {
      _id: teamId,
      state: 'open',
      deadline: { $gt: at },
      'seats.memberId': { $ne: key },
      [`seats.${team.size - 1}`]: { $exists: false },
      gone: { $ne: key },
    } as never,
    { $push: { seats: { ...goods, orderId: key, way: 'pickup', storeId, at, expiresAt: at } } } as never,
  )
  await stock.findOne({ _id }, { projection: { places: 1, claims: { $elemMatch: { key } } } })
  await stock.updateOne(
    { _id, 'claims.key': { $nin: [key] }, 'places.left': { $gte: 1 } } as never,
    {
      $push: { claims: { ...goods, locationId: storeId, expiresAt: at } },
      $inc: { 'places.0.left': -1, [`taken.${key.slice(-3)}`]: 1 },
    } as never,
  )
  await rows('benchOrders').insertOne({ ...order, _id: key } as never)
  return { id: key }
}
