import fc from 'fast-check'
import {
  itemsOf,
  layOut,
  rowsOf,
  weekStart,
  weeksOfMonth,
} from '../../guide-sidebar/src/console/calendar/calendar.rules'
import type { Item } from '../../guide-sidebar/src/console/calendar/calendar.rules'
import { lockOf, stagesOf } from '../../guide-sidebar/src/console/campaigns/campaign.rules'
import { couponKind } from '../../guide-sidebar/src/console/coupons/coupon.kind'
import {
  draftOf,
  emptyForm,
  formOf,
  ofKind,
  problemsOf,
  sketchOf,
} from '../../guide-sidebar/src/console/coupons/draft.rules'
import type { Managed } from '../../guide-sidebar/src/console/coupons/draft.rules'
import {
  dayFrom,
  fenOf,
  instantOf,
  localOf,
  percentOf,
  yuanText,
} from '../../guide-sidebar/src/console/edit/fields.rules'
import { placesOf } from '../../guide-sidebar/src/console/edit/problems.rules'
import * as flash from '../../guide-sidebar/src/console/flashSales/flashSale.kind'
import * as groupBuy from '../../guide-sidebar/src/console/groupBuys/groupBuy.kind'
import { cellOf } from '../../guide-sidebar/src/console/goods/goods.rules'

/** 2026-11-24 22:00 in Shanghai, a Tuesday. */
const NOW = Date.parse('2026-11-24T14:00:00Z')

describe('fields of an editor', () => {
  it('show and take Shanghai time, to the minute', () => {
    expect(localOf('2026-11-24T16:00:00.000Z')).toBe('2026-11-25T00:00')
    expect(dayFrom(NOW, 1, 600)).toBe('2026-11-25T02:00:00.000Z')
    expect(instantOf('')).toBeUndefined()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000 }), (minutes) => {
        const iso = new Date(NOW + minutes * 60_000).toISOString()
        return instantOf(localOf(iso)) === iso
      }),
    )
  })

  it('take yuan to the fen, and 折 to a tenth', () => {
    expect(['60', '9.9', '1,200', '0.05'].map(fenOf)).toEqual([6000, 990, 120_000, 5])
    expect(['', '-1', '1.234', 'abc'].map(fenOf)).toEqual([undefined, undefined, undefined, undefined])
    expect(['8.5', '9', '0', '85', '8.55'].map(percentOf)).toEqual([85, 90, undefined, undefined, undefined])
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), (fen) => fenOf(yuanText(fen)) === fen))
  })

  it('are told what a refusal says about them, and nothing where it is about none', () => {
    const keys = ['title', 'quota.perDay', 'quota'] as const
    expect(placesOf({ code: 'coupon_invalid', details: { at: 'quota.perDay', text: '太多' } }, keys)).toEqual(
      {
        'quota.perDay': '太多',
      },
    )
    const issues = [
      { at: 'body.title', problem: 'x' },
      { at: 'body.quota.total', problem: 'y' },
    ]
    expect(Object.keys(placesOf({ code: 'request_invalid', details: issues }, keys))).toEqual([
      'title',
      'quota',
    ])
    expect(placesOf({ code: 'coupon_changed', details: { version: 3 } }, keys)).toEqual({})
  })
})

describe('a coupon that is typed', () => {
  const full = { ...emptyForm(NOW, undefined), title: ' 双十二 ' }

  it('says what is missing, and is a draft once nothing is', () => {
    expect(problemsOf(emptyForm(NOW, undefined))).toEqual({ title: expect.any(String) })
    expect(problemsOf(full)).toEqual({})
    expect(draftOf(full)).toMatchObject({
      title: '双十二',
      benefit: { kind: 'amountOff', threshold: 20_000, off: 3_000 },
      scope: { channels: ['online', 'store'] },
      claim: { from: '2026-11-25T02:00:00.000Z' },
    })
    expect(problemsOf({ ...full, where: 'some', storeIds: [] })).toHaveProperty(['scope.storeIds'])
    expect(problemsOf({ ...full, off: undefined })).toHaveProperty('benefit')
  })

  it('comes back from the server as it was sent', () => {
    const draft = draftOf({
      ...full,
      perDay: 20,
      who: 'tiers',
      tiers: ['gold'],
      where: 'some',
      storeIds: ['sto_1'],
    })
    const again = formOf({ ...draft, id: 'cpn_1' } as unknown as Managed, NOW)
    expect(draftOf(again)).toEqual(draft)
  })

  it('is of the own store for who decides for one, and can always be looked at', () => {
    expect(emptyForm(NOW, ['sto_1'])).toMatchObject({ where: 'some', storeIds: ['sto_1'] })
    expect(sketchOf({ ...emptyForm(NOW, ['sto_1', 'sto_2']), channels: [] })).toBeDefined()
  })

  it('takes channels and ways along with its kind', () => {
    expect(ofKind('gift', full).channels).toEqual(['store'])
    const paid = { ...full, ...ofKind('experience', full) }
    expect(paid.ways).toEqual(['order'])
    expect(ofKind('amountOff', paid)).toMatchObject({ ways: ['page'], channels: ['online', 'store'] })
  })

  it('is open as a draft, half locked once it is out, and shut beyond reach or after its end', () => {
    const lock = (status: 'draft' | 'live' | 'ended', ...actions: ('change' | 'copy')[]) =>
      lockOf(couponKind, { status, actions })
    expect(lock('draft', 'change')).toEqual({})
    expect(lock('live', 'change')).toMatchObject({ locked: expect.any(String) })
    expect(lock('live', 'change').shut).toBeUndefined()
    expect([lock('ended', 'copy').shut, lock('live').shut]).toEqual(['已结束', '只能查看'])
    expect(stagesOf(couponKind, 'paused', {})).toMatchObject({ now: 2 })
  })
})

describe('goods of a campaign', () => {
  const goods = {
    items: [{ skuId: 'sku_1', spuId: 'spu_1', price: 7900, perMember: 1 }],
    placeIds: ['sto_1', 'whs_1'],
    quotas: { [cellOf('sku_1', 'sto_1')]: 5, [cellOf('sku_1', 'whs_1')]: undefined },
  }

  it('are sent with the places that give pieces', () => {
    const form = { ...flash.emptyForm(NOW), title: '晚八点', goods }
    expect(flash.problemsOf(form)).toEqual({})
    expect(flash.draftOf(form)?.items).toEqual([
      { skuId: 'sku_1', price: 7900, perMember: 1, places: [{ locationId: 'sto_1', quota: 5 }] },
    ])
    const empty = { ...goods, quotas: {} }
    expect(flash.problemsOf({ ...form, goods: empty })).toHaveProperty('places')
  })

  it('make a group buy of one product', () => {
    const form = { ...groupBuy.emptyForm(NOW), title: '三人团', goods }
    expect(groupBuy.problemsOf(form)).toEqual({})
    expect(groupBuy.draftOf(form)).toMatchObject({
      spuId: 'spu_1',
      skus: [{ skuId: 'sku_1', groupPrice: 7900 }],
      places: [{ skuId: 'sku_1', locationId: 'sto_1', quota: 5 }],
    })
    expect(groupBuy.problemsOf({ ...form, isAuto: true, formFrom: 4 })).toHaveProperty('formFrom')
  })
})

describe('the calendar', () => {
  const DAY = 86_400_000
  const item = (over: Partial<Item>): Item => ({
    kind: 'storeEvent',
    id: 'a',
    title: 't',
    note: '',
    status: 'live',
    statusText: '',
    from: NOW,
    until: NOW + DAY,
    storeIds: undefined,
    ...over,
  })
  const week = weekStart(NOW)

  it('begins its weeks on Monday in Shanghai', () => {
    expect(new Date(week).toISOString()).toBe('2026-11-22T16:00:00.000Z')
    expect(weekStart(Date.parse('2026-11-29T15:59:00Z'))).toBe(week)
    expect(weekStart(Date.parse('2026-11-29T16:00:00Z'))).toBe(week + 7 * DAY)
    expect(weeksOfMonth(NOW)).toHaveLength(6)
  })

  it('never covers one thing by another, and keeps within the week', () => {
    const spans = fc.array(
      fc.record({ from: fc.integer({ min: -20, max: 20 }), days: fc.integer({ min: 1, max: 30 }) }),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(spans, (list) => {
        const laid = layOut(
          list.map(({ from, days }, nth) =>
            item({ id: String(nth), from: week + from * DAY, until: week + (from + days) * DAY }),
          ),
          week,
        )
        return laid.every(
          (a) =>
            a.first >= 0 &&
            a.last <= 6 &&
            a.first <= a.last &&
            laid.every((b) => a === b || a.lane !== b.lane || a.last < b.first || b.last < a.first),
        )
      }),
    )
  })

  it('ends the day before midnight, and leaves out what is of another week', () => {
    const [one] = layOut([item({ from: week, until: week + DAY })], week)
    expect([one?.first, one?.last]).toEqual([0, 0])
    expect(layOut([item({ from: week - DAY, until: week }), item({ from: week + 7 * DAY })], week)).toEqual(
      [],
    )
  })

  it('has a line for every store with something of its own', () => {
    const rows = rowsOf(
      [
        item({ id: 'all' }),
        item({ id: 'one', storeIds: ['sto_1'] }),
        item({ id: 'two', storeIds: ['sto_1', 'sto_2'] }),
      ],
      () => '静安寺店',
    )
    expect(rows.map((it) => [it.name, it.items.map(({ id }) => id)])).toEqual([
      ['全部门店', ['all']],
      ['部分门店', ['two']],
      ['静安寺店', ['one']],
    ])
  })

  it('takes a flash sale from its first session to the end of its last', () => {
    const sale = {
      id: 'fls_1',
      title: '秒杀',
      status: 'live' as const,
      statusText: '进行中',
      days: { from: '2026-11-25', until: '2026-11-26' },
      times: ['10:00', '20:00'],
      minutes: 60,
      items: [{ skuId: 'sku_1', price: 1, perMember: 1, places: [{ locationId: 'whs_1', quota: 1 }] }],
    }
    const [made] = itemsOf({ flashSales: [sale] as never })
    expect(made).toMatchObject({
      from: Date.parse('2026-11-25T02:00:00Z'),
      until: Date.parse('2026-11-26T13:00:00Z'),
      storeIds: undefined,
    })
  })
})
