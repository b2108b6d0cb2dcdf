import type { SandboxClock } from './clock'
import type { PaidBefore, PayBooked, PayOrder, PayRefund, Shipping } from './payBooked'

const PREPAY_LIFE = 2 * 3_600_000

type Tools = {
  clock: SandboxClock
  random: (label: string) => string
  /** Hears that something is booked otherwise. */
  changed?: () => void
}

/** RFC 3339 with China's offset. */
export const beijing = (at: number) => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

/** Orders and refunds as the platform books them. */
export function createPayments({ clock, random, changed = () => {} }: Tools) {
  const orders = new Map<string, PayOrder>()
  const refunds = new Map<string, PayRefund>()
  const digits = (label: string, count: number) =>
    [...Buffer.from(random(label))]
      .map((byte) => byte % 10)
      .join('')
      .slice(0, count)
  const stamp = () => beijing(clock.now()).replace(/\D/g, '').slice(0, 14)

  /** An order whose time is over is closed by the platform. */
  const lapse = (order: PayOrder | undefined) => {
    if (order?.state === 'NOTPAY' && order.expiresAt !== undefined && order.expiresAt <= clock.now())
      order.state = 'CLOSED'
    return order
  }
  const newTransaction = () => `42000${stamp()}${digits('transaction', 9)}`
  const newPrepay = () => ({
    id: `wx${stamp()}${random('prepay').slice(0, 18)}`,
    until: clock.now() + PREPAY_LIFE,
  })

  return {
    order: (outTradeNo: string) => lapse(orders.get(outTradeNo)),
    byTransaction: (id: string) => lapse([...orders.values()].find((one) => one.transactionId === id)),
    byPrepay: (id: string) => lapse([...orders.values()].find((one) => one.prepay.id === id)),
    orders: () => [...orders.values()].map((order) => lapse(order) ?? order),
    open(given: Omit<PayOrder, 'createdAt' | 'state' | 'prepay'>) {
      const order: PayOrder = { ...given, createdAt: clock.now(), state: 'NOTPAY', prepay: newPrepay() }
      orders.set(order.outTradeNo, order)
      changed()
      return order
    },
    /** A prepay id that can be paid with: the same while it lives. */
    prepayOf(order: PayOrder) {
      if (order.prepay.until <= clock.now()) {
        order.prepay = newPrepay()
        changed()
      }
      return order.prepay.id
    },
    isPayable: (order: PayOrder) => order.state === 'NOTPAY' && order.prepay.until > clock.now(),
    pay(order: PayOrder) {
      order.state = 'SUCCESS'
      order.paidAt = clock.now()
      order.transactionId = newTransaction()
      changed()
    },
    close(order: PayOrder) {
      order.state = 'CLOSED'
      changed()
    },
    ship(order: PayOrder, shipping: Shipping) {
      order.shipping = shipping
      changed()
    },
    refund: (outRefundNo: string) => refunds.get(outRefundNo),
    refunds: () => [...refunds.values()],
    refundsOf: (order: PayOrder) => [...refunds.values()].filter((one) => one.order === order),
    openRefund(given: Omit<PayRefund, 'refundId' | 'createdAt' | 'status'>) {
      const refundId = `50${stamp()}${digits('refund', 12)}`
      const refund: PayRefund = { ...given, refundId, createdAt: clock.now(), status: 'PROCESSING' }
      refunds.set(refund.outRefundNo, refund)
      given.order.state = 'REFUND'
      changed()
      return refund
    },
    settle(refund: PayRefund, status: PayRefund['status']) {
      refund.status = status
      if (status === 'SUCCESS') refund.succeededAt = clock.now()
      const { order } = refund
      // A refund that was called off leaves the payment as it was.
      const others = [...refunds.values()].some((one) => one.order === order && one.status !== 'CLOSED')
      if (!others) order.state = 'SUCCESS'
      changed()
    },
    /** Everything, as it can be written down and taken up again. */
    booked: (): PayBooked => ({
      version: 1,
      orders: [...orders.values()],
      refunds: [...refunds.values()].map(({ order, ...it }) => ({ ...it, outTradeNo: order.outTradeNo })),
    }),
    restore(booked: PayBooked) {
      for (const it of booked.orders) orders.set(it.outTradeNo, it)
      for (const { outTradeNo, ...it } of booked.refunds) {
        const order = orders.get(outTradeNo)
        if (order) refunds.set(it.outRefundNo, { ...it, order })
      }
    },
    /** Books what was paid before the sandbox was there; a number that is known stays as it is. */
    takeIn(paid: PaidBefore) {
      for (const { paidAt, ...it } of paid) {
        if (orders.has(it.outTradeNo)) continue
        const at = Date.parse(paidAt)
        orders.set(it.outTradeNo, {
          ...it,
          ...{ description: '开业前的订单', attach: '', notifyUrl: '', body: '' },
          ...{ createdAt: at, paidAt: at, state: 'SUCCESS', transactionId: newTransaction() },
          prepay: newPrepay(),
        })
        changed()
      }
    },
    reset() {
      orders.clear()
      refunds.clear()
      changed()
    },
  }
}
export type Payments = ReturnType<typeof createPayments>
