import Taro from '@tarojs/taro'
import { call } from '../api/call'
import { say, sayError } from '../ui/say'
import { askOrderMessages } from './messages'
import { payOrder, PAY_SAYS } from './pay'
import type { Order } from './types'

/** Asks before something that cannot be taken back. */
const sure = async (title: string, content: string, confirmText: string): Promise<boolean> =>
  (await Taro.showModal({ title, content, confirmText, cancelText: '再想想' })).confirm

/** Pays, says how it went, gives the order as it is then; undefined when paying could not begin. */
export const payNow = async (it: Order): Promise<Order | undefined> => {
  try {
    const { order, outcome } = await payOrder(it.id)
    say(order.status === it.status ? (PAY_SAYS[outcome] ?? '付款结果还在确认，请稍等') : '付好了')
    return order
  } catch (error) {
    sayError(error)
    return undefined
  }
}

/** Paying by a tap: the one moment in which messages may be asked for. */
export const payByTap = async (it: Order): Promise<Order | undefined> => {
  const isDeposit = it.status === 'unpaid' && it.presale !== undefined
  await askOrderMessages(it.way, isDeposit ? 'deposit' : it.group && 'team')
  return payNow(it)
}

const cancelText = ({ status, presale, voucher }: Order): string => {
  if (status === 'grouping') return '你的位子会让给别人，钱会原路退回，一般几分钟到账'
  if (status === 'deposited') return '定金不退，给你留的名额会放给别人'
  if (status !== 'unpaid') return '钱会原路退回，一般几分钟到账'
  if (voucher) return '给你留的这张券会放给别人'
  return presale ? '给你留的名额会放回' : '给你留的货会放回店里'
}

/** Cancels after asking: an unpaid order closes, a deposit stays with the shop, of a paid one the money goes back. */
export const cancelOrder = async (it: Order): Promise<Order | undefined> => {
  const [title, text, act] =
    it.voucher && it.status !== 'unpaid'
      ? ['退掉这张券吗', '券马上失效，钱原路退回，一般几分钟到账', '退券']
      : ['取消这张订单吗', cancelText(it), '取消订单']
  if (!(await sure(title, text, act))) return undefined
  try {
    return await call('POST /orders/:orderId/cancel', { params: { orderId: it.id }, body: {} })
  } catch (error) {
    sayError(error)
    return undefined
  }
}

/** 确认收货 after asking. */
export const confirmReceived = async (it: Order): Promise<Order | undefined> => {
  if (!(await sure('货都收到了吗', '确认后订单完成，要退换可以到任意门店', '收到了'))) return undefined
  try {
    return await call('POST /orders/:orderId/received', { params: { orderId: it.id } })
  } catch (error) {
    sayError(error)
    return undefined
  }
}
