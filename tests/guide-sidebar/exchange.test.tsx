/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, serve, signedIn } from './support'

installBridge()
beforeEach(() => {
  sessionStorage.clear()
  signedIn()
})

describe('an exchange at the desk (换货, OR-6)', () => {
  const EXCHANGE = 'POST /orders/ord_1/exchanges'
  const order = build.redeemed({ lines: [build.line({ skuId: 'sku_m', optionText: 'M', unitPrice: 9900 })] })
  const given = build.line({
    key: 'x_1',
    skuId: 'sku_l',
    optionText: 'L',
    quantity: 1,
    unitPrice: 9900,
    exchangeOf: order.lines[0]!.key,
  })
  const refund = { id: 'ref_9', amount: 0, reason: '尺码不合适', requestedAt: new Date().toISOString() }
  const after = build.redeemed({
    lines: [{ ...order.lines[0]!, refundedQuantity: 1 }, given],
    refunds: [{ ...refund, state: 'succeeded', exchangedFor: 'x_1' }],
  })
  const sku = (id: string, size: string, price: number) => ({ id, options: { 尺码: size }, price })

  it('gives another size that this store has, and says what to hand over', async () => {
    goTo('/sidebar/#/order/ord_1')
    const log = serve({
      ...basics,
      'GET /staff/orders/ord_1': () => ({ body: build.handover(order) }),
      [`GET /products/${order.lines[0]!.spuId}`]: () => ({
        body: { skus: [sku('sku_m', 'M', 9900), sku('sku_l', 'L', 9900), sku('sku_xl', 'XL', 12_900)] },
      }),
      'GET /stock/levels': () => ({
        body: {
          levels: [
            { skuId: 'sku_m', available: 0 },
            { skuId: 'sku_l', available: 4 },
            { skuId: 'sku_xl', available: 9 },
          ],
        },
      }),
      [EXCHANGE]: () => ({ body: build.handover(after) }),
    })
    draw(<App />)
    fireEvent.click(await screen.findByRole('button', { name: '退货' }))
    fireEvent.click(within(screen.getByRole('group', { name: /^退 / })).getByLabelText('多退一件'))
    fireEvent.click(screen.getByText('尺码不合适'))
    fireEvent.click(screen.getByRole('button', { name: '换货' }))
    const submit = () => screen.getByRole<HTMLButtonElement>('button', { name: '收货并换货 · 1 件' })
    expect(submit().disabled).toBe(true)
    const size = (name: RegExp) => screen.getByRole<HTMLButtonElement>('button', { name })
    expect((await screen.findByText('本店 4 件')).tagName).toBe('SMALL')
    expect([size(/^M/).disabled, size(/^XL/).disabled]).toEqual([true, true])
    expect(size(/^XL/).textContent).toContain('更贵，先退货再下单')
    fireEvent.click(size(/^L/))
    fireEvent.click(submit())
    expect(await screen.findByText(/^已换货，请把.*L交给顾客$/)).toBeTruthy()
    expect(log.find(({ key }) => key === EXCHANGE)?.body).toMatchObject({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      line: { key: order.lines[0]!.key, quantity: 1 },
      skuId: 'sku_l',
      reason: '尺码不合适',
    })
    expect(screen.getByText('换货', { selector: 'b' })).toBeTruthy()
  })
})
