import type { Api } from '../../../server/api'
import { createBag } from './fakeBag'
import { STORES } from './fakeData'
import {
  inMinutes,
  previewOf,
  refuse,
  type Pieces,
  type Refusal,
  type Route,
  type Wanted,
  type Preview,
} from './fakePrices'

export type Order = Api['GET /orders/:orderId']['response']

/** Everything one member buys, in memory. */
export const createBuying = (pieces: Pieces) => {
  const orders = new Map<string, Order>()
  const { routes: bagRoutes, addressOf, takeOut } = createBag(pieces)
  const byKey = new Map<string, string>()
  let codes = 0
  const say = { pay: 'paid' as 'paid' | 'unpaid' }

  const place = (body: NonNullable<Api['POST /orders']['body']>): Order | Refusal => {
    const before = byKey.get(body.key)
    if (before) return orders.get(before) as Order
    const { lines, amounts, problem, deliveryDiscounts } = previewOf(body, pieces)
    if (problem) return refuse(409, problem.code, problem.text)
    if (body.expectedTotal !== undefined && body.expectedTotal !== amounts.total)
      return refuse(409, 'price_changed', '价格有变动，请确认后再提交')
    const id = `ord_20261124000${orders.size + 1}`
    const store = STORES.find((it) => it.id === body.storeId)
    const address = addressOf(body.addressId)
    const order: Order = {
      id,
      status: 'unpaid',
      statusText: '待付款',
      way: body.way,
      ...(store
        ? { store: { id: store.id, name: store.name, address: store.address, phone: store.phone } }
        : {}),
      ...(address
        ? {
            receiver: {
              name: address.name,
              phone: '138****6217',
              address: `${address.district}${address.street}`,
            },
          }
        : {}),
      lines: lines.map(({ isAvailable, available, ...it }) => {
        void isAvailable
        void available
        return { ...it, refundedQuantity: 0, refundedAmount: 0 }
      }),
      amounts: { ...amounts, paid: 0, refunded: 0 },
      deliveryDiscounts,
      ...(body.remark ? { remark: body.remark } : {}),
      createdAt: inMinutes(0),
      payBy: inMinutes(15),
      refunds: [],
    }
    orders.set(id, order)
    byKey.set(body.key, id)
    return order
  }

  /** Changes an order, as staff, the platform or time would. */
  const change = (id: string, by: Partial<Order>): Order | undefined => {
    const before = orders.get(id)
    if (!before) return undefined
    const after = { ...before, ...by }
    orders.set(id, after)
    return after
  }
  const pay = (id: string): Order | undefined => {
    const order = orders.get(id)
    if (order?.status !== 'unpaid' || say.pay === 'unpaid') return order
    takeOut(order.lines.map((it) => it.skuId))
    return change(id, {
      status: 'paid',
      statusText: order.way === 'pickup' ? '待自提' : '待发货',
      paidAt: inMinutes(0),
      amounts: { ...order.amounts, paid: order.amounts.total },
      ...(order.way === 'pickup' ? { pickup: { expiresAt: inMinutes(7 * 24 * 60) } } : {}),
    })
  }
  const cancel = (id: string): Order | Refusal | undefined => {
    const order = orders.get(id)
    if (order?.status === 'unpaid')
      return change(id, {
        status: 'closed',
        statusText: '已关闭',
        closeReason: 'cancelled',
        closedAt: inMinutes(0),
      })
    if (order?.status !== 'paid') return order && refuse(409, 'order_not_cancellable', '这张订单现在不能取消')
    return change(id, {
      status: 'refunded',
      statusText: '已退款',
      amounts: { ...order.amounts, refunded: order.amounts.paid },
      refunds: [
        {
          id: 'ref_1',
          amount: order.amounts.paid,
          reason: '不想要了',
          state: 'requested',
          requestedAt: inMinutes(0),
        },
      ],
    })
  }
  const TAB = {
    unpaid: ['unpaid'],
    pickup: ['paid'],
    delivery: ['paid', 'shipped'],
    done: ['completed'],
    refund: ['refunded'],
  }

  const routes: Route[] = [
    ...bagRoutes,
    [
      /^GET \/subscribe-templates$/,
      (): Api['GET /subscribe-templates']['response'] => ({
        templates: (
          ['pickup', 'reminder', 'refund', 'shipped', 'restock', 'teamFormed', 'teamFailed'] as const
        ).map((kind) => ({ kind, id: `tpl_${kind}` })),
      }),
    ],
    [
      /^POST \/checkout\/preview$/,
      (_, _query, body): Preview => previewOf(JSON.parse(body) as Wanted, pieces),
    ],
    [
      /^POST \/orders$/,
      (_, _query, body) => place(JSON.parse(body) as NonNullable<Api['POST /orders']['body']>),
    ],
    [
      /^GET \/orders$/,
      (_, query): Api['GET /orders']['response'] => {
        const tab = query.get('status') as keyof typeof TAB | null
        const all = [...orders.values()].reverse().filter((it) => {
          if (tab === 'pickup' && it.way !== 'pickup') return false
          if (tab === 'delivery' && it.way === 'pickup') return false
          return !tab || TAB[tab].includes(it.status)
        })
        return { orders: all }
      },
    ],
    [/^GET \/orders\/(ord_\w+)$/, ([, id = '']): Order | undefined => orders.get(id)],
    [
      /^POST \/orders\/(ord_\w+)\/pay$/,
      ([, id = '']): Api['POST /orders/:orderId/pay']['response'] | undefined => {
        const order = orders.get(id)
        return (
          order && {
            order,
            payment: {
              appId: 'wx_test',
              timeStamp: '1764000000',
              nonceStr: 'nonce',
              package: `prepay_id=wx_${id}`,
              signType: 'RSA',
              paySign: 'sign',
            },
          }
        )
      },
    ],
    [/^POST \/orders\/(ord_\w+)\/pay\/check$/, ([, id = '']) => orders.get(id)],
    [/^POST \/orders\/(ord_\w+)\/cancel$/, ([, id = '']) => cancel(id)],
    [
      /^POST \/orders\/(ord_\w+)\/received$/,
      ([, id = '']) => change(id, { status: 'completed', statusText: '已完成' }),
    ],
    [
      /^GET \/orders\/(ord_\w+)\/pickup-code$/,
      ([, id = '']): Api['GET /orders/:orderId/pickup-code']['response'] | Refusal | undefined => {
        const order = orders.get(id)
        if (order?.pickup?.redeemedAt) return refuse(409, 'pickup_done', '这张单已经提过货了')
        return (
          order?.pickup && {
            digits: '63084217',
            qr: `HD1.${id}.${++codes}.AbCdEfGhIjKlMnOp`,
            refreshAt: inMinutes(0.5),
            expiresAt: order.pickup.expiresAt,
          }
        )
      },
    ],
  ]
  return { routes, orders, change, pay, place, say }
}
