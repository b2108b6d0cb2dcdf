import fc from 'fast-check'
import { create } from 'qrcode'
import { faultOf, regionText, splitAddress } from '../../miniapp/src/addresses/words'
import type { CartLine } from '../../miniapp/src/cart/cart'
import { canBuy, chosenLines, groupsOf, sumOf, toggled } from '../../miniapp/src/cart/groups'
import { billOf } from '../../miniapp/src/orders/bill'
import { countdownText } from '../../miniapp/src/orders/useCountdown'
import { placeToBuy } from '../../miniapp/src/pages/goods/product/placeToBuy'
import { firstStore, missingText, type BasketStore } from '../../miniapp/src/pages/order/checkout/choices'
import { qrPath, qrPicture } from '../../miniapp/src/ui/qr'
import type { NearbyStore } from '../../miniapp/src/stock/useNearbyStock'
import { billText, dueText, stampText, wordsWith } from '../../miniapp/src/ui/format'
import './support/stage'
import { phone } from './support/taro'

const { untilRefresh } = jest.requireActual<typeof import('../../miniapp/src/api/useRollingCode')>(
  '../../miniapp/src/api/useRollingCode',
)
const { attemptDone, attemptKey } = jest.requireActual<typeof import('../../miniapp/src/orders/attempt')>(
  '../../miniapp/src/orders/attempt',
)

describe('bill (CA-2)', () => {
  const fen = fc.integer({ min: 0, max: 500_000 })
  const discount = (name: string) =>
    fc.record({ promotionId: fc.constant(name), name: fc.constant(name), amount: fen })

  test('its rows add up to the total to the fen, and name each promotion once', () => {
    const line = fc.record({
      unitPrice: fen,
      quantity: fc.integer({ min: 1, max: 9 }),
      discounts: fc.array(fc.oneof(discount('member-gold'), discount('满减'), discount('cgr_1')), {
        maxLength: 3,
      }),
    })
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fen, fc.boolean(), (lines, fee, isFree) => {
        const goods = lines.reduce((sum, it) => sum + it.unitPrice * it.quantity, 0)
        const off = lines.flatMap((it) => it.discounts).reduce((sum, it) => sum + it.amount, 0)
        const total = goods - off + (isFree ? 0 : fee)
        const { rows, saved } = billOf({
          way: 'express',
          lines,
          amounts: { goods, deliveryFee: isFree ? 0 : fee, total },
          deliveryDiscounts: isFree ? [{ promotionId: 'shipping-gold', name: '免邮', amount: fee }] : [],
        })
        expect(rows.reduce((sum, it) => sum + it.amount, 0)).toBe(total)
        expect(saved).toBe(off + (isFree ? fee : 0))
        expect(new Set(rows.map((it) => it.key)).size).toBe(rows.length)
      }),
    )
  })
  test('shows both places behind the point', () =>
    expect([40000, 41040, 5, 129_900_7].map(billText)).toEqual(['¥400.00', '¥410.40', '¥0.05', '¥12,990.07']))
})

describe('key of an order', () => {
  const wish = { lines: [{ skuId: 'sku_a', quantity: 1 }], way: 'pickup' as const, storeId: 'sto_1' }
  beforeEach(() => phone.reset())

  test('is the same for the same wish until it succeeded, and another afterwards', () => {
    const key = attemptKey(wish, '')
    expect(key).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
    expect(attemptKey({ ...wish, lines: [...wish.lines] }, '')).toBe(key)
    attemptDone()
    expect(attemptKey(wish, '')).not.toBe(key)
  })

  test.each([
    ['quantity', { ...wish, lines: [{ skuId: 'sku_a', quantity: 2 }] }, ''],
    ['store', { ...wish, storeId: 'sto_2' }, ''],
    ['way', { ...wish, way: 'express' as const, addressId: 'adr_1' }, ''],
    ['remark', wish, '要礼盒'],
  ])('another %s is another order', (_, other, remark) => {
    expect(attemptKey(other, remark)).not.toBe(attemptKey(wish, ''))
  })
})

describe('bag', () => {
  const line = (key: string, by: Partial<CartLine>): CartLine => ({
    key,
    skuId: `sku_${key}`,
    quantity: 2,
    way: 'pickup',
    store: { id: 'sto_1', name: '静安寺店' },
    goods: { spuId: 'spu', name: key, image: '', optionText: '', price: 1000 },
    stock: { level: 'inStock', available: 9, label: '有货' },
    ...by,
  })
  const a = line('a', {})
  const b = line('b', { store: { id: 'sto_2', name: '新天地店' } })
  const c = line('c', { way: 'delivery', store: undefined, stock: undefined })
  const d = line('d', { stock: { level: 'low', available: 1, label: '仅剩 1 件' } })
  const gone = line('e', { goods: undefined })
  const all = [a, b, c, d, gone]

  test('stands by store, and deliveries together', () =>
    expect(groupsOf(all).map((it) => it.lines.map(({ key }) => key))).toEqual([
      ['a', 'd', 'e'],
      ['b'],
      ['c'],
    ]))
  test('what is sold out or no longer sold cannot be chosen', () => {
    expect(all.map(canBuy)).toEqual([true, true, true, false, false])
    expect([...toggled(new Set(['a']), all, [d])]).toEqual(['a'])
  })
  test('one order takes one group: another store makes way', () => {
    expect([...toggled(new Set(['a']), all, [b])]).toEqual(['b'])
    expect([...toggled(new Set(['a']), all, [a])]).toEqual([])
  })
  test('counts only what is chosen and can be bought', () =>
    expect(sumOf(chosenLines(all, new Set(['a', 'd', 'e'])))).toEqual({ fen: 2000, pieces: 2 }))
})

describe('where to buy (ST-3, ST-3b)', () => {
  const near = (id: string, available: number, state = 'open', services = ['pickup']): NearbyStore =>
    ({
      store: { id, services, open: { state } },
      level: available > 0 ? 'inStock' : 'out',
      available,
    }) as NearbyStore
  const basket = (id: string, complete: boolean, services = ['pickup']): BasketStore =>
    ({ store: { id, services }, complete, missing: [], reason: '' }) as unknown as BasketStore

  test('the nearest open store with enough, unless the shopper is in one that has', () => {
    const stores = [
      near('s1', 1),
      near('s2', 5, 'closed'),
      near('s3', 5),
      near('s4', 9, 'open', ['delivery']),
    ]
    expect(placeToBuy(stores, 1, undefined)?.store.id).toBe('s1')
    expect(placeToBuy(stores, 2, undefined)?.store.id).toBe('s3')
    expect(placeToBuy(stores, 2, 's2')?.store.id).toBe('s2')
    expect(placeToBuy(stores, 9, 's4')).toBeUndefined()
  })
  test('a checkout begins with a store that hands out the whole basket', () => {
    expect(firstStore([basket('s1', false), basket('s2', true, ['delivery']), basket('s3', true)])).toBe('s3')
    expect(firstStore([basket('s1', false)])).toBe('s1')
    expect(firstStore(undefined)).toBeUndefined()
  })
  test('says what is missing by name', () => {
    const lines = [{ skuId: 'sku_a', name: '茶壶' }] as Parameters<typeof missingText>[1]
    expect(
      missingText(
        [
          { skuId: 'sku_a', wanted: 2, available: 1 },
          { skuId: 'sku_b', wanted: 1, available: 0 },
        ],
        lines,
      ),
    ).toBe('茶壶（还有 1 件）、其中一件')
  })
})

describe('times', () => {
  const now = new Date('2026-11-24T06:00:00Z')
  test.each([
    ['2026-11-24T14:00:00Z', '今天 22:00'],
    ['2026-11-25T07:00:00Z', '明天 15:00'],
    ['2026-11-27T14:00:00Z', '周五 22:00'],
    ['2026-12-03T14:00:00Z', '12 月 3 日 22:00'],
  ])('%s is due %s', (instant, words) => expect(dueText(instant, now)).toBe(words))
  test('a date after words keeps its distance', () =>
    expect([wordsWith('留到', '今天 22:00'), wordsWith('留到', '12 月 3 日 22:00')]).toEqual([
      '留到今天 22:00',
      '留到 12 月 3 日 22:00',
    ]))
  test('a stamp has its year when it is another', () =>
    expect([stampText('2026-11-22T06:28:00Z', now), stampText('2025-11-22T06:28:00Z', now)]).toEqual([
      '11-22 14:28',
      '2025-11-22 14:28',
    ]))
  test.each([
    [0, '00:00'],
    [845, '14:05'],
    [7322, '02:02:02'],
  ])('%i seconds read %s', (seconds, words) => expect(countdownText(seconds)).toBe(words))
  test('a code is renewed at its time, whatever a clock says', () => {
    const at = now.getTime()
    expect(untilRefresh(new Date(at + 12_000).toISOString(), at)).toBe(12_000)
    expect(untilRefresh(new Date(at - 9_000).toISOString(), at)).toBe(1000)
    expect(untilRefresh(new Date(at + 7_200_000).toISOString(), at)).toBe(30_000)
  })
})

describe('addresses', () => {
  test.each([
    ['上海市静安区愚园路 753 号', ['上海市', '上海市', '静安区', '愚园路 753 号']],
    ['上海市上海市浦东新区世纪大道 1 号', ['上海市', '上海市', '浦东新区', '世纪大道 1 号']],
    ['浙江省杭州市拱墅区延安路 385 号', ['浙江省', '杭州市', '拱墅区', '延安路 385 号']],
    ['江苏省苏州市昆山市人民路 8 号', ['江苏省', '苏州市', '昆山市', '人民路 8 号']],
    ['内蒙古自治区呼和浩特市新城区中山路 1 号', ['内蒙古自治区', '呼和浩特市', '新城区', '中山路 1 号']],
    ['愚园路 753 号', ['', '', '', '愚园路 753 号']],
  ])('%s is split', (text, [province, city, district, street]) =>
    expect(splitAddress(text)).toEqual({ province, city, district, street }),
  )
  test('a municipality is named once', () =>
    expect(regionText({ province: '上海市', city: '上海市', district: '静安区' })).toBe('上海市 静安区'))
  test('says the first thing that is missing', () => {
    const whole = {
      name: '周予安',
      phone: '13800006217',
      province: '上海市',
      city: '上海市',
      district: '静安区',
      street: '愚园路 753 号',
      tag: '',
      isDefault: false,
      position: [121.4, 31.2] as [number, number],
    }
    expect(faultOf(whole)).toBeUndefined()
    expect(faultOf({ ...whole, phone: '1380000' })).toContain('11 位')
    expect(faultOf({ ...whole, district: ' ' })).toContain('省、市、区')
    expect(faultOf({ ...whole, position: undefined })).toContain('地图')
  })
})

describe('QR of a pickup code', () => {
  test('its pieces cover exactly the dark squares', () => {
    const text = 'HD1.ord_20261124.58920441.AbCdEfGhIjKlMnOp'
    const { size, path } = qrPath(text)
    const { modules } = create([{ data: Buffer.from(text), mode: 'byte' }], { errorCorrectionLevel: 'M' })
    const drawn = new Set<number>()
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g))
      for (let at = 0; at < Number(width); at++) drawn.add(Number(y) * size + Number(x) + at)
    expect(size).toBe(modules.size)
    expect([...drawn].sort((a, b) => a - b)).toEqual(
      [...modules.data].flatMap((dark, at) => (dark ? [at] : [])),
    )
  })
  test('is a picture for a style: nothing in it ends one', () =>
    expect(qrPicture('HD1.x')).not.toMatch(/[;#<>]/))
})
