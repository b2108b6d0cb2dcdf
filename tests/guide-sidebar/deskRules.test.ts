import { actsOf as deliveryActs } from '../../guide-sidebar/src/desk/delivery/delivery.rules'
import type { Brought } from '../../guide-sidebar/src/desk/delivery/delivery.rules'
import { isMoving } from '../../guide-sidebar/src/desk/handover.rules'
import { placeOf } from '../../guide-sidebar/src/desk/page.rules'
import { actsOf, far, piecesToAsk, waitingFor } from '../../guide-sidebar/src/desk/supply/supply.rules'
import type { Transfer } from '../../guide-sidebar/src/desk/supply/supply.rules'
import { boughtNote, boughtTitle } from '../../guide-sidebar/src/sidebar/bought.rules'
import { build } from './support'

const transfer = (status: Transfer['status'], over: Partial<Transfer> = {}): Transfer => ({
  id: 'tra_1',
  status,
  statusText: '',
  from: { id: 'sto_1', name: '静安寺店' },
  to: { id: 'sto_2', name: '新天地店' },
  lines: [],
  inTransit: 2,
  reason: '顾客等着要',
  createdAt: '2026-11-20T04:00:00.000Z',
  updatedAt: '2026-11-20T04:00:00.000Z',
  history: [],
  ...over,
})
const staff = (role: 'guide' | 'manager', id: string) => ({ role, store: { id, name: '' } })

describe('who does what with a transfer (IN-5)', () => {
  it.each([
    ['requested', 'manager', 'sto_1', ['approve', 'cancel']],
    ['requested', 'manager', 'sto_2', ['cancel']],
    ['requested', 'guide', 'sto_1', []],
    ['requested', 'guide', 'sto_2', ['cancel']],
    ['suggested', 'manager', 'sto_2', ['approve', 'cancel']],
    ['approved', 'manager', 'sto_1', ['ship', 'cancel']],
    ['approved', 'guide', 'sto_2', []],
    ['shipped', 'guide', 'sto_2', ['receive']],
    ['shipped', 'manager', 'sto_1', []],
    ['received', 'manager', 'sto_2', []],
  ] as const)('%s: a %s of %s', (status, role, store, acts) => {
    expect(actsOf(transfer(status), staff(role, store))).toEqual(acts)
  })

  it('says who is waited for', () => {
    expect(waitingFor(transfer('requested'))).toBe('等静安寺店店长同意')
    expect(waitingFor(transfer('requested', { from: { id: 'whs_1', name: '中央仓' } }))).toBe('等中央仓同意')
    expect(waitingFor(transfer('shipped'))).toBe('路上 2 件，等新天地店收货')
  })
})

describe('the desk in words and figures', () => {
  it('tells how far a place is', () => {
    expect([far(0), far(860), far(2449)]).toEqual(['本店', '860 m', '2.4 km'])
  })

  it('asks for twice the threshold less what is there and on the way, one at least', () => {
    const alert = {
      skuId: 'sku_1',
      name: '',
      image: '',
      optionText: '',
      isOwn: false,
      raisedAt: '2026-11-20T04:00:00.000Z',
    }
    expect(piecesToAsk({ ...alert, threshold: 4, available: 1, incoming: 2 })).toBe(5)
    expect(piecesToAsk({ ...alert, threshold: 0, available: 0, incoming: 0 })).toBe(1)
    expect(piecesToAsk({ ...alert, threshold: 3, available: -2, incoming: 0 })).toBe(6)
  })

  it.each([
    ['stock', { page: 'stock' }],
    ['stock/mem_1', { page: 'stock', memberId: 'mem_1' }],
    ['sku/sku_1//7', { page: 'sku', skuId: 'sku_1', pieces: 7 }],
    ['sku/sku_1/mem_1', { page: 'sku', skuId: 'sku_1', memberId: 'mem_1' }],
    ['transfers/out', { page: 'transfers', direction: 'out' }],
    ['transfer', undefined],
    ['tasks/done', { page: 'tasks', list: 'done' }],
    ['pos/pos_1', { page: 'pos', posOrderId: 'pos_1' }],
    ['elsewhere', undefined],
  ])('the address %s', (hash, place) => {
    expect(placeOf(hash)).toEqual(place)
  })

  it('reads an order again soon while money moves', () => {
    const refund = { id: 'ref_1', amount: 1, reason: '', requestedAt: '2026-11-20T04:00:00.000Z' }
    expect(isMoving(build.order())).toBe(false)
    expect(isMoving(build.order({ status: 'unpaid' }))).toBe(true)
    expect(isMoving(build.order({ refunds: [{ ...refund, state: 'requested' }] }))).toBe(true)
    expect(isMoving(build.order({ refunds: [{ ...refund, state: 'succeeded' }] }))).toBe(false)
  })

  it('lets the courier or a manager go on with a delivery, anybody arrange one', () => {
    const brought = (state: Brought['delivery']['state'], courier?: string): Brought => ({
      order: build.order({ way: 'local1h' }),
      delivery: {
        id: 'dlv_1',
        orderId: 'ord_1',
        way: 'local1h',
        state,
        stateText: '',
        steps: [],
        ...(courier ? { courier: { id: courier, name: '周敏' } } : {}),
      },
    })
    const [me, boss] = [{ id: 'gui_1', role: 'guide' } as const, { id: 'gui_9', role: 'manager' } as const]
    expect(deliveryActs(brought('waiting'), me)).toEqual(['assign', 'book'])
    expect(deliveryActs(brought('failed'), me)).toEqual(['assign', 'book', 'giveBack'])
    expect(deliveryActs(brought('returned'), boss)).toEqual([])
    expect(deliveryActs(brought('assigned', 'gui_1'), me)).toEqual(['pickUp', 'assign'])
    expect(deliveryActs(brought('assigned', 'gui_2'), me)).toEqual(['assign'])
    expect(deliveryActs(brought('pickedUp', 'gui_2'), me)).toEqual([])
    expect(deliveryActs(brought('pickedUp', 'gui_2'), boss)).toEqual(['deliver', 'fail'])
  })

  it('names an order by its goods, and marks what waits', () => {
    const order = build.order()
    expect(boughtTitle({ channel: 'online', order })).toBe('舒缓保湿乳 ×2')
    expect(boughtNote({ channel: 'online', order }, Date.now())).toMatchObject({ tone: 'warn' })
  })
})
