/** @jest-environment jsdom */
import { fireEvent, render, screen } from '@testing-library/react'
import { CallError } from '../../miniapp/src/api/client'

jest.mock('@tarojs/components', () => jest.requireActual<object>('./support/components'))
Object.assign(globalThis, { __API_BASE__: 'http://shop.test/api' })

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { OpenLabel } = load<typeof import('../../miniapp/src/stores/OpenLabel')>(
  '../../miniapp/src/stores/OpenLabel',
)
const { Chip, Picture, Price, StockDot } = load<typeof import('../../miniapp/src/ui/parts')>(
  '../../miniapp/src/ui/parts',
)
const { ErrorState } = load<typeof import('../../miniapp/src/ui/states')>('../../miniapp/src/ui/states')

describe('open state of a store (ST-1)', () => {
  const open = { state: 'open' as const, label: '营业中', detail: '至 22:00' }

  test('open is green with a full dot, and says until when', () => {
    const { container } = render(<OpenLabel open={open} />)
    expect(container.textContent).toBe('营业中至 22:00')
    expect(container.querySelector('.co .dot')).not.toBeNull()
    expect(container.querySelector('.dot--hollow')).toBeNull()
  })

  test('closing soon is still open, but its hour is in amber', () => {
    const { container } = render(<OpenLabel open={{ ...open, state: 'closingSoon', detail: '至 20:00' }} />)
    expect(container.querySelector('.co .dot--hollow')).toBeNull()
    expect(container.querySelector('.cw')?.textContent).toBe('至 20:00')
  })

  test.each(['closed', 'paused'] as const)(
    '%s has a hollow dot beside its words: never colour alone',
    (state) => {
      const { container } = render(
        <OpenLabel open={{ ...open, state, label: '已打烊', detail: '明天 10:00 开门' }} />,
      )
      expect(container.querySelector('.cw .dot--hollow')).not.toBeNull()
      expect(container.textContent).toBe('已打烊明天 10:00 开门')
    },
  )
})

describe('goods', () => {
  test('the yuan is big, ¥ and fen are small, and another option may cost more', () => {
    const { container } = render(<Price fen={10417} from />)
    expect(container.textContent).toBe('¥104.17 起')
    expect([...container.querySelectorAll('.price__s')].map((it) => it.textContent)).toEqual(['¥', '.17 起'])
  })

  test.each([
    ['inStock', '有货', 'co'],
    ['low', '仅剩 3 件', 'cw'],
    ['out', '缺货', 'cd'],
  ] as const)('stock %s reads %s', (level, label, tone) => {
    const { container } = render(<StockDot level={level} label={label} />)
    expect(container.querySelector(`.${tone}`)?.textContent).toBe(label)
    expect(container.querySelector('.dot--hollow') !== null).toBe(level === 'out')
  })

  test("a picture's path is read at the server, a whole address as it is", () => {
    const { container } = render(
      <>
        <Picture src="/media/goods/a.webp" />
        <Picture src="https://img.test/b.webp" />
      </>,
    )
    expect([...container.querySelectorAll('img')].map((it) => it.getAttribute('src'))).toEqual([
      'http://shop.test/media/goods/a.webp',
      'https://img.test/b.webp',
    ])
  })

  test('a chip that cannot be combined is still tapped', () => {
    const tapped = jest.fn()
    render(
      <Chip off onClick={tapped}>
        一壶四杯
      </Chip>,
    )
    fireEvent.click(screen.getByText('一壶四杯'))
    expect(tapped).toHaveBeenCalledTimes(1)
  })
})

test('an error says what happened, gives the number for the shop, and tries again', () => {
  const retry = jest.fn()
  const error = new CallError(
    'store_not_found',
    '没有找到这家门店，可能已搬迁或停业',
    404,
    undefined,
    'req_7',
  )
  render(<ErrorState error={error} onRetry={retry} />)
  expect(document.body.textContent).toContain('没有找到这家门店')
  expect(document.body.textContent).toContain('req_7')
  fireEvent.click(screen.getByText('再试一次'))
  expect(retry).toHaveBeenCalledTimes(1)
})
