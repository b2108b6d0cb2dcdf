import fc from 'fast-check'
import { choose, choiceText, skuOf, stateOf, type Choice } from '../../miniapp/src/catalog/options'
import { FAST, nextLook, SLOW } from '../../miniapp/src/stock/polling'
import { bearing, bearingText } from '../../miniapp/src/stores/bearing'
import { groupCities, matchCities } from '../../miniapp/src/stores/cities'
import { daysText, hourLines, spanText, untilClose } from '../../miniapp/src/stores/hours'
import { mapLinks } from '../../miniapp/src/stores/mapLinks'
import { distanceText, walkText } from '../../miniapp/src/stores/words'
import { clockText, dayText, priceParts, priceText, soldText, weekdayOf } from '../../miniapp/src/ui/format'
import { CITIES } from './support/fakeData'

describe('prices (integer fen)', () => {
  test.each([
    [0, '¥0'],
    [5, '¥0.05'],
    [2990, '¥29.9'],
    [10417, '¥104.17'],
    [28800, '¥288'],
    [129900, '¥1,299'],
    [123456789, '¥1,234,567.89'],
  ])('%i fen reads %s', (fen, text) => expect(priceText(fen)).toBe(text))

  test('nothing is lost between fen and what is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), (fen) => {
        const [yuan, rest] = priceParts(fen)
        expect(Math.round(Number(yuan.replaceAll(',', '') + rest) * 100)).toBe(fen)
      }),
    )
  })

  test('pieces sold are rounded down from ten thousand', () => {
    expect([soldText(0), soldText(860), soldText(9999), soldText(12_999)]).toEqual([
      '',
      '已售 860',
      '已售 9999',
      '已售 1.2 万+',
    ])
  })
})

describe('times in Asia/Shanghai', () => {
  const now = new Date('2026-11-22T15:30:00Z') // 23:30 on Sunday the 22nd
  test('clock, weekday and past days follow Shanghai, not the phone', () => {
    expect(clockText('2026-11-22T16:05:00Z')).toBe('00:05')
    expect([weekdayOf(now), weekdayOf(new Date('2026-11-22T16:30:00Z'))]).toEqual([7, 1])
    expect(dayText('2026-11-21T16:30:00Z', now)).toBe('今天')
    expect(dayText('2026-11-21T15:30:00Z', now)).toBe('昨天')
    expect(dayText('2026-11-17T04:00:00Z', now)).toBe('5 天前')
    expect(dayText('2026-11-02T04:00:00Z', now)).toBe('11 月 2 日')
    expect(dayText('2025-12-31T20:00:00Z', now)).toBe('1 月 1 日')
    expect(dayText('2025-03-01T04:00:00Z', now)).toBe('2025 年 3 月 1 日')
  })
})

describe('opening hours', () => {
  const hours = [
    { days: [5, 6, 7], open: '10:00', close: '22:00' },
    { days: [1, 2, 3, 4], open: '10:00', close: '21:30' },
  ]
  const monday = new Date('2026-11-23T04:00:00Z')

  test('weekdays and spans read as people say them', () => {
    expect(daysText([1, 2, 3, 4, 5, 6, 7])).toBe('每天')
    expect(daysText([4, 2, 3, 1])).toBe('周一至周四')
    expect(daysText([1, 3, 6, 7])).toBe('周一、周三、周六、周日')
    expect(spanText('10:00', '24:30')).toBe('10:00–次日 00:30')
    expect(spanText('10:00', '24:00')).toBe('10:00–24:00')
  })

  test("today's line is the weekday's, in the order of the week", () => {
    const lines = hourLines({ hours, exceptions: [] }, monday)
    expect(lines.map((it) => [it.label, it.today])).toEqual([
      ['周一至周四', true],
      ['周五至周日', false],
    ])
  })

  test('an exception of today takes its place; past and far ones are not shown', () => {
    const exceptions = [
      { date: '2026-11-23', closed: true, reason: '盘点' },
      { date: '2026-11-20', closed: true, reason: '停电' },
      { date: '2026-12-31', open: '10:00', close: '24:30', reason: '跨年夜' },
      { date: '2027-06-01', closed: true, reason: '装修' },
    ]
    const lines = hourLines({ hours, exceptions }, monday)
    expect(lines.filter((it) => it.today)).toEqual([
      { label: '11 月 23 日 盘点', time: '休息', today: true, special: true },
    ])
    expect(lines.map((it) => it.label)).toEqual([
      '周一至周四',
      '周五至周日',
      '11 月 23 日 盘点',
      '12 月 31 日 跨年夜',
    ])
  })

  test('any week that covers a day once has exactly one line for today', () => {
    const week = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }).map((cuts) => {
      const ends = [...cuts.sort((a, b) => a - b), 7]
      return ends.map((end, at) => {
        const first = (ends[at - 1] ?? 0) + 1
        return {
          days: Array.from({ length: end - first + 1 }, (_, n) => first + n),
          open: '09:00',
          close: '21:00',
        }
      })
    })
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(week, instant, (spans, now) => {
        expect(hourLines({ hours: spans, exceptions: [] }, now).filter((it) => it.today)).toHaveLength(1)
      }),
    )
  })

  test('says how long it is still open, and nothing when it is not', () => {
    const open = { state: 'open' as const, label: '营业中', detail: '', changesAt: '2026-11-23T11:34:00Z' }
    expect(untilClose(open, monday)).toBe('还有 7 小时 34 分打烊')
    expect(untilClose({ ...open, changesAt: '2026-11-23T04:25:30Z' }, monday)).toBe('还有 25 分打烊')
    expect(untilClose({ ...open, state: 'closed' }, monday)).toBe('')
    expect(untilClose({ ...open, changesAt: '2026-11-24T11:34:00Z' }, monday)).toBe('')
  })
})

describe('places', () => {
  test('distances and walks', () => {
    expect([4, 862, 994, 995, 2412, 9949, 12_300, 161_400].map(distanceText)).toEqual([
      '10m',
      '860m',
      '990m',
      '1.0km',
      '2.4km',
      '9.9km',
      '12km',
      '161km',
    ])
    expect([walkText(50), walkText(860), walkText(2600)]).toEqual([
      '步行约 1 分钟',
      '步行约 14 分钟',
      undefined,
    ])
  })

  test('a farther place never reads nearer', () => {
    const metres = (text: string) => Number.parseFloat(text) * (text.endsWith('km') ? 1000 : 1)
    fc.assert(
      fc.property(fc.nat(300_000), fc.nat(50_000), (near, more) => {
        expect(metres(distanceText(near + more))).toBeGreaterThanOrEqual(metres(distanceText(near)))
      }),
    )
  })

  test('bearings', () => {
    const here: [number, number] = [121.44, 31.22]
    expect(bearingText(bearing(here, [121.44, 31.3]))).toBe('正北')
    expect(bearingText(bearing(here, [121.53, 31.22]))).toBe('正东')
    expect(bearingText(bearing(here, [121.36, 31.15]))).toBe('西南')
    expect(bearingText(359)).toBe('正北')
  })

  test('map links carry the place in the order each map wants', () => {
    const [amap, tencent] = mapLinks({
      name: '静安寺店',
      address: '南京西路 1618 号',
      position: [121.44, 31.22],
    })
    expect(amap?.url).toContain('position=121.44,31.22')
    expect(tencent?.url).toContain('coord:31.22,121.44')
    expect(amap?.url).not.toMatch(/[\u4e00-\u9fff ]/)
  })

  test('cities are found by name or pinyin and stand under their initials', () => {
    expect(matchCities(CITIES, 'SHANG').map((it) => it.name)).toEqual(['上海'])
    expect(matchCities(CITIES, ' n').map((it) => it.name)).toEqual(['南京', '宁波'])
    expect(matchCities(CITIES, '州').map((it) => it.name)).toEqual(['杭州', '苏州'])
    const groups = groupCities([...CITIES].reverse())
    expect(groups.map((it) => it.initial)).toEqual(['B', 'C', 'H', 'N', 'S', 'W'])
    expect(groups.flatMap((it) => it.cities)).toHaveLength(CITIES.length)
  })
})

describe('options of a product', () => {
  const values = ['a', 'b', 'c']
  const names = ['色', '码', '款']
  /** Any product: up to three options and a non-empty set of the combinations of their values. */
  const product = fc
    .record({
      used: fc.integer({ min: 1, max: 3 }),
      made: fc.uniqueArray(fc.nat(26), { minLength: 1, maxLength: 12 }),
    })
    .map(({ used, made }) => {
      const options = names
        .slice(0, used)
        .map((name) => ({ name, values: values.map((value) => ({ value })) }))
      const skus = [...new Set(made.map((it) => it % 3 ** used))].map((code) => ({
        id: `sku_${code}`,
        options: Object.fromEntries(
          options.map(({ name }, at) => [name, values[Math.floor(code / 3 ** at) % 3] ?? 'a']),
        ) as Choice,
        price: 100 + code,
        barcode: '6900000000001',
        image: '',
      }))
      return { options, skus }
    })

  test('a tap always leads to a SKU that exists and has the tapped value, if any has it', () => {
    fc.assert(
      fc.property(product, fc.nat(11), fc.nat(2), fc.nat(2), ({ options, skus }, from, which, what) => {
        const before = skus[from % skus.length]?.options ?? {}
        const name = options[which % options.length]?.name ?? ''
        const value = values[what] ?? 'a'
        const after = choose(options, skus, before, name, value)
        expect(skuOf(skus, after)).toBeDefined()
        const isMade = skus.some((it) => it.options[name] === value)
        expect(after).toEqual(isMade ? { ...after, [name]: value } : before)
      }),
    )
  })

  test('an open value changes nothing else, and states tell the truth', () => {
    fc.assert(
      fc.property(product, fc.nat(11), ({ options, skus }, from) => {
        const choice = skus[from % skus.length]?.options ?? {}
        for (const { name } of options)
          for (const value of values) {
            const state = stateOf(skus, choice, name, value)
            const next = choose(options, skus, choice, name, value)
            expect(next).toEqual(state === 'open' ? { ...choice, [name]: value } : next)
            expect(state === 'never').toBe(!skus.some((it) => it.options[name] === value))
            expect(state === 'on').toBe(choice[name] === value)
          }
      }),
    )
  })

  test('a product without options has its only SKU', () => {
    const only = { id: 'sku_1', options: {}, price: 1, barcode: '6900000000001', image: '' }
    expect(skuOf([only], {})).toBe(only)
    expect(choiceText([], {})).toBe('')
  })
})

test('stock is looked at fast for two minutes, then slowly, and slowly while it fails', () => {
  expect([nextLook(0, 0), nextLook(119_999, 0), nextLook(120_000, 0), nextLook(0, 1)]).toEqual([
    FAST,
    FAST,
    SLOW,
    SLOW,
  ])
  expect(FAST).toBeLessThan(1000)
})
