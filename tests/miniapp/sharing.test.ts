/** @jest-environment jsdom */
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { pathOfLink, sharedPath, webLink } = load<typeof import('../../miniapp/src/sharing/link')>(
  '../../miniapp/src/sharing/link',
)
const { arrival, arriveBy } = load<typeof import('../../miniapp/src/sharing/arrival')>(
  '../../miniapp/src/sharing/arrival',
)
const { clockParts } = load<typeof import('../../miniapp/src/ui/Clock')>('../../miniapp/src/ui/Clock')

const { linesOf, posterOf } = load<typeof import('../../miniapp/src/sharing/poster')>(
  '../../miniapp/src/sharing/poster',
)

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T06:00:00Z') })
  phone.reset()
})
afterEach(() => jest.useRealTimers())

describe('what is handed on', () => {
  test('a path carries who and how, and comes back out of its link', () => {
    const path = sharedPath(
      'pages/group/team/index',
      { id: 'gtm_1', sku: undefined },
      { from: 'mem_1', ch: 'card' },
    )
    expect(path).toBe('/pages/group/team/index?id=gtm_1&from=mem_1&ch=card')
    expect(webLink(path)).toBe(`http://shop.test/#${path}`)
    expect(pathOfLink(webLink(path))).toBe(path)
  })

  test.each([
    'https://shop.test/',
    'https://shop.test/#/admin',
    'javascript:alert(1)',
    '#/pages/a b',
    'https://x/#//pages/x',
  ])('%s opens nothing', (link) => expect(pathOfLink(link)).toBeUndefined())

  test('the last who and how are kept for a week, and a page without them changes nothing', () => {
    expect(arrival()).toEqual({})
    arriveBy({ from: 'mem_1', ch: 'poster' })
    arriveBy({})
    expect(arrival()).toEqual({ from: 'mem_1', ch: 'poster' })
    jest.advanceTimersByTime(7 * 86_400_000 - 1)
    expect(arrival()).toEqual({ from: 'mem_1', ch: 'poster' })
    jest.advanceTimersByTime(2)
    expect(arrival()).toEqual({})
    arriveBy({ from: 'mem_2' })
    expect(arrival()).toEqual({ from: 'mem_2' })
  })
})

describe('a clock in boxes', () => {
  test.each([
    [0, 0, '00:00:00'],
    [69_084, 0, '19:11:24'],
    [86_399, 0, '23:59:59'],
    [86_400, 1, '00:00:00'],
    [200_000, 2, '07:33:20'],
  ])('%i seconds', (seconds, days, text) => {
    const parts = clockParts(seconds)
    expect([parts.days, parts.boxes.join(':')]).toEqual([days, text])
  })
})

describe('a poster', () => {
  test.each([
    ['茶壶', 100, ['茶壶']],
    ['茜红珐琅茶壶套装', 40, ['茜红珐琅', '茶壶套装']],
    ['茜红珐琅茶壶套装一壶两杯', 40, ['茜红珐琅', '茶壶套…']],
    ['', 40, []],
  ])('%s in lines of %i', (text, width, lines) =>
    expect(linesOf(text, width, 2, (it) => it.length * 10)).toEqual(lines),
  )

  test('holds the name, the line and a whole code, also without its picture', () => {
    const written: string[] = []
    let squares = 0
    const pen = {
      fillText: (it: string) => void written.push(it),
      fillRect: () => void squares++,
      drawImage: () => void written.push('picture'),
      measureText: (it: string) => ({ width: it.length * 17 }),
    } as unknown as CanvasRenderingContext2D
    const drawing = posterOf({
      image: '/media/a.webp',
      title: '茶壶',
      lead: '3 人团 ¥219',
      note: '还差 1 人',
      link: 'http://shop.test/#/x',
    })
    drawing.draw(pen, new Map())
    expect(written).toEqual(['茶壶', '3 人团 ¥219', '还差 1 人', '拾禾生活', '扫码一起来'])
    expect(squares).toBeGreaterThan(100)
    expect(drawing.images).toEqual(['http://shop.test/media/a.webp'])
  })
})
