/** @jest-environment jsdom */
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { SWRConfig } from 'swr'
import { browser } from '../../guide-sidebar/src/api/browser'
import { App as Console } from '../../guide-sidebar/src/console/App'
import { percent, placeCities, rankCities } from '../../guide-sidebar/src/console/console.rules'
import type { City } from '../../guide-sidebar/src/console/console.rules'
import { App as Sidebar } from '../../guide-sidebar/src/sidebar/App'
import { basics, build, goTo, operatorIn, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

const city = (name: string, stores: number, lng: number, lat: number): City => ({
  name,
  initial: 'A',
  pinyin: name,
  stores,
  position: [lng, lat],
})
const cities = [
  city('上海', 38, 121.47, 31.23),
  city('北京', 32, 116.4, 39.9),
  city('无锡', 3, 120.3, 31.57),
  city('昆明', 5, 102.83, 24.88),
]

beforeEach(() => {
  sessionStorage.clear()
  goTo('/console/')
})

describe('sidebar', () => {
  const open = async (routes: Routes = {}) => {
    const log = serve(routes)
    await act(async () => {
      render(
        <SWRConfig value={{ provider: () => new Map() }}>
          <Sidebar />
        </SWRConfig>,
      )
    })
    return log
  }
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'BarcodeDetector')
    Reflect.deleteProperty(navigator, 'mediaDevices')
  })

  it('in a plain browser is told where it belongs, and nothing is asked', async () => {
    const log = await open()
    expect(screen.getByText('请在企业微信里打开')).toBeTruthy()
    expect(log).toHaveLength(0)
  })

  it('offers the desk there, after signing in', async () => {
    const leave = jest.spyOn(browser, 'leave').mockImplementation(() => undefined)
    await open(basics)
    fireEvent.click(screen.getByText('打开工作台'))
    fireEvent.click(await screen.findByText('用企业微信登录'))
    await waitFor(() => expect(leave).toHaveBeenCalledTimes(1))
    leave.mockRestore()
  })

  it('says so when the browser cannot scan, and takes digits', async () => {
    signedIn()
    goTo('/sidebar/#/redeem/scan')
    const log = await open({ 'POST /pickups/look': () => ({ body: build.handover() }) })
    expect(screen.getByText(/这个浏览器不能用相机扫码/)).toBeTruthy()
    fireEvent.click(screen.getByText('输 8 位数'))
    fireEvent.change(screen.getByLabelText('8 位取货码'), { target: { value: '82631183' } })
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
    expect(log[0]).toMatchObject({ key: 'POST /pickups/look', token: 'tok' })
  })

  const camera = (getUserMedia: () => Promise<unknown>, codes: string[]) => {
    class Detector {
      detect = async () => codes.splice(0, 1).map((rawValue) => ({ rawValue }))
    }
    Object.assign(globalThis, { BarcodeDetector: Detector })
    Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true })
    jest.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue(undefined)
  }

  it('reads the QR by the camera where the browser can, and turns it off', async () => {
    signedIn()
    goTo('/sidebar/#/redeem/scan')
    const stop = jest.fn()
    camera(async () => ({ getTracks: () => [{ stop }] }), ['HD1.ord_1.1.abc'])
    const log = await open({ 'POST /pickups/look': () => ({ body: build.handover() }) })
    expect(await screen.findByText('确认交付 2 件')).toBeTruthy()
    expect(log[0]?.body).toEqual({ code: 'HD1.ord_1.1.abc' })
    expect(stop).toHaveBeenCalledTimes(1)
  })

  it('says when the camera was refused, and asks again on a tap', async () => {
    signedIn()
    goTo('/sidebar/#/redeem/scan')
    const refuse = jest.fn(async () => Promise.reject(new Error('NotAllowedError')))
    camera(refuse, [])
    await open()
    fireEvent.click(await screen.findByText('再扫一次'))
    await waitFor(() => expect(refuse).toHaveBeenCalledTimes(2))
    expect(await screen.findByText('没有打开相机：请在浏览器里允许使用相机')).toBeTruthy()
  })
})

describe('console', () => {
  const chainRoutes: Routes = {
    ...basics,
    'GET /stores': ({ query }) => ({
      body: {
        stores: [],
        total: query.get('openNow') ? 281 : query.get('service') === 'delivery' ? 188 : 300,
      },
    }),
    'GET /stores/cities': () => ({ body: { cities } }),
    'GET /categories': () => ({
      body: {
        categories: [
          { id: 'cat_a', name: '美妆', ground: 'rose' },
          { id: 'cat_b', parentId: 'cat_a', name: '口红', ground: 'rose' },
        ],
      },
    }),
    'GET /products': ({ query }) => ({
      body: { products: [], total: query.get('category') === 'cat_a' ? 105 : 420 },
    }),
  }
  const open = (routes: Routes) => {
    serve(routes)
    return render(
      <SWRConfig value={{ provider: () => new Map() }}>
        <Console />
      </SWRConfig>,
    )
  }

  it('stays at the door until a person signs in', async () => {
    const leave = jest.spyOn(browser, 'leave').mockImplementation(() => undefined)
    open(basics)
    const button = await screen.findByText('用企业微信登录')
    expect(leave).not.toHaveBeenCalled()
    fireEvent.click(button)
    await waitFor(() => expect(leave).toHaveBeenCalledTimes(1))
  })

  it('shows the chain as the API counts it', async () => {
    operatorIn()
    const { container } = open(chainRoutes)
    await screen.findByText('105 款')
    const values = () => [...container.querySelectorAll('.kpi .v')].map((it) => it.textContent)
    await waitFor(() => expect(values()).toEqual(['300', '281', '4', '420', '188']))
    expect(screen.getByText('63% 的门店可送')).toBeTruthy()
    expect(screen.getByText('25%')).toBeTruthy()
  })

  it('says which source failed and keeps the rest', async () => {
    operatorIn()
    open({ ...chainRoutes, 'GET /stores/cities': () => refusal(503, 'unavailable', '城市暂时读不到') })
    expect((await screen.findAllByText('城市暂时读不到')).length).toBeGreaterThan(0)
    expect(screen.getByText(/城市 没读到/).className).toBe('warn')
    expect(await screen.findByText('105 款')).toBeTruthy()
  })

  it('ranks cities and adds up the others', () => {
    const { top, rest } = rankCities(cities, 2)
    expect(top.map(({ name }) => name)).toEqual(['上海', '北京'])
    expect(rest).toEqual({ cities: 2, stores: 8 })
    expect([percent(188, 300), percent(1, 0)]).toEqual(['63%', '—'])
  })

  it('places cities north up and west left, inside the box, the larger ones named first', () => {
    const dots = placeCities(cities, 600, 300)
    const at = (name: string) => dots.find((dot) => dot.city.name === name)
    for (const { x, y, r } of dots) {
      expect(x - r).toBeGreaterThanOrEqual(0)
      expect(x + r).toBeLessThanOrEqual(600)
      expect(y - r).toBeGreaterThanOrEqual(0)
      expect(y + r).toBeLessThanOrEqual(300)
    }
    expect(at('北京')?.y).toBeLessThan(at('上海')?.y ?? 0)
    expect(at('昆明')?.x).toBeLessThan(at('上海')?.x ?? 0)
    expect(at('上海')?.name).toBe('right')
    expect(placeCities([], 600, 300)).toEqual([])
  })
})
