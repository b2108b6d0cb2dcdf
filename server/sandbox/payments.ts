import type { SandboxClock } from './clock'

const PREPAY_LIFE = 2 * 3_600_000

/** What the merchant told of its shipping (platform-apis 1.8). */
export type Shipping = {
  logisticsType: number
  deliveryMode: number
  isFinished: boolean
  /** How often it was said that everything is on its way: 0, 1 or 2. */
  finishCount: number
  list: Record<string, unknown>[]
  uploadedAt: number
}

/** One payment order of the merchant. Money in fen, instants in ms of sandbox time. */
export type PayOrder = {
  outTradeNo: string
  openid: string
  description: string
  attach: string
  total: number
  notifyUrl: string
  /** The body it was opened with: the same number opens again with nothing else. */
  body: string
  createdAt: number
  expiresAt: number | undefined
  state: 'NOTPAY' | 'SUCCESS' | 'REFUND' | 'CLOSED' | 'PAYERROR'
  transactionId?: string
  paidAt?: number
  prepay: { id: string; until: number }
  /** Which key the merchant asked answers to be signed with; its notifications are too. */
  asked: string | undefined
  shipping?: Shipping
}

export type PayRefund = {
  refundId: string
  outRefundNo: string
  order: PayOrder
  amount: number
  notifyUrl: string
  status: 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'
  createdAt: number
  succeededAt?: number
}

type Tools = { clock: SandboxClock; random: (label: string) => string }

/** RFC 3339 with China's offset. */
export const beijing = (at: number) => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

/** Orders and refunds as the platform books them. */
export function createPayments({ clock, random }: Tools) {
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
      return order
    },
    /** A prepay id that can be paid with: the same while it lives. */
    prepayOf(order: PayOrder) {
      if (order.prepay.until <= clock.now()) order.prepay = newPrepay()
      return order.prepay.id
    },
    isPayable: (order: PayOrder) => order.state === 'NOTPAY' && order.prepay.until > clock.now(),
    pay(order: PayOrder) {
      order.state = 'SUCCESS'
      order.paidAt = clock.now()
      order.transactionId = `42000${stamp()}${digits('transaction', 9)}`
    },
    refund: (outRefundNo: string) => refunds.get(outRefundNo),
    refunds: () => [...refunds.values()],
    refundsOf: (order: PayOrder) => [...refunds.values()].filter((one) => one.order === order),
    openRefund(given: Omit<PayRefund, 'refundId' | 'createdAt' | 'status'>) {
      const refundId = `50${stamp()}${digits('refund', 12)}`
      const refund: PayRefund = { ...given, refundId, createdAt: clock.now(), status: 'PROCESSING' }
      refunds.set(refund.outRefundNo, refund)
      given.order.state = 'REFUND'
      return refund
    },
    settle(refund: PayRefund, status: PayRefund['status']) {
      refund.status = status
      if (status === 'SUCCESS') refund.succeededAt = clock.now()
      const { order } = refund
      // A refund that was called off leaves the payment as it was.
      const others = [...refunds.values()].some((one) => one.order === order && one.status !== 'CLOSED')
      if (!others) order.state = 'SUCCESS'
    },
    reset() {
      orders.clear()
      refunds.clear()
    },
  }
}
export type Payments = ReturnType<typeof createPayments>
