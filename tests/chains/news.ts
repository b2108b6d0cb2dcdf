import type { Chains } from './support'

type Of = Pick<Chains, 'product'>

/** News of a payment that the platform never sent. */
export const forgedNews = ({ product }: Of, outTradeNo: string, more: object) =>
  product.sandbox.post('/__sandbox/pay/notify/forge', { outTradeNo, ...more })

/** News of the payment as the platform would send it, made up here so that it comes when it pleases. */
export const lateNews = (of: Of, orderId: string) =>
  forgedNews(of, orderId, {
    content: {
      trade_state: 'SUCCESS',
      success_time: new Date().toISOString(),
      transaction_id: `42-${orderId.slice(-8)}`,
    },
  })
