/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { fenOf, type ShownCoupon } from '../../guide-sidebar/src/desk/coupon/coupon.rules'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

const scene = installBridge()
const QR = 'HC1.cgr_1.58000000.abcdefghijklmnop'

const coupon = (over: Partial<ShownCoupon> = {}): ShownCoupon => ({
  grant: {
    id: 'cgr_1',
    couponId: 'cpn_1',
    title: '满 200 减 30',
    kind: 'amountOff',
    benefit: { kind: 'amountOff', threshold: 20_000, off: 3000 },
    big: '¥30',
    small: '满 200 可用',
    where: '静安寺店 · 到店可用',
    stacks: '可与会员折扣同用',
    channels: ['store'],
    state: 'usable',
    stateText: '11 月 30 日到期',
    way: 'page',
    claimedAt: '2026-11-20T04:00:00.000Z',
    validFrom: '2026-11-20T04:00:00.000Z',
    expiresAt: '2026-11-30T16:00:00.000Z',
    isExpiring: false,
  },
  memberName: '林晓雯',
  phone: '138****6021',
  needsAmount: true,
  ...over,
})
const redeemed = () => {
  const done = coupon({ off: 3000, undoUntil: new Date(Date.now() + 600_000).toISOString() })
  return { ...done, grant: { ...done.grant, state: 'used' as const, usedAt: new Date().toISOString() } }
}
const gift = () => {
  const { grant } = coupon()
  const benefit = { kind: 'gift' as const, gift: '护手霜小样' }
  return coupon({
    needsAmount: false,
    grant: { ...grant, kind: 'gift', benefit, title: '到店礼 · 护手霜小样' },
  })
}

const open = (routes: Routes, role: 'guide' | 'manager' = 'guide') => {
  signedIn({ role })
  scene.scanned = QR
  goTo('/sidebar/#/redeem/scan')
  const log = serve({ ...basics, 'GET /wecom/me': () => ({ body: build.guide({ role }) }), ...routes })
  draw(<App />)
  return { count: (key: string) => log.filter((it) => it.key === key).length, log }
}
const look = { 'POST /coupon-codes/look': () => ({ body: coupon() }) }
const typeAmount = async (amount: string) => {
  const field = await screen.findByPlaceholderText('0.00')
  fireEvent.change(field, { target: { value: amount } })
  fireEvent.blur(field)
}

beforeEach(() => {
  sessionStorage.clear()
  Object.assign(scene, { refuse: {}, scanned: '' })
  scene.silent.clear()
})

describe('a coupon at the till (CO-3)', () => {
  it('is looked up by its QR without asking for a pickup, and redeemed with the receipt', async () => {
    const { log, count } = open({
      ...look,
      'POST /coupon-codes/redeem': () => ({ body: redeemed() }),
    })
    expect(await screen.findByText('满 200 减 30')).toBeTruthy()
    expect(count('POST /pickups/look')).toBe(0)
    expect(screen.getByText('确认核销').closest('button')?.disabled).toBe(true)
    await typeAmount('268')
    fireEvent.click(screen.getByText('确认核销'))
    expect(await screen.findByText('已核销，可以让价')).toBeTruthy()
    expect(log.at(-1)?.body).toEqual({ code: QR, amount: 26_800 })
    expect(screen.queryByText(/撤销/)).toBeNull()
  })

  it('says what is missing to the threshold before it is redeemed', async () => {
    let asked = 0
    open({
      'POST /coupon-codes/look': () =>
        asked++
          ? refusal(409, 'coupon_threshold', '门槛', { text: '满 ¥200 才能用，还差 ¥32' })
          : { body: coupon() },
    })
    await typeAmount('168')
    expect(await screen.findByText('满 ¥200 才能用，还差 ¥32')).toBeTruthy()
  })

  it('a gift needs no receipt', async () => {
    const { log } = open({
      'POST /coupon-codes/look': () => ({ body: gift() }),
      'POST /coupon-codes/redeem': () => ({ body: { ...gift() } }),
    })
    fireEvent.click(await screen.findByText('确认核销'))
    expect(await screen.findByText('已核销，可以交付')).toBeTruthy()
    expect(log.at(-1)?.body).toEqual({ code: QR })
  })

  it('a refusal says why, in the words of the server', async () => {
    open({
      'POST /coupon-codes/look': () =>
        refusal(409, 'coupon_used', '用过了', { text: '11 月 24 日 16:38 已在静安寺店用过，陈佳核销' }),
    })
    expect(await screen.findByText('这张券已经用过了')).toBeTruthy()
    expect(screen.getAllByText('11 月 24 日 16:38 已在静安寺店用过，陈佳核销').length).toBe(2)
  })

  it.each([
    [
      'it counted',
      () => [{ ...redeemed(), redeemedAt: new Date().toISOString(), redeemedBy: '周敏' }],
      '已核销，可以让价',
    ],
    ['it did not', () => [], '确认核销'],
  ])('a lost answer is looked up, never assumed: %s', async (_, redemptions, then) => {
    open({
      ...look,
      'POST /coupon-codes/redeem': () => {
        throw new TypeError('Failed to fetch')
      },
      'GET /stores/sto_1/redemptions': () => ({ body: { redemptions: redemptions() } }),
    })
    await typeAmount('268')
    fireEvent.click(await screen.findByText('确认核销'))
    expect(await screen.findByText('先别让价')).toBeTruthy()
    fireEvent.click(screen.getByText('查一下核销了没有'))
    expect(await screen.findByText(then)).toBeTruthy()
  })

  it('a manager takes it back with a reason', async () => {
    const { log } = open(
      {
        ...look,
        'POST /coupon-codes/redeem': () => ({ body: redeemed() }),
        'POST /coupon-grants/cgr_1/undo': () => ({ body: coupon() }),
      },
      'manager',
    )
    await typeAmount('268')
    fireEvent.click(screen.getByText('确认核销'))
    fireEvent.click(await screen.findByRole('button', { name: /^撤销/ }))
    fireEvent.click(await screen.findByText('核错了券'))
    fireEvent.click(screen.getByText('撤销核销'))
    await waitFor(() => expect(screen.getByText('已撤销，券回到顾客卡包')).toBeTruthy())
    expect(log.at(-1)).toMatchObject({ body: { reason: '核错了券' } })
  })
})

describe('an amount as it is typed', () => {
  it.each([
    ['128', 12_800],
    ['128.5', 12_850],
    ['１２８．05', 12_805],
    ['0', 0],
    ['', undefined],
    ['-1', undefined],
    ['1.234', undefined],
    ['abc', undefined],
  ])('%s', (typed, fen) => expect(fenOf(typed)).toBe(fen))
})
