import type Router from '@koa/router'
import type Koa from 'koa'
import type { Core } from './core'
import type { Outcome, PaySettings } from './pay'
import type { Spoil } from './payCrypto'
import { numberOr, readText, textOr, type Body } from './platformApi'

const unknown = (what: string) => Object.assign(new Error(`unknown ${what}`), { status: 404 })
const SPOILS: Spoil[] = ['key', 'stale', 'probe', 'serial']
const REFUNDS = { success: 'SUCCESS', abnormal: 'ABNORMAL', closed: 'CLOSED' } as const

/** The switches of WeChat Pay, and what became of payments. Not part of the platform. */
export function payAdminRoutes(router: Router, core: Core) {
  const { payments, notify, keyring } = core.pay
  const post = (path: string, handle: (body: Body) => unknown) =>
    router.post(`/__sandbox${path}`, async (ctx: Koa.Context) => {
      ctx.body = (await handle(JSON.parse((await readText(ctx)) || '{}') as Body)) ?? { ok: true }
    })
  const orderOf = (body: Body) => {
    const order = payments.byPrepay(textOr(body.prepayId)) ?? payments.order(textOr(body.outTradeNo))
    if (!order) throw unknown('prepayId')
    return order
  }

  router.get('/__sandbox/payments', (ctx) => {
    ctx.body = {
      settings: core.pay.settings(),
      notify: notify.mode(),
      keys: keyring.state(),
      orders: payments.orders().map(({ body: _, ...order }) => order),
      refunds: payments
        .refunds()
        .map(({ order, ...refund }) => ({ ...refund, outTradeNo: order.outTradeNo })),
      notifications: notify.sent().map(({ id, notice, tries, status }) => ({
        id,
        event: notice.event,
        content: notice.content,
        tries,
        status,
      })),
    }
  })
  /** Pays without the sheet on the phone; answers what the client would have told the page. */
  post('/pay', (body) => {
    const order = orderOf(body)
    const outcome = (['cancel', 'fail'] as Outcome[]).find((one) => one === body.outcome) ?? 'success'
    const told = core.pay.act(order, outcome)
    return {
      errMsg: told && `requestPayment:${told}`,
      state: order.state,
      transactionId: order.transactionId,
    }
  })
  post('/refund', (body) => {
    const refund = payments.refund(textOr(body.outRefundNo))
    if (!refund) throw unknown('outRefundNo')
    core.pay.settle(refund, REFUNDS[body.outcome as keyof typeof REFUNDS] ?? 'SUCCESS')
    return { status: refund.status }
  })
  post('/pay/settings', (body) => {
    core.pay.set(body as Partial<PaySettings>)
    core.journal.tell('switches')
    return core.pay.settings()
  })
  post('/pay/notify', (body) => {
    notify.setMode(body)
    core.journal.tell('switches')
    return notify.mode()
  })
  post('/pay/notify/flush', async () => {
    notify.flush()
    await notify.settled()
  })
  post('/pay/notify/replay', async ({ index }) => {
    const ok = notify.replay(numberOr(index, 0))
    await notify.settled()
    return { ok }
  })
  /** A made-up notification: `how` is one of `Spoil`, `broken` (unreadable ciphertext) or none; `content` overrides. */
  post('/pay/notify/forge', async (body) => {
    const made = core.pay.notice(orderOf(body))
    const content = { ...made.content, trade_state: 'SUCCESS', ...(body.content as object | undefined) }
    const spoil = SPOILS.find((one) => one === body.how)
    return { status: await notify.forge({ ...made, content }, spoil, body.how === 'broken') }
  })
  /** Platform certificates: the next comes into force, the old one goes when `retire` is given. */
  post('/pay/keys', ({ rotate, retire, publicKey }) => {
    if (rotate === true) keyring.rotate()
    if (retire === true) keyring.retire()
    if (typeof publicKey === 'boolean') keyring.setPublicKey(publicKey)
    return keyring.state()
  })
}
