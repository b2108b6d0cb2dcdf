/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { Outgoing } from '../../miniapp/src/api/client'
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: NearestGuide } = load<typeof import('../../miniapp/src/pages/store/guide/index')>(
  '../../miniapp/src/pages/store/guide/index',
)
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')
const { enterByScene } = load<typeof import('../../miniapp/src/stores/entry')>(
  '../../miniapp/src/stores/entry',
)

const storeOf = (id: string, name: string, distance?: number) => ({
  ...{ id, name, city: '上海', district: '静安区', address: '南京西路 1618 号 B1', art: 'jas' },
  open: { state: 'open', label: '营业中', detail: '至 22:00' },
  ...(distance === undefined ? {} : { distance }),
})
const stand = (
  id: string,
  name: string,
  distance?: number,
  standing = 'ready',
  text = '营业中，至 22:00',
) => ({
  store: storeOf(id, name, distance),
  standing,
  text,
})
const led = {
  ...stand('sto_jas', '静安寺店', 640),
  guides: [{ name: '周敏' }, { name: '陈佳' }],
  codeId: 'chc_1',
  picture: '/api/nearest-guide/codes/chc_1/qr',
}
const shut = stand('sto_xtd', '新天地店', 320, 'closed', '盘点中，16:00 开门')
const far = stand('sto_zsp', '中山公园店', 2400)

const asked: { key: string; query: string; body: unknown }[] = []
let answers: Record<string, unknown>
const answer = ({ method, url, body }: Outgoing) => {
  const { pathname, search } = new URL(url)
  const query = decodeURIComponent(search)
  asked.push({ key: `${method} ${pathname.replace('/api', '')}`, query, body })
  if (method === 'POST') return { status: 204, body: undefined }
  const found = Object.entries(answers).find(([words]) => query.includes(words))?.[1]
  return found
    ? { status: 200, body: found }
    : {
        status: 503,
        body: { error: { code: 'unavailable', message: '店里的系统正在更新', requestId: 'r1' } },
      }
}
const later = (ms = 0) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const open = async () => {
  render(<NearestGuide />)
  await later()
  await later()
}
const tap = async (words: string | RegExp) => {
  fireEvent.click(screen.getByText(words))
  await later()
  await later()
}

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') })
  phone.reset()
  asked.length = 0
  phone.answer = answer
  answers = { 'lng=121': { led, passed: [shut], others: [far] } }
  place.set({ kind: 'located', position: [121.4455, 31.2237] })
})
afterEach(() => jest.useRealTimers())

describe('the chain’s one code on a phone (GU-6b)', () => {
  test('shows the nearest guide’s picture to press long, and why a nearer store was passed over', async () => {
    await open()
    expect(text()).toContain('静安寺店640m')
    expect(text()).toContain('长按识别，加导购微信')
    expect(text()).toContain('周敏、陈佳在店里')
    expect(text()).toContain('新天地店更近（320m），但盘点中，16:00 开门')
    expect(screen.getByLabelText('静安寺店导购的二维码').getAttribute('src')).toBe(
      'http://shop.test/api/nearest-guide/codes/chc_1/qr',
    )
    expect(asked.filter((it) => it.key === 'POST /nearest-guide/shown').map((it) => it.body)).toEqual([
      { codeId: 'chc_1' },
    ])
  })

  test('another near store can be chosen, and left again', async () => {
    const other = { ...led, ...stand('sto_zsp', '中山公园店', 2400), codeId: 'chc_2' }
    answers = { 'storeId=sto_zsp': { led: other, passed: [], others: [] }, ...answers }
    await open()
    await tap('中山公园店')
    expect(screen.getByLabelText('中山公园店导购的二维码')).toBeTruthy()
    expect(asked.at(-2)?.query).toContain('storeId=sto_zsp')
    await tap('看别的门店')
    expect(screen.getByLabelText('静安寺店导购的二维码')).toBeTruthy()
    const shown = asked.filter((it) => it.key === 'POST /nearest-guide/shown').map((it) => it.body)
    expect(shown).toEqual([{ codeId: 'chc_1' }, { codeId: 'chc_2' }, { codeId: 'chc_1' }])
  })

  test('says which store opens next where none is open', async () => {
    const next = {
      ...stand('sto_xtd', '新天地店', 320, 'closed', '已打烊，明天 10:00 开门'),
      opensAt: '2026-11-25T02:00:00.000Z',
    }
    next.store.open = { state: 'closed', label: '已打烊', detail: '明天 10:00 开门' }
    answers = { 'lng=121': { passed: [next], next, others: [] } }
    await open()
    expect(text()).toContain('附近的门店都打烊了新天地店（320m）明天 10:00 开门')
    await tap('看看这家店')
    expect(phone.went).toEqual(['/pages/store/detail/index?id=sto_xtd'])
  })

  test('without a position a store is chosen of a city’s, or found by its name', async () => {
    place.set({ kind: 'nowhere', why: 'refused' })
    const bare = stand('sto_wjc', '五角场店', undefined, 'noCode', '这家店还没有导购码')
    answers = {
      'storeId=sto_wjc': { passed: [bare], others: [] },
      'q=五角': { passed: [], others: [bare] },
      'q=无': { passed: [], others: [] },
      'city=上海': { passed: [], others: [stand('sto_jas', '静安寺店')] },
    }
    await open()
    expect(text()).toContain('没有位置权限，可以先选一座城市')
    expect(asked).toEqual([])
    await tap('选城市')
    expect(phone.went).toEqual(['/pages/store/city/index'])
    const type = async (words: string) => {
      fireEvent.change(screen.getByPlaceholderText('搜门店、商场或路名'), { target: { value: words } })
      await later(300)
      await later()
    }
    await type('无')
    expect(text()).toContain('没有找到「无」')
    await type('五角')
    await tap('五角场店')
    expect(text()).toContain('五角场店现在加不了导购这家店还没有导购码')
    await type('')
    act(() => place.set({ kind: 'city', name: '上海', position: [121.47, 31.23] }))
    await later()
    await later()
    expect(text()).toContain('上海的门店')
    expect(text()).toContain('点一家店，加它的导购')
    expect(asked.at(-1)?.query).toBe('?city=上海')
  })

  test('a failure is said with its number, and tried again', async () => {
    const good = answers
    answers = {}
    await open()
    expect(text()).toContain('店里的系统正在更新')
    answers = good
    await tap('再试一次')
    expect(screen.getByLabelText('静安寺店导购的二维码')).toBeTruthy()
  })

  test('is opened by its scene, as often as it is scanned', async () => {
    await enterByScene('n%3D1')
    await enterByScene('n=1')
    expect(phone.went).toEqual(['/pages/store/guide/index', '/pages/store/guide/index'])
    expect(asked).toEqual([])
  })
})
