/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import type { Api } from '../../server/api'
import { PRODUCTS, STORES } from './support/fakeData'
import { inMinutes } from './support/fakePrices'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone } from './support/taro'

type Chain = Api['GET /chains/:chainId']['response']
const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: ChainScreen } = load<typeof import('../../miniapp/src/pages/group/chain/index')>(
  '../../miniapp/src/pages/group/chain/index',
)
const { default: Checkout } = load<typeof import('../../miniapp/src/pages/group/chainCheckout/index')>(
  '../../miniapp/src/pages/group/chainCheckout/index',
)
const { keepSession } = load<typeof import('../../miniapp/src/api/session')>('../../miniapp/src/api/session')
const { wantedOf, wantedText } = load<typeof import('../../miniapp/src/chains/words')>(
  '../../miniapp/src/chains/words',
)

const card = PRODUCTS[0]!
const store = STORES[0]!
const chainOf = (more: Partial<Chain> = {}): Chain => ({
  id: 'chn_1',
  status: 'live',
  phase: 'open',
  phaseText: '接龙中',
  title: '周末蟹接龙',
  image: card.image,
  lines: [
    {
      skuId: card.skuId,
      spuId: card.id,
      name: card.name,
      optionText: '',
      image: card.image,
      price: 10_800,
      chainPrice: 8800,
      quota: 40,
      left: 17,
    },
  ],
  perMember: 2,
  from: inMinutes(-60),
  until: inMinutes(60),
  arrivesAt: inMinutes(1440),
  store: { id: store.id, name: store.name, address: '南京西路 1 号', phone: '' },
  leader: { name: '周敏' },
  left: 17,
  pieces: 23,
  people: 12,
  joined: [{ no: 12, name: '顾*', text: '蟹 ×2', pieces: 2, at: inMinutes(-3) }],
  ...more,
})

let shop: ReturnType<typeof memoryShop>
let chain: Chain
let mine: object
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const open = async (Page: ComponentType, params: Record<string, string>) => {
  phone.params = params
  render(<Page />)
  await later(0)
  await later(0)
}

beforeEach(() => {
  jest.useFakeTimers()
  phone.reset()
  shop = memoryShop()
  chain = chainOf()
  mine = { orders: [], may: 2 }
  phone.answer = (asked) => {
    const path = new URL(asked.url).pathname.replace(/^\/api/, '')
    if (path === '/chains/chn_1') return { status: 200, body: chain }
    if (path === '/chains/chn_1/mine') return { status: 200, body: mine }
    return shop.answer(asked)
  }
  keepSession({ token: `tok${Math.random()}`, expiresAt: '', member: undefined as never })
})
afterEach(() => jest.useRealTimers())

describe('page of a 接龙 (GB-2)', () => {
  test('says what is left, who joined with their number, how long it has, and when to collect', async () => {
    await open(ChainScreen, { id: 'chn_1' })
    expect(text()).toContain('还有 17 份')
    expect(text()).toContain('12 人接了 23 份 · 剩 17')
    expect(screen.getByText('顾*').parentElement?.parentElement?.textContent).toMatch(/^12/)
    expect(document.querySelector('.clock')?.textContent).toBe('01:00:00')
    expect(text()).toContain('起到店取')
    expect(phone.card().path).toContain('/pages/group/chain/index?id=chn_1')
  })

  test('pieces are chosen up to what a member may take, and go on to the checkout', async () => {
    await open(ChainScreen, { id: 'chn_1' })
    const plus = screen.getByLabelText('加一件')
    for (let n = 0; n < 3; n++) fireEvent.click(plus)
    await later(0)
    expect(phone.toasts.at(-1)).toBe('每人限 2 份，还能接 2 份')
    expect(document.querySelector('.actionbar .price')?.textContent).toBe('¥176')
    fireEvent.click(screen.getByText('参加接龙'))
    await later(0)
    expect(JSON.stringify(phone)).toContain('/pages/group/chainCheckout/index?id=chn_1&lines=')
  })

  test('two goods tapped before the page is drawn again are both chosen', async () => {
    const other = { ...chain.lines[0]!, skuId: 'sku_other', chainPrice: 1200 }
    chain = chainOf({ lines: [...chain.lines, other] })
    await open(ChainScreen, { id: 'chn_1' })
    const plus = screen.getAllByLabelText('加一件')
    act(() => plus.forEach((it) => it.click()))
    expect(document.querySelector('.actionbar__sum')?.textContent).toBe('¥1002 份')
  })

  test('what is over, full or not begun cannot be joined, and says which', async () => {
    chain = chainOf({ left: 0 })
    await open(ChainScreen, { id: 'chn_1' })
    expect(text()).toContain('份数接满了')
    expect(screen.queryByLabelText('加一件')).toBeNull()
    chain = chainOf({ phase: 'calledOff', phaseText: '已取消' })
    await later(5000)
    expect(text()).toContain('付的钱全额原路退回')
    expect(screen.queryByText('参加接龙')).toBeNull()
  })

  test('shows the shopper their own number', async () => {
    mine = { orders: [{ orderId: 'ord_1', no: 9, statusText: '待到店', pieces: 1, total: 8800 }], may: 1 }
    await open(ChainScreen, { id: 'chn_1' })
    expect(text()).toContain('接龙 9 号')
    expect(text()).toContain('待到店 · 1 份')
  })

  test('says that there is no such chain, and reads it again on a tap', async () => {
    await open(ChainScreen, { id: 'chn_gone' })
    expect(document.querySelector('.screen')?.textContent).toContain('再试')
  })
})

describe('its checkout (GB-2)', () => {
  test('a choice survives the address, and what is none is left out', () => {
    const wanted = [
      { skuId: 'sku_a-1', quantity: 2 },
      { skuId: 'sku_b', quantity: 12 },
    ]
    expect(wantedOf(wantedText(wanted))).toEqual(wanted)
    // A page is given the text as it stood in the link.
    expect(encodeURIComponent(wantedText(wanted))).toBe(wantedText(wanted))
    expect(wantedOf('sku_a*0.sku_b.*3.sku_c*1')).toEqual([{ skuId: 'sku_c', quantity: 1 }])
    expect(wantedOf(undefined)).toEqual([])
  })

  test('a chain that closed meanwhile takes nobody', async () => {
    chain = chainOf({ phase: 'closing', phaseText: '截单中' })
    await open(Checkout, { id: 'chn_1', lines: `${card.skuId}*1` })
    expect(text()).toContain('接龙截单中')
    expect(screen.queryByText('付款接龙')).toBeNull()
  })
})
