import { now } from '../../kernel/clock'
import { crashPoint } from '../../kernel/crashPoint'
import { emit } from '../../kernel/outbox'
import { skuOf } from '../catalog/catalog.service'
import { depositExpansion, type Promotion } from '../pricing/pricing.service'
import { balanceDue } from './orders.events'
import { changeOrder, findOrder, type OrderDoc } from './orders.model'
import { priceOfCampaign } from './orders.price'
import { amountsOf } from './orders.quote'
import { tradeNoOf, type OrderStatus, type PayStage } from './orders.rules'

/** A payment an order waits for: under which number, how much, and what the order is before it. */
export interface Due {
  stage?: PayStage
  tradeNo: string
  /** Fen. */
  amount: number
  from: Extract<OrderStatus, 'unpaid' | 'deposited'>
  payBy: Date
}

/** One of the payments of an order: of an ordinary one all of it, of a presale the deposit and then the balance (CA-4). */
export function dueFor({ _id, presale, amounts, payBy }: OrderDoc, stage?: PayStage): Due {
  const tradeNo = tradeNoOf(_id, stage)
  if (!presale || !stage) return { tradeNo, amount: amounts.total, from: 'unpaid', payBy }
  if (stage === 'deposit') return { stage, tradeNo, amount: presale.deposit, from: 'unpaid', payBy }
  const amount = amounts.total - presale.deposit
  return { stage, tradeNo, amount, from: 'deposited', payBy: presale.balanceUntil }
}

/** The payment an order waits for, or the last it waited for. */
export const dueOf = (order: OrderDoc): Due =>
  dueFor(order, order.presale && (order.presale.depositPayment ? 'balance' : 'deposit'))

/** What the deposit of each piece adds to itself (CA-4); sums in fen per piece. */
export const expansionOf = (
  presaleId: string,
  { worth, deposit }: { worth: number; deposit: number },
): Promotion[] => (worth > deposit ? [depositExpansion(presaleId, worth - deposit)] : [])

/**
 * Opens the balance of a presale once its window has begun (CA-4): what it costs now is what it will cost, and the shopper
 * is told. The price of the goods stays as it was agreed; promotions and tier are those of this moment.
 * @returns the order with its final balance
 */
export async function openBalance(order: OrderDoc): Promise<OrderDoc> {
  const { _id: orderId, presale, memberId, way } = order
  if (order.status !== 'deposited' || !presale || presale.dueAt || presale.balanceFrom > now()) return order
  const quantity = order.lines.reduce((sum, it) => sum + it.quantity, 0)
  const lines = await Promise.all(
    order.lines.map(async (it) => ({ ...it, categoryId: (await skuOf(it.skuId))?.categoryId ?? '' })),
  )
  const perPiece = { worth: presale.worth / quantity, deposit: presale.deposit / quantity }
  const price = await priceOfCampaign({ memberId, way, lines }, expansionOf(presale.presaleId, perPiece))
  const opened = await changeOrder(orderId, {
    filter: { status: 'deposited', 'presale.dueAt': { $exists: false } },
    set: {
      lines: order.lines.map((line, at) => {
        const { discounts = [], total = line.total } = price.lines[at] ?? {}
        return { ...line, discounts, total }
      }),
      amounts: { ...amountsOf(price), paid: order.amounts.paid, refunded: order.amounts.refunded },
      deliveryDiscounts: price.deliveryDiscounts,
      'presale.dueAt': now(),
    },
    event: emit(balanceDue, { orderId }),
  })
  crashPoint('presale.balanceDue')
  return opened ?? (await findOrder(orderId)) ?? order
}

/** Whether the balance may be paid at this moment. */
export const isBalanceOpen = ({ status, presale }: OrderDoc): boolean =>
  status === 'deposited' &&
  presale !== undefined &&
  presale.balanceFrom <= now() &&
  now() < presale.balanceUntil

/** The sums and dates of a presale as its shopper sees them; nothing for another order. */
export function presaleView(order: OrderDoc) {
  const { presale, refunds, status, amounts } = order
  if (!presale) return {}
  const { presaleId, deposit, worth, depositPayment, dueAt: finalSince } = presale
  const isGivenBack = refunds.some((it) => it.stage === 'deposit')
  return {
    presale: {
      presaleId,
      deposit,
      worth,
      balance: amounts.total - deposit,
      isBalanceFinal: finalSince !== undefined,
      isBalanceOpen: isBalanceOpen(order),
      balanceFrom: presale.balanceFrom.toISOString(),
      balanceUntil: presale.balanceUntil.toISOString(),
      readyAt: presale.readyAt.toISOString(),
      isForfeited: status === 'closed' && depositPayment !== undefined && !isGivenBack,
      ...(depositPayment ? { depositPaidAt: depositPayment.paidAt.toISOString() } : {}),
    },
  }
}
