/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import { offerOf } from './support/fakeCoupons'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: Centre } = load<typeof import('../../miniapp/src/pages/coupon/centre/index')>(
  '../../miniapp/src/pages/coupon/centre/index',
)
const { keepSession } = load<typeof import('../../miniapp/src/api/session')>('../../miniapp/src/api/session')
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')
const { chosenStore } = load<typeof import('../../miniapp/src/stores/entry')>(
  '../../miniapp/src/stores/entry',
)

const settle = () => act(() => jest.advanceTimersByTimeAsync(0))
const tap = async (words: string): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await settle()
}

describe('a coupon whose claim is under way (CO-2)', () => {
  beforeEach(() => {
    jest.useFakeTimers()
    phone.reset()
    chosenStore.set({ storeId: 'sto_jas', via: 'choice' })
    place.set({ kind: 'nowhere', why: 'refused' })
    keepSession({ token: 'tok', expiresAt: '', member: undefined as never })
  })
  afterEach(() => jest.useRealTimers())

  /** A centre with one coupon for the shop, whose claim is answered when `answer` is called. */
  const open = async (status = 200) => {
    const shop = memoryShop()
    shop.coupons.offers.set('cpn_1', offerOf({ channels: ['store'] }))
    const held: (() => void)[] = []
    phone.answer = async (it) => {
      if (!it.url.includes('/claim')) return shop.answer(it)
      await new Promise<void>((resolve) => held.push(resolve))
      return status === 200
        ? shop.answer(it)
        : { status, body: { error: { code: 'coupon_sold_out', message: '刚刚领完了' } } }
    }
    render(<Centre />)
    await settle()
    await settle()
    return async () => {
      held.forEach((it) => it())
      await settle()
      await settle()
    }
  }

  test('is shown once the shop has answered: the tap is not lost', async () => {
    const answer = await open()
    await tap('领取')
    await tap('出示')
    expect(phone.went).toEqual([])
    await answer()
    expect(phone.went).toEqual(['/pages/coupon/code/index?id=cgr_cpn_1'])
  })

  test('leads nowhere when the shop refuses it', async () => {
    const answer = await open(409)
    await tap('领取')
    await tap('出示')
    await answer()
    expect(phone.went).toEqual([])
    expect(phone.toasts.join()).toContain('领完')
  })
})
