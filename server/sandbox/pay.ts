import type { SandboxClock } from './clock'
import type { createJournal } from './journal'
import type { PayOrder, PayRefund } from './payBooked'
import { createPayBooks } from './payBooks'
import { createKeyring, merchant } from './payCrypto'
import { createPayNotify } from './payNotify'
import { createPayments } from './payments'
import { refundNoticeOf, transactionOf } from './payShapes'

/** How payments go; switched by tests and on the sandbox's page. Numbers count like those of notifications. */
const newSettings = (refundDelayMs: number) => ({
  /** The payment is made, the client hears of a failure. */
  doubt: 0,
  /** The payment is made, the client never answers: the app was killed. */
  silent: 0,
  refundDelayMs,
  /** How refunds end; `hold` = not before somebody says so. */
  refundOutcome: 'SUCCESS' as 'SUCCESS' | 'ABNORMAL' | 'CLOSED' | 'hold',
  /** Between two refunds of one order (platform-apis 2.6), in seconds of sandbox time. */
  refundGapSeconds: 60,
  /** How long after payment WeChat's shipping does not know the order yet (5.4), in seconds of sandbox time. */
  shippingLagSeconds: 3,
})
export type PaySettings = ReturnType<typeof newSettings>
export type PayOptions = {
  refundDelayMs?: number
  retrySpeed?: number
  /** A folder where what is booked is kept over a restart; in memory alone unless given. */
  keptIn?: string
}
export type Outcome = 'success' | 'cancel' | 'fail'

type Tools = {
  clock: SandboxClock
  journal: ReturnType<typeof createJournal>
  random: (label: string) => string
  appid: string
}

/** WeChat Pay: what is booked, what the payer does, and what the merchant is told (platform-apis 2, 5.4). */
export function createPay(tools: Tools, options: PayOptions = {}) {
  const { clock, journal, random, appid } = tools
  const keyring = createKeyring(random)
  const report = (sentence: string) => {
    journal.log('支付', sentence, true)
    process.stderr.write(`${sentence}\n`)
  }
  const payments = createPayments({ ...tools, changed: () => books?.changed() })
  const books = options.keptIn
    ? createPayBooks({ dir: options.keptIn, booked: payments.booked, report })
    : undefined
  const notify = createPayNotify({ clock, journal, random, keyring }, options.retrySpeed)
  const timers = new Set<NodeJS.Timeout>()
  const fresh = () => newSettings(options.refundDelayMs ?? 1000)
  let settings = fresh()

  const uses = (name: 'doubt' | 'silent') => {
    if (settings[name] === 0) return false
    if (settings[name] > 0) settings[name] -= 1
    return true
  }
  const notice = (order: PayOrder) => ({
    kind: 'transaction' as const,
    event: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    url: order.notifyUrl,
    content: transactionOf(order, appid),
    asked: order.asked,
  })

  /** Ends a refund and tells the merchant; one that has ended stays as it is, but an abnormal one may yet succeed. */
  const settle = (refund: PayRefund, status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED') => {
    if (refund.status !== 'PROCESSING' && refund.status !== 'ABNORMAL') return
    payments.settle(refund, status)
    journal.log('支付', `退款 ${refund.outRefundNo} ${status}`, status !== 'SUCCESS')
    journal.tell('payments')
    const summary = { SUCCESS: '退款成功', ABNORMAL: '退款异常', CLOSED: '退款关闭' }[status]
    const { asked } = refund.order
    const content = refundNoticeOf(refund)
    if (refund.notifyUrl)
      notify.emit({
        kind: 'refund',
        event: `REFUND.${status}`,
        summary,
        url: refund.notifyUrl,
        content,
        asked,
      })
  }

  /** Lets a refund take its course. */
  const proceed = (refund: PayRefund) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (settings.refundOutcome !== 'hold') settle(refund, settings.refundOutcome)
    }, settings.refundDelayMs)
    timers.add(timer)
  }
  /** What was booked before this process; the product asks for itself about what it was not told of. */
  const takeUp = () => {
    const kept = books?.read()
    if (kept) payments.restore(kept)
    for (const refund of payments.refunds()) if (refund.status === 'PROCESSING') proceed(refund)
  }
  const takeIn = () => payments.takeIn(books?.paidBefore() ?? [])
  takeUp()
  takeIn()

  const forget = () => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }
  return {
    merchant,
    keyring,
    payments,
    notify,
    notice,
    settle,
    settings: () => settings,
    set: (next: Partial<PaySettings>) => void Object.assign(settings, next),
    process: proceed,
    /**
     * What the payer does on the pay sheet. Gives the end of the client's errMsg (`ok`, `fail cancel`, …), or
     * `undefined` when the client does not live to hear of it.
     */
    act(order: PayOrder, outcome: Outcome): string | undefined {
      if (outcome === 'cancel') return 'fail cancel'
      if (outcome === 'fail') return 'fail 支付失败'
      if (!payments.isPayable(order)) return 'fail 订单已支付或已关闭'
      payments.pay(order)
      journal.log('支付', `${order.outTradeNo} 付款 ¥${(order.total / 100).toFixed(2)}`)
      journal.tell('payments')
      notify.emit(notice(order))
      if (uses('doubt')) return 'fail 网络异常'
      return uses('silent') ? undefined : 'ok'
    },
    stop() {
      notify.stop()
      forget()
      books?.stop()
    },
    reset() {
      forget()
      settings = fresh()
      for (const part of [keyring, payments, notify]) part.reset()
      takeIn()
    },
  }
}
export type Pay = ReturnType<typeof createPay>
