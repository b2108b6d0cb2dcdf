import { reportsOf, sendReports } from '../../server/features/deliveries/deliveries.reports'
import { MOST_REPORTS } from '../../server/features/deliveries/deliveries.rules'
import { UNDO_MS } from '../../server/features/orders/orders.rules'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { deliveriesOf } from './support'

const UPLOAD = '/wxa/sec/order/upload_shipping_info'
let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterAll(() => shop?.product.stop())

const fault = (more: object) =>
  shop.product.sandbox.post('/__sandbox/fault', { endpoint: UPLOAD, times: 1, ...more })
const states = async (orderId: string) =>
  (await reportsOf(orderId)).map(({ state, code }) => (code ? `${state} ${code}` : state))

/** What WeChat knows of an order. */
async function known(orderId: string) {
  const token = await shop.product.sandbox.wechatToken()
  const { order } = await shop.product.sandbox.post(`/wxa/sec/order/get_order?access_token=${token}`, {
    merchant_id: '1600000001',
    merchant_trade_no: orderId,
  })
  return order as { order_state: number; shipping: Record<string, unknown> }
}

/** Every event handled, and from here on only this test sends reports. */
async function quiet() {
  await shop.product.settled()
  await shop.product.stopWorker()
}

async function shipped() {
  shop.product.startWorker()
  const shelf = await build.shelf(1)
  const buyer = await shop.shopper()
  const orderId = await deliveriesOf(shop).paid(buyer, shelf, 'express')
  const { token } = await shop.staff(shelf.store._id)
  const body = { carrier: '顺丰速运', trackingNo: 'SF1234567890' }
  await shop.product.post(`/orders/${orderId}/ship`, { token, body })
  await quiet()
  // WeChat knows a payment only after a while.
  await shop.pass(61_000)
  return orderId
}

describe('WeChat is told what was handed over (OR-5, platform-apis 1.8)', () => {
  it('an express parcel with its number and the masked phone SF asks for, once by many sweepers', async () => {
    const orderId = await shipped()
    await Promise.all([sendReports(), sendReports(), sendReports()])
    expect(await states(orderId)).toEqual(['told'])
    expect(await known(orderId)).toMatchObject({
      order_state: 2,
      shipping: {
        logistics_type: 1,
        finish_shipping_count: 1,
        shipping_list: [{ tracking_no: 'SF1234567890', express_company: 'SF' }],
      },
    })
  })

  it('an order WeChat does not know yet (10060001), and a platform away, are told again', async () => {
    const orderId = await shipped()
    await fault({ errcode: 10060001 })
    await sendReports()
    expect(await states(orderId)).toEqual(['waiting 10060001'])
    await sendReports()
    expect(await states(orderId)).toEqual(['waiting 10060001'])
    await fault({ http: 503 })
    await shop.pass(21_000)
    await sendReports()
    expect(await states(orderId)).toEqual(['waiting unavailable'])
    await shop.pass(41_000)
    await sendReports()
    expect(await states(orderId)).toEqual(['told unavailable'])
  })

  it('a refusal is recorded and not repeated; an order that never appears is given up', async () => {
    const refused = await shipped()
    await fault({ errcode: 10060004 })
    await sendReports()
    await shop.pass(3600_000)
    await sendReports()
    expect(await states(refused)).toEqual(['refused 10060004'])
    const lost = await shipped()
    await fault({ errcode: 10060001, times: MOST_REPORTS })
    for (let tries = 0; tries < MOST_REPORTS; tries++) {
      await sendReports()
      await shop.pass(3601_000)
    }
    expect(await states(lost)).toEqual(['refused 10060001'])
  })

  it('a pickup is told when it can no longer be taken back; one taken back is told of its second time only', async () => {
    shop.product.startWorker()
    const shelf = await build.shelf(1)
    const { buyer, orderId } = await shop.paidOrder(shelf)
    const digits = await shop.digitsOf(buyer, orderId)
    const manager = await shop.staff(shelf.store._id, 'manager')
    await shop.redeem(manager.token, digits)
    await quiet()
    await sendReports()
    expect(await states(orderId)).toEqual(['waiting'])
    shop.product.startWorker()
    const body = { reason: '拿错了袋子' }
    await shop.product.post(`/orders/${orderId}/redemption/undo`, { token: manager.token, body })
    await quiet()
    await shop.pass(UNDO_MS + 1000)
    await sendReports()
    expect(await states(orderId)).toEqual(['refused outdated'])
    shop.product.startWorker()
    await shop.redeem(manager.token, digits)
    await quiet()
    await shop.pass(UNDO_MS + 1000)
    await sendReports()
    expect(await states(orderId)).toEqual(['refused outdated', 'told'])
    expect((await known(orderId)).shipping).toMatchObject({ logistics_type: 4 })
  })
})
