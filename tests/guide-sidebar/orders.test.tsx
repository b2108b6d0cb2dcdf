/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn } from './support'
import type { Asked, Routes } from './support'

const scene = installBridge()

const open = (routes: Routes, hash: string) => {
  goTo(`/sidebar/${hash}`)
  const log = serve({ ...basics, ...routes })
  draw(<App />)
  return log
}
const LIST = 'GET /stores/sto_1/orders'
const shows = (order = build.order()): Routes => ({
  [`GET /staff/orders/${order.id}`]: () => ({ body: build.handover(order) }),
})

beforeEach(() => {
  sessionStorage.clear()
  signedIn()
  Object.assign(scene, { refuse: {}, scanned: '' })
})

describe('the desk', () => {
  it('lists who waits, how many pieces, since when and until when', async () => {
    open({ [LIST]: () => ({ body: { orders: [build.handover()] } }) }, '#/desk')
    const row = await screen.findByRole('link', { name: /许知夏/ })
    expect(row.textContent).toContain('2 件')
    expect(row.textContent).toContain('保留到')
    expect(row.textContent).toContain('下单 22 分')
    expect(row.getAttribute('href')).toBe('#/order/ord_1')
    expect(screen.getByRole('link', { name: /^核销/ }).getAttribute('href')).toBe('#/redeem/scan')
    expect(screen.getByRole('link', { name: '输码' }).getAttribute('href')).toBe('#/redeem/digits')
    expect(screen.getByRole('link', { name: '工作台' }).getAttribute('aria-current')).toBe('page')
  })

  it('asks for its own store, list by list, page by page', async () => {
    const log = open(
      {
        [LIST]: ({ query }) => ({
          body: query.get('cursor')
            ? { orders: [build.handover(build.order({ id: 'ord_2' }))] }
            : { orders: [build.handover()], next: 'c1' },
        }),
      },
      '#/desk/done',
    )
    fireEvent.click(await screen.findByText('再看更多'))
    await waitFor(() => expect(screen.getAllByText('许知夏')).toHaveLength(2))
    expect(screen.queryByText('再看更多')).toBeNull()
    expect(log.find(({ query }) => query.get('cursor'))?.query.get('list')).toBe('done')
  })

  it.each([
    ['#/desk', '没有等着取货的单'],
    ['#/desk/ship', '没有要发的货'],
    ['#/desk/done', '今天还没有交付'],
  ])('%s says when there is nothing', async (hash, text) => {
    open({ [LIST]: () => ({ body: { orders: [] } }) }, hash)
    expect(await screen.findByText(text)).toBeTruthy()
  })

  it('shows its shape while it loads, and a failure in words', async () => {
    let answer: () => ReturnType<typeof refusal> = () => new Promise<never>(() => undefined)
    open({ [LIST]: () => answer() }, '#/desk')
    expect(await screen.findByLabelText('正在读取订单')).toBeTruthy()
    answer = () => refusal(403, 'location_forbidden', '这不是你所在门店的单')
    open({ [LIST]: () => answer() }, '#/desk')
    expect(await screen.findByText('不是本店的单')).toBeTruthy()
  })
})

describe('one order', () => {
  it('has goods, money, refunds and history', async () => {
    const order = build.redeemed({
      lines: [build.line({ refundedQuantity: 1, refundedAmount: 18_800 })],
      amounts: { goods: 37_600, discount: 0, deliveryFee: 0, total: 37_600, paid: 37_600, refunded: 18_800 },
      refunds: [
        {
          id: 'ref_1',
          amount: 18_800,
          reason: '不喜欢了',
          state: 'abnormal',
          requestedAt: '2026-11-10T04:00:00.000Z',
          storeName: '南京西路店',
        },
      ],
    })
    open(shows(order), '#/order/ord_1')
    await screen.findByText('许知夏')
    for (const text of ['已退 1 件', '不喜欢了', '退款异常，财务在处理', '核销人 周敏', '订单号 ord_1'])
      expect(screen.getByText(text)).toBeTruthy()
  })

  it('offers what its state allows: redeem while it waits, nothing of it at another store', async () => {
    open(shows(), '#/order/ord_1')
    expect((await screen.findByRole('link', { name: '核销' })).getAttribute('href')).toBe('#/redeem/scan')
    expect(screen.queryByText('退货')).toBeNull()
    const elsewhere = build.order({
      id: 'ord_9',
      store: { ...build.order().store!, id: 'sto_9', name: '徐汇店' },
    })
    cleanup()
    open(shows(elsewhere), '#/order/ord_9')
    await screen.findByText(/徐汇店/)
    expect(screen.queryByRole('link', { name: '核销' })).toBeNull()
  })

  it('leads on when there is no such order', async () => {
    open({ 'GET /staff/orders/ord_0': () => refusal(404, 'order_not_found', '没有') }, '#/order/ord_0')
    fireEvent.click(await screen.findByText('重新查单'))
    expect(await screen.findByLabelText('订单号')).toBeTruthy()
  })

  it('can be un-redeemed by the store’s manager within ten minutes only', async () => {
    signedIn({ role: 'manager' })
    open(shows(build.redeemed()), '#/order/ord_1')
    expect(await screen.findByRole('button', { name: /^撤销/ })).toBeTruthy()
    cleanup()
    const pickup = { ...build.redeemed().pickup!, redeemedAt: '2026-01-01T00:00:00.000Z' }
    open(shows(build.redeemed({ id: 'ord_2', pickup })), '#/order/ord_2')
    await screen.findByRole('button', { name: '退货' })
    expect(screen.queryByRole('button', { name: /^撤销/ })).toBeNull()
  })
})

describe('a return', () => {
  const RETURN = 'POST /orders/ord_1/returns'
  const two = build.redeemed({
    lines: [build.line(), build.line({ key: 'sku_2', name: '燕麦洁颜皂', quantity: 1, total: 2950 })],
  })
  const refund = { id: 'ref_9', amount: 18_801, reason: '质量问题', requestedAt: new Date().toISOString() }
  const after = build.redeemed({
    lines: [build.line({ refundedQuantity: 1, refundedAmount: 18_801 }), two.lines[1]!],
    refunds: [{ ...refund, state: 'requested', storeName: '静安寺店' }],
  })
  const fill = async () => {
    fireEvent.click(await screen.findByRole('button', { name: '退货' }))
    const first = screen.getByRole('group', { name: '退 舒缓保湿乳' })
    fireEvent.click(within(first).getByLabelText('多退一件'))
    fireEvent.click(screen.getByText('质量问题'))
  }

  const keysIn = (log: Asked[]) =>
    log.filter(({ key }) => key === RETURN).map(({ body }) => (body as { key: string }).key)

  it('sends chosen lines and pieces, and shows what the server pays back', async () => {
    const log = open({ ...shows(two), [RETURN]: () => ({ body: build.handover(after) }) }, '#/order/ord_1')
    await fill()
    fireEvent.click(screen.getByText('收货并退款 · 1 件'))
    expect(await screen.findByText('已退货 1 件，货收进本店')).toBeTruthy()
    expect(screen.getByText(/退款/, { selector: '.result p' }).textContent).toBe('退款 ¥188.01 原路退回')
    expect(log.find(({ key }) => key === RETURN)?.body).toMatchObject({
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
      lines: [{ key: 'sku_1', quantity: 1 }],
      reason: '质量问题',
    })
  })

  it('wants pieces and a reason, and never more than were bought', async () => {
    open(shows(two), '#/order/ord_1')
    fireEvent.click(await screen.findByRole('button', { name: '退货' }))
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '选要退的商品' }).disabled).toBe(true)
    const more = within(
      screen.getByRole('group', { name: '退 燕麦洁颜皂' }),
    ).getByLabelText<HTMLButtonElement>('多退一件')
    fireEvent.click(more)
    expect(more.disabled).toBe(true)
    expect(screen.getByRole<HTMLButtonElement>('button', { name: '收货并退款 · 1 件' }).disabled).toBe(true)
  })

  it('keeps its key over a lost answer and a reload, and takes a new one after success', async () => {
    let down = true
    const routes: Routes = {
      ...shows(two),
      [RETURN]: () => {
        if (down) throw new TypeError('Failed to fetch')
        return { body: build.handover(after) }
      },
    }
    const keys: string[] = []
    const submit = async () => {
      const log = open(routes, '#/order/ord_1')
      await fill()
      fireEvent.click(screen.getByText('收货并退款 · 1 件'))
      await waitFor(() => expect(log.some(({ key }) => key === RETURN)).toBe(true))
      await screen.findByText(down ? '网络不通，请检查网络后再试' : '已退货 1 件，货收进本店')
      keys.push(...keysIn(log))
      cleanup()
    }
    await submit()
    down = false
    await submit()
    await submit()
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).not.toBe(keys[0])
  })

  it('takes a new key when the old one turns out to be spent, and says so', async () => {
    const routes = { ...shows(two), [RETURN]: () => refusal(409, 'key_reused', '用过了') }
    const log = open(routes, '#/order/ord_1')
    await fill()
    fireEvent.click(screen.getByText('收货并退款 · 1 件'))
    fireEvent.click(
      await screen.findByText(/上一次退货其实已经办成/).then(() => screen.getByText(/^收货并退款/)),
    )
    await waitFor(() => expect(log.filter(({ key }) => key === RETURN)).toHaveLength(2))
    const [first, second] = keysIn(log)
    expect(second).not.toBe(first)
  })

  it('is sent once on a double tap, and says why it was refused', async () => {
    const routes = {
      ...shows(two),
      [RETURN]: () => refusal(409, 'return_too_many', '退的件数超过了买的件数'),
    }
    const log = open(routes, '#/order/ord_1')
    await fill()
    const button = screen.getByText('收货并退款 · 1 件')
    fireEvent.click(button)
    fireEvent.click(button)
    expect((await screen.findByText('退的件数超过了买的件数')).getAttribute('role')).toBe('alert')
    expect(log.filter(({ key }) => key === RETURN)).toHaveLength(1)
  })
})

describe('shipping', () => {
  const order = build.order({
    way: 'express',
    statusText: '待发货',
    pickup: undefined,
    receiver: { name: '唐*', phone: '135****0912', address: '文三路***号' },
  })
  it('wants a carrier and a number, and sends both', async () => {
    const delivery = { carrier: '顺丰速运', trackingNo: 'SF1234567', shippedAt: new Date().toISOString() }
    const shipped = { ...order, status: 'shipped' as const, statusText: '配送中', delivery }
    const log = open(
      { ...shows(order), 'POST /orders/ord_1/ship': () => ({ body: build.handover(shipped) }) },
      '#/order/ord_1',
    )
    fireEvent.click(await screen.findByRole('button', { name: '发货' }))
    const submit = screen.getByRole<HTMLButtonElement>('button', { name: '确认发货' })
    fireEvent.click(screen.getByText('顺丰速运'))
    expect(submit.disabled).toBe(true)
    fireEvent.change(screen.getByLabelText(/运单号/), { target: { value: 'SF!' } })
    expect(screen.getByText('运单号是 6–32 位字母、数字或短横线')).toBeTruthy()
    fireEvent.change(screen.getByLabelText(/运单号/), { target: { value: 'SF 1234567' } })
    fireEvent.click(submit)
    expect(await screen.findByText('顺丰速运 · SF1234567')).toBeTruthy()
    expect(log.find(({ key }) => key.endsWith('/ship'))?.body).toEqual({
      carrier: '顺丰速运',
      trackingNo: 'SF1234567',
    })
  })
})

describe('looking an order up', () => {
  it.each(['ord_Ab12', 'Ab12xy'])('by its typed number %s', async (typed) => {
    const id = typed.startsWith('ord_') ? typed : `ord_${typed}`
    open(shows(build.order({ id })), '#/find')
    fireEvent.change(await screen.findByLabelText('订单号'), { target: { value: typed } })
    fireEvent.click(screen.getByText('查单'))
    expect(await screen.findByText('许知夏')).toBeTruthy()
  })

  it('by the shopper’s QR', async () => {
    scene.scanned = 'https://shop.test/o?id=ord_77'
    open(shows(build.order({ id: 'ord_77' })), '#/find')
    fireEvent.click(await screen.findByText('扫顾客的订单码'))
    expect(await screen.findByText('订单号 ord_77')).toBeTruthy()
  })

  it('says what a pickup code is for', async () => {
    open({}, '#/find')
    fireEvent.change(await screen.findByLabelText('订单号'), { target: { value: '82631183' } })
    fireEvent.click(screen.getByText('查单'))
    expect((await screen.findByRole('alert')).textContent).toContain('到“核销”里输入')
  })
})
