import fc from 'fast-check'
import {
  COSTS,
  sourceDelivery,
  type Sender,
  type SourcingOptions,
} from '../../server/features/sourcing/sourcing.delivery'
import type { Wanted } from '../../server/features/sourcing/sourcing.rules'

const skuIds = ['sku_a', 'sku_b', 'sku_c']
const basketOf = fc
  .array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 3 })
  .filter((it) => it.some((pieces) => pieces > 0))
  .map((pieces): Wanted[] =>
    skuIds.map((skuId, at) => ({ skuId, quantity: pieces[at] ?? 0 })).filter((it) => it.quantity > 0),
  )
const senderOf = fc.record({
  kind: fc.constantFrom('store' as const, 'warehouse' as const),
  distance: fc.integer({ min: 0, max: 40_000 }),
  isOpen: fc.boolean(),
  load: fc.integer({ min: 0, max: 40 }),
  pieces: fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 3, maxLength: 3 }),
})
const senders = fc.array(senderOf, { maxLength: 7 }).map((list): Sender[] =>
  list.map(({ pieces, ...rest }, n) => ({
    ...rest,
    id: `sto_${n}`,
    name: `${n}店`,
    stock: new Map(skuIds.map((it, at) => [it, pieces[at] ?? 0])),
  })),
)
const options = fc.record({
  within: fc.constantFrom(3000, 15_000, Infinity),
  mustBeOpen: fc.boolean(),
  mostParts: fc.integer({ min: 1, max: 3 }),
  warehouses: fc.boolean(),
})

const has = (it: Sender, skuId: string) => Math.max(0, it.stock.get(skuId) ?? 0)
const maySend = (it: Sender, { within, mustBeOpen, warehouses }: SourcingOptions) =>
  it.distance <= within && (it.kind === 'warehouse' ? warehouses : !mustBeOpen || it.isOpen)
const costOf = (it: Sender) =>
  it.distance +
  it.load * COSTS.load +
  (it.kind === 'warehouse' ? COSTS.warehouse : it.isOpen ? 0 : COSTS.closed)
const costOfAll = (chosen: readonly Sender[]) =>
  chosen.reduce((sum, it) => sum + costOf(it), 0) + COSTS.split * (chosen.length - 1)

/** Every set of places that may send, has everything and is not too large: what the rule must be as cheap as. */
function setsThatCan(basket: readonly Wanted[], all: readonly Sender[], asked: SourcingOptions): Sender[][] {
  const able = all.filter((it) => maySend(it, asked))
  const sets = able.reduce<Sender[][]>((found, it) => [...found, ...found.map((set) => [...set, it])], [[]])
  return sets.filter(
    (set) =>
      set.length > 0 &&
      set.length <= asked.mostParts &&
      basket.every(({ skuId, quantity }) => set.reduce((sum, it) => sum + has(it, skuId), 0) >= quantity),
  )
}

describe('where a delivery is sent from (IN-4)', () => {
  it('is the cheapest of all sets of places that can, and refused only when none can', () => {
    const law = fc.property(basketOf, senders, options, (basket, all, asked) => {
      const plan = sourceDelivery(basket, all, asked)
      const sets = setsThatCan(basket, all, asked)
      expect(plan.outcome).toBe(sets.length ? 'sourced' : 'refused')
      if (plan.outcome === 'refused') return
      const chosen = plan.parts.map((part) => all.find((it) => it.id === part.locationId) as Sender)
      expect(costOfAll(chosen)).toBe(Math.min(...sets.map(costOfAll)))
      expect(chosen.every((it) => maySend(it, asked))).toBe(true)
      expect(plan.parts.length).toBeLessThanOrEqual(asked.mostParts)
    })
    fc.assert(law, { numRuns: 1000 })
  })
  it('gives exactly the basket and takes no more than a place has', () => {
    const law = fc.property(basketOf, senders, options, (basket, all, asked) => {
      const plan = sourceDelivery(basket, all, asked)
      if (plan.outcome === 'refused') return
      for (const { skuId, quantity } of basket) {
        const given = plan.parts.flatMap((it) => it.lines).filter((it) => it.skuId === skuId)
        expect(given.reduce((sum, it) => sum + it.quantity, 0)).toBe(quantity)
      }
      for (const { locationId, lines } of plan.parts) {
        const place = all.find((it) => it.id === locationId) as Sender
        expect(lines.length).toBeGreaterThan(0)
        expect(lines.every((it) => it.quantity > 0 && it.quantity <= has(place, it.skuId))).toBe(true)
      }
      expect(new Set(plan.parts.map((it) => it.locationId)).size).toBe(plan.parts.length)
    })
    fc.assert(law, { numRuns: 500 })
  })
  it('refused says what is missing, never more than is wanted', () => {
    const law = fc.property(basketOf, senders, options, (basket, all, asked) => {
      const plan = sourceDelivery(basket, all, asked)
      if (plan.outcome === 'sourced') return
      expect(plan.missing.length).toBeGreaterThan(0)
      for (const { skuId, wanted, available } of plan.missing) {
        expect(wanted).toBe(basket.find((it) => it.skuId === skuId)?.quantity)
        expect(available).toBeLessThan(wanted)
        expect(available).toBeGreaterThanOrEqual(0)
      }
    })
    fc.assert(law, { numRuns: 500 })
  })
})

const sender = (
  name: string,
  distance: number,
  stock: Record<string, number>,
  more: Partial<Sender> = {},
): Sender => ({
  id: name,
  name,
  distance,
  stock: new Map(Object.entries(stock)),
  kind: 'store',
  isOpen: true,
  load: 0,
  ...more,
})
const express = { within: Infinity, mustBeOpen: false, mostParts: 3, warehouses: true }
const local = { within: 3000, mustBeOpen: true, mostParts: 1, warehouses: false }
const both = [
  { skuId: 'a', quantity: 1 },
  { skuId: 'b', quantity: 1 },
]
const warehouse = sender('华东仓', 60_000, { a: 99, b: 99 }, { kind: 'warehouse' })

describe('the choice and its reason (IN-4, ST-3b)', () => {
  const told = (basket: Wanted[], all: Sender[], asked: SourcingOptions) => {
    const plan = sourceDelivery(basket, all, asked)
    return [plan.outcome === 'sourced' ? plan.parts.map((it) => it.locationId) : plan.outcome, plan.reason]
  }
  it.each([
    [
      'the nearest store that has all',
      [sender('近店', 500, { a: 1, b: 1 }), sender('远店', 900, { a: 1, b: 1 })],
      express,
      [['近店'], '由「近店」发货：整单有货，距您 500 米'],
    ],
    [
      'the next one when the nearest lacks something or is busy',
      [
        sender('缺店', 300, { a: 1 }),
        sender('忙店', 400, { a: 1, b: 1 }, { load: 30 }),
        sender('闲店', 2600, { a: 1, b: 1 }),
      ],
      express,
      [['闲店'], '由「闲店」发货：整单有货，距您 2.6 公里，更近的 1 家货不齐，更近的 1 家较忙或未营业'],
    ],
    [
      'two stores when none has all and the warehouse is far',
      [sender('甲店', 500, { a: 1 }), sender('乙店', 700, { b: 1 }), warehouse],
      express,
      [['甲店', '乙店'], '分开发货更近，由「甲店」、「乙店」分 2 处发货'],
    ],
    [
      'two stores when nothing else has all',
      [sender('甲店', 500, { a: 1 }), sender('乙店', 700, { b: 1 })],
      express,
      [['甲店', '乙店'], '单处凑不齐，由「甲店」、「乙店」分 2 处发货'],
    ],
    [
      'the warehouse when the stores lack something',
      [sender('甲店', 500, { a: 1 }), warehouse],
      express,
      [['华东仓'], '附近门店凑不齐，由「华东仓」发货'],
    ],
    [
      'the warehouse when the store is at the other end of the country',
      [sender('远店', 900_000, { a: 1, b: 1 }), warehouse],
      express,
      [['华东仓'], '门店发货更远，由「华东仓」发货'],
    ],
    [
      'nothing from the warehouse when the way has none',
      [sender('甲店', 500, { a: 1 }), warehouse],
      local,
      ['refused', '缺 1 种商品共 1 件，暂时送不了整单'],
    ],
    [
      'nothing without a place that has any',
      [sender('空店', 500, {})],
      express,
      ['refused', '附近没有能送这些商品的门店'],
    ],
  ])('is %s', (_, all, asked, expected) => expect(told(both, all, asked)).toEqual(expected))

  it('names why each place was passed over', () => {
    const plan = sourceDelivery(
      both,
      [
        sender('far', 3001, { a: 1, b: 1 }),
        sender('shut', 100, { a: 1, b: 1 }, { isOpen: false }),
        sender('empty', 100, {}),
        sender('part', 100, { a: 1 }),
        warehouse,
      ],
      local,
    )
    expect(plan).toMatchObject({
      missing: [{ skuId: 'b', wanted: 1, available: 0 }],
      passedOver: [
        { locationId: 'far', why: 'too_far' },
        { locationId: 'shut', why: 'closed' },
        { locationId: 'empty', why: 'out_of_stock' },
      ],
    })
  })
  it('counts two lines of one SKU together', () => {
    const twice = [
      { skuId: 'a', quantity: 2 },
      { skuId: 'a', quantity: 1 },
    ]
    const plan = sourceDelivery(
      twice,
      [sender('甲店', 500, { a: 2 }), sender('乙店', 900, { a: 3 })],
      express,
    )
    expect(plan).toMatchObject({ parts: [{ locationId: '乙店', lines: [{ skuId: 'a', quantity: 3 }] }] })
  })
})
