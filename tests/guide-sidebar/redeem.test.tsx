/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

const scene = installBridge()

const open = (routes: Routes, hash = '#/redeem/digits') => {
  goTo(`/sidebar/${hash}`)
  const log = serve({
    ...basics,
    'POST /coupon-codes/look': () => refusal(404, 'coupon_unknown', '没有'),
    ...routes,
  })
  draw(<App />)
  const count = (key: string) => log.filter((it) => it.key === key).length
  return { log, count }
}
const type = async (digits: string) =>
  fireEvent.change(await screen.findByLabelText('8 位取货码'), { target: { value: digits } })

const look = { 'POST /pickups/look': () => ({ body: build.handover() }) }
const redeem = { 'POST /pickups/redeem': () => ({ body: build.handover(build.redeemed()) }) }
const cut = () => {
  throw new TypeError('Failed to fetch')
}

beforeEach(() => {
  sessionStorage.clear()
  signedIn()
  Object.assign(scene, { refuse: {}, scanned: '' })
  scene.silent.clear()
  scene.calls.length = 0
})

describe('entering the code', () => {
  it('sends eight digits of the pad by itself, once, and not before', async () => {
    const { log, count } = open(look)
    await screen.findByRole('group', { name: '数字键盘' })
    for (const digit of '8263118') fireEvent.click(screen.getByRole('button', { name: digit }))
    expect(count('POST /pickups/look')).toBe(0)
    fireEvent.click(screen.getByRole('button', { name: '3' }))
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
    expect(log.map(({ body }) => body)).toEqual([{ code: '82631183' }])
  })

  it('takes digits back one by one or all', async () => {
    open(look)
    await type('826')
    fireEvent.click(screen.getByRole('button', { name: '删掉一位' }))
    expect(screen.getByLabelText<HTMLInputElement>('8 位取货码').value).toBe('82')
    fireEvent.click(screen.getByRole('button', { name: '清空' }))
    expect(screen.getByLabelText<HTMLInputElement>('8 位取货码').value).toBe('')
  })

  it('understands digits pasted with a space', async () => {
    const { log } = open(look)
    await type('8263 1183')
    await screen.findByText('许知夏')
    expect(log[0]?.body).toEqual({ code: '82631183' })
  })

  it('opens WeCom’s scanner at once and looks the text up', async () => {
    scene.scanned = 'hdp:abcdefgh.12345'
    const { log } = open(look, '#/redeem/scan')
    await screen.findByText('许知夏')
    expect(scene.calls.find(({ name }) => name === 'scanQRCode')?.params).toMatchObject({
      needResult: 1,
      scanType: ['qrCode'],
    })
    expect(log.at(-1)?.body).toEqual({ code: 'hdp:abcdefgh.12345' })
  })

  it.each([
    ['scanQRCode:cancel', '没有扫到，再扫一次'],
    ['scanQRCode:no permission to execute', '企业微信没有给导购助手扫一扫的权限，请管理员检查'],
    ['scanQRCode:function_not_exist', '这个版本的企业微信不能扫码，请升级'],
  ])('after %s says so, and digits still work', async (words, text) => {
    scene.refuse.scanQRCode = words
    open(look, '#/redeem/scan')
    expect(await screen.findByText(text)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: '输 8 位数' }))
    await type('82631183')
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
  })
})

describe('handing over', () => {
  it('shows goods, name and masked phone before anything is written', async () => {
    const line = build.line({ discounts: [{ promotionId: 'pro_1', name: '满 150 减 30', amount: 3000 }] })
    const order = build.order({ lines: [line], remark: '多给一个纸袋' })
    const { count } = open({ 'POST /pickups/look': () => ({ body: build.handover(order) }) })
    await type('82631183')
    expect(await screen.findByText('许知夏')).toBeTruthy()
    for (const text of [
      '139****7702 · 到店自提',
      '舒缓保湿乳',
      '200ml · 满 150 减 30',
      '顾客留言：多给一个纸袋',
    ])
      expect(screen.getByText(text)).toBeTruthy()
    expect(count('POST /pickups/redeem')).toBe(0)
  })

  it('redeems once however often the button is tapped', async () => {
    const { count } = open({ ...look, ...redeem })
    await type('82631183')
    const button = await screen.findByRole('button', { name: '确认交付 2 件' })
    fireEvent.click(button)
    fireEvent.click(button)
    fireEvent.click(button)
    expect(await screen.findByText('已核销，可以交货')).toBeTruthy()
    expect(count('POST /pickups/redeem')).toBe(1)
    fireEvent.click(screen.getByText('核销下一单'))
    expect(await screen.findByLabelText('8 位取货码')).toBeTruthy()
  })

  it('after a lost answer asks the order, and shows success when it counted', async () => {
    const { count } = open({
      ...look,
      'POST /pickups/redeem': cut,
      'GET /staff/orders/ord_1': () => ({ body: build.handover(build.redeemed()) }),
    })
    await type('82631183')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    expect(await screen.findByText('先别交货')).toBeTruthy()
    fireEvent.click(screen.getByText('查一下核销了没有'))
    expect(await screen.findByText('已核销，可以交货')).toBeTruthy()
    expect(count('POST /pickups/redeem')).toBe(1)
  })

  it('after a lost answer that did not count offers the button again', async () => {
    open({
      ...look,
      'POST /pickups/redeem': () => refusal(503, 'unavailable', '稍后'),
      'GET /staff/orders/ord_1': () => ({ body: build.handover() }),
    })
    await type('82631183')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    fireEvent.click(await screen.findByText('查一下核销了没有'))
    expect(await screen.findByText('刚才没有核销成功，可以再点一次')).toBeTruthy()
    expect(screen.getByText('确认交付 2 件')).toBeTruthy()
  })

  it('never takes a colleague’s redemption for its own', async () => {
    const pickup = {
      expiresAt: '2099-01-01T00:00:00.000Z',
      redeemedAt: '2026-01-01T00:00:00.000Z',
      redeemedBy: '陈佳',
    }
    open({
      ...look,
      'POST /pickups/redeem': cut,
      'GET /staff/orders/ord_1': () => ({ body: build.handover(build.redeemed({ pickup })) }),
    })
    await type('82631183')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    fireEvent.click(await screen.findByText('查一下核销了没有'))
    expect(await screen.findByText('这张单已经取过货了')).toBeTruthy()
    expect(screen.queryByText('已核销，可以交货')).toBeNull()
  })
})

describe('refusals', () => {
  const todayAt = new Date(Date.now() - 1000).toISOString()
  it.each([
    [404, 'pickup_unknown', undefined, '没有这个码', /8263 1183，和顾客手机上的逐位对一遍/, '重新输入'],
    [410, 'pickup_code_stale', undefined, '二维码已经刷新', /每 30 秒换一次/, '重新扫码'],
    [
      409,
      'pickup_other_store',
      { storeName: '南京西路店', distance: 860 },
      '这张单要在南京西路店取',
      /^离这里 860m，走路约 11 分钟/,
      '核销下一单',
    ],
    [
      409,
      'pickup_done',
      { redeemedAt: todayAt, redeemedBy: '陈佳' },
      '这张单已经取过货了',
      /^(今天|昨天) \d\d:\d\d · 陈佳核销/,
      '核销下一单',
    ],
    [
      409,
      'pickup_other_store',
      { storeName: '徐汇店', address: '天钥桥路 1 号' },
      '这张单要在徐汇店取',
      '天钥桥路 1 号',
      '核销下一单',
    ],
    [410, 'pickup_expired', undefined, '取货期限已经过了', /^货款自动原路退回/, '核销下一单'],
    [410, 'pickup_refunded', undefined, '这张单已经退款', /货不能交/, '核销下一单'],
  ])('%s %s is explained, with what to do', async (status, code, details, title, text, main) => {
    open({ 'POST /pickups/look': () => refusal(status, code, '服务器的话', details) })
    await type('82631183')
    expect((await screen.findByRole('alert')).textContent).toContain(title)
    expect(screen.getByText(text)).toBeTruthy()
    for (const part of ['为什么不行', '现在能怎么办', '可以这么说', main])
      expect(screen.getByText(part)).toBeTruthy()
  })

  it('explains a refusal that comes only when redeeming', async () => {
    open({
      ...look,
      'POST /pickups/redeem': () => refusal(409, 'pickup_done', '提过了', { redeemedBy: '陈佳' }),
    })
    await type('82631183')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    expect(await screen.findByText('这张单已经取过货了')).toBeTruthy()
  })

  it('lets an unknown code be typed again', async () => {
    open({ 'POST /pickups/look': () => refusal(404, 'pickup_unknown', '没有') })
    await type('82631183')
    fireEvent.click(await screen.findByText('重新输入'))
    expect((await screen.findByLabelText<HTMLInputElement>('8 位取货码')).value).toBe('')
  })

  it('leads from an order’s QR to the order', async () => {
    scene.scanned = 'https://shop.test/o?id=ord_77'
    open({ 'POST /pickups/look': () => refusal(404, 'pickup_unknown', '没有') }, '#/redeem/scan')
    expect((await screen.findByText('看订单')).getAttribute('href')).toBe('#/order/ord_77')
  })

  it('tries the same code again after the network failed', async () => {
    let down = true
    open({ 'POST /pickups/look': () => (down ? cut() : { body: build.handover() }) })
    await type('82631183')
    const again = await screen.findByText('再试一次')
    down = false
    fireEvent.click(again)
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
  })
})

describe('undoing', () => {
  const undo = { 'POST /orders/ord_1/redemption/undo': () => ({ body: build.handover() }) }
  const redeemNow = async () => {
    await type('82631183')
    fireEvent.click(await screen.findByText('确认交付 2 件'))
    await screen.findByText('已核销，可以交货')
  }

  it('is not offered to a guide', async () => {
    open({ ...look, ...redeem })
    await redeemNow()
    expect(screen.queryByText(/撤销/)).toBeNull()
  })

  it('is a manager’s, with a reason', async () => {
    signedIn({ role: 'manager' })
    const { log } = open({ ...look, ...redeem, ...undo })
    await redeemNow()
    fireEvent.click(screen.getByRole('button', { name: /^撤销/ }))
    const submit = screen.getByRole<HTMLButtonElement>('button', { name: '撤销核销' })
    expect(submit.disabled).toBe(true)
    fireEvent.click(screen.getByText('其他'))
    fireEvent.change(screen.getByLabelText('为什么撤销', { selector: 'input' }), {
      target: { value: ' 点错了 ' },
    })
    fireEvent.click(submit)
    expect(await screen.findByText('已撤销，请把货收回')).toBeTruthy()
    expect(log.at(-1)).toMatchObject({
      key: 'POST /orders/ord_1/redemption/undo',
      body: { reason: '点错了' },
    })
  })

  it('says when it is too late', async () => {
    signedIn({ role: 'manager' })
    open({
      ...look,
      ...redeem,
      'POST /orders/ord_1/redemption/undo': () => refusal(409, 'undo_too_late', '核销超过 10 分钟，不能撤销'),
    })
    await redeemNow()
    fireEvent.click(screen.getByRole('button', { name: /^撤销/ }))
    fireEvent.click(screen.getByText('核错了单'))
    fireEvent.click(screen.getByRole('button', { name: '撤销核销' }))
    expect((await screen.findByText('核销超过 10 分钟，不能撤销')).getAttribute('role')).toBe('alert')
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})
