/** @jest-environment jsdom */
import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { takeSeat } from '../../guide-sidebar/src/api/seat'
import { App } from '../../guide-sidebar/src/console/App'
import { draw } from './draw'
import { basics, goTo, operatorIn, refusal, serve, type Routes } from './support'

const sum = (orders: number, amount: number) => ({ orders, amount })
const at = '2026-11-30T08:00:00.000Z'
const sales = {
  today: sum(3, 61_900),
  month: sum(40, 1_234_500),
  stores: [
    {
      storeId: 'sto_1',
      name: '西湖店',
      city: '杭州',
      guides: 4,
      today: sum(2, 40_000),
      month: sum(30, 900_000),
    },
    {
      storeId: 'sto_2',
      name: '宁波店',
      city: '宁波',
      guides: 2,
      today: sum(1, 21_900),
      month: sum(10, 334_500),
    },
  ],
  total: 3,
  asOf: at,
}
const sold = {
  name: '西湖店',
  today: sum(2, 40_000),
  month: sum(30, 900_000),
  newFriends: 7,
  repurchase: { buyers: 20, again: 5 },
  guides: [
    {
      guideId: 'gui_1',
      name: '周敏',
      today: sum(2, 40_000),
      month: sum(30, 900_000),
      newFriends: 7,
      repurchase: { buyers: 20, again: 5 },
    },
  ],
  asOf: at,
}
const open = (hash: string, routes: Routes = {}) => {
  goTo(`/console/${hash}`)
  const log = serve({
    ...basics,
    'GET /console/store-sales': () => ({ body: sales }),
    'GET /console/stores/sto_1/sales': () => ({ body: sold }),
    ...routes,
  })
  draw(<App />)
  return log
}
const follow = (link: HTMLElement) =>
  act(() => {
    goTo(`/console/${link.getAttribute('href')}`)
    fireEvent(window, new HashChangeEvent('hashchange'))
  })
beforeEach(() => {
  sessionStorage.clear()
  takeSeat('operator')
  operatorIn()
})
afterEach(() => {
  cleanup()
  takeSeat('guide')
})

describe('导购业绩 in the console (GU-5, OP-6)', () => {
  test('is shown store by store, and of one store guide by guide', async () => {
    open('#/sales')
    const link = await screen.findByRole('link', { name: '西湖店' })
    expect(screen.getAllByRole('row').map((it) => it.textContent)).toEqual([
      '门店城市导购今天的单今天本月的单本月',
      '西湖店杭州42¥40030¥9,000',
      '宁波店宁波21¥21910¥3,345',
    ])
    expect(screen.getByText(/只列出本月最多的 2 家，共 3 家/)).toBeTruthy()
    follow(link)
    expect(await screen.findByRole('heading', { name: '西湖店' })).toBeTruthy()
    expect(screen.getAllByRole('row').at(-1)?.textContent).toContain('72025%230¥9,000')
  })

  test('of the month before is a tap away', async () => {
    const log = open('#/sales')
    fireEvent.click(await screen.findByRole('radio', { name: '上月' }))
    expect(await screen.findByText('上月开单的门店')).toBeTruthy()
    const link = await screen.findByRole('link', { name: '西湖店' })
    expect(
      log.filter((it) => it.key === 'GET /console/store-sales').map((it) => it.query.get('period')),
    ).toEqual(['thisMonth', 'lastMonth'])
    follow(link)
    expect(await screen.findByText('上月新好友')).toBeTruthy()
    expect(log.at(-1)).toMatchObject({ key: 'GET /console/stores/sto_1/sales' })
    expect(log.at(-1)?.query.get('period')).toBe('lastMonth')
    expect(screen.getByRole('link', { name: '回到门店' }).getAttribute('href')).toBe('#/sales/lastMonth')
  })

  test('of a store that is not one’s own says so', async () => {
    open('#/sales/sto_1', {
      'GET /console/stores/sto_1/sales': () => refusal(403, 'store_out_of_reach', '只能看自己负责的门店'),
    })
    expect(await screen.findByText('只能看自己负责的门店')).toBeTruthy()
  })

  test('is read again on a tap after it failed', async () => {
    let works = false
    open('#/sales', {
      'GET /console/store-sales': () =>
        works ? { body: sales } : refusal(500, 'internal', '服务器开小差了'),
    })
    const again = await screen.findByRole('button', { name: /再试|重试/ })
    works = true
    fireEvent.click(again)
    expect(await screen.findByText('西湖店')).toBeTruthy()
  })
})
