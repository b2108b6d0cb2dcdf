import { orderModel, type OrderDoc } from './orders.model'

/** As their index says it (orders.model). */
const isPresale = { 'presale.presaleId': { $exists: true } }

/** Presales whose balance may be paid at an instant and is not final yet, longest first. */
export const unopenedBalances = (at: Date, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({
      ...isPresale,
      status: 'deposited',
      'presale.balanceFrom': { $lte: at },
      'presale.dueAt': { $exists: false },
    })
    .sort({ 'presale.balanceFrom': 1 })
    .limit(limit)
    .lean<OrderDoc[]>()

/** Presales whose balance was not paid in time, longest first. */
export const overdueBalances = (at: Date, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({ ...isPresale, status: 'deposited', 'presale.balanceUntil': { $lte: at } })
    .sort({ 'presale.balanceUntil': 1 })
    .limit(limit)
    .lean<OrderDoc[]>()

/** Orders of an offer that still wait for a payment or for their goods. */
export const openOrdersOf = (presaleId: string, limit: number): Promise<OrderDoc[]> =>
  orderModel
    .find({ 'presale.presaleId': presaleId, status: { $in: ['unpaid', 'deposited', 'paid'] } })
    .limit(limit)
    .lean<OrderDoc[]>()
