/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { appointmentOf, serviceOf } from './support/fakeBooking'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: Book } = load<typeof import('../../miniapp/src/pages/booking/book/index')>(
  '../../miniapp/src/pages/booking/book/index',
)
const { default: Detail } = load<typeof import('../../miniapp/src/pages/booking/detail/index')>(
  '../../miniapp/src/pages/booking/detail/index',
)
const { default: List } = load<typeof import('../../miniapp/src/pages/booking/list/index')>(
  '../../miniapp/src/pages/booking/list/index',
)
const { keepSession, dropSession } = load<typeof import('../../miniapp/src/api/session')>(
  '../../miniapp/src/api/session',
)
const { place } = load<typeof import('../../miniapp/src/stores/place')>('../../miniapp/src/stores/place')

let shop: ReturnType<typeof memoryShop>
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const tap = async (words: string): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await later(0)
}
const open = async (Page: ComponentType, params: Record<string, string> = {}) => {
  phone.params = params
  const page = render(<Page />)
  for (let n = 0; n < 4; n++) await later(0)
  return page
}
const HOUR = 3_600_000
/** Shanghai's tomorrow, whose three times lie ahead whatever the hour. */
const tomorrow = () => new Date(Date.now() + 32 * HOUR).toISOString().slice(0, 10)
const chooseTomorrow = async (): Promise<void> => {
  fireEvent.click(screen.getByLabelText(new RegExp(` ${Number(tomorrow().slice(8))} 日 `)))
  await later(0)
  await later(0)
}

beforeEach(() => {
  jest.useFakeTimers()
  phone.reset()
  shop = memoryShop()
  phone.answer = shop.answer
  place.set({ kind: 'nowhere', why: 'refused' })
  keepSession({ token: `tok${Math.random()}`, expiresAt: '', member: undefined as never })
})
afterEach(() => jest.useRealTimers())

describe('booking a visit (AP-1)', () => {
  test('an adviser who is free at the chosen time is asked for, or whoever it will be', async () => {
    shop.booking.advisers.push({ id: 'gui_1', name: '周敏' }, { id: 'gui_2', name: '陈默' })
    await open(Book, { storeId: 'sto_jas' })
    await chooseTomorrow()
    expect(text()).not.toContain('哪位顾问')
    fireEvent.click(screen.getByLabelText(/^11:00 余/))
    await later(0)
    expect(text()).toContain('11:00 有空的 2 位')
    fireEvent.click(screen.getByLabelText('陈默'))
    await later(0)
    fireEvent.click(screen.getByLabelText(/^12:00 余/))
    await later(0)
    // Not free then: whoever is.
    expect(text()).not.toContain('陈默')
    fireEvent.click(screen.getByLabelText(/^11:00 余/))
    await later(0)
    await tap('确认预约')
    await later(0)
    expect(shop.bodiesOf('POST /appointments')).toMatchObject([{ adviserId: 'gui_2' }])
  })

  test('what, when, one tap; the same wish after a lost answer is the same appointment', async () => {
    shop.booking.services.set('svc_2', serviceOf({ id: 'svc_2', name: '茶席', price: 3800 }))
    await open(Book, { storeId: 'sto_jas' })
    expect(text()).toContain('秋冬妆容咨询')
    expect(text()).toContain('¥38')
    await chooseTomorrow()
    fireEvent.click(screen.getByLabelText('11:00 余 2 位'))
    shop.next(/^POST \/appointments$/, 'offline', 1)
    await tap('确认预约')
    await later(0)
    await tap('确认预约')
    await later(0)
    const [first, second] = shop.bodiesOf('POST /appointments') as Record<string, unknown>[]
    expect(first).toMatchObject({ storeId: 'sto_jas', serviceId: 'svc_1', mayWait: false })
    expect(second).toEqual(first)
    expect(phone.went).toEqual(['/pages/booking/detail/index?id=apt_1'])
  })

  test('a time without a place is stood in line for, said before the tap', async () => {
    await open(Book, { storeId: 'sto_jas', serviceId: 'svc_1' })
    await chooseTomorrow()
    fireEvent.click(screen.getByLabelText('13:00 约满，可候补'))
    await later(0)
    expect(text()).toContain('有空位通知你，为你留 30 分钟')
    await tap('排队候补')
    await later(0)
    expect(shop.bodiesOf('POST /appointments')).toMatchObject([{ mayWait: true }])
  })

  test('places that go meanwhile are seen, and a refusal is said and looked at again', async () => {
    await open(Book, { storeId: 'sto_jas' })
    await chooseTomorrow()
    fireEvent.click(screen.getByLabelText('12:00 余 1 位'))
    await later(0)
    shop.booking.say.refuse = { status: 409, code: 'slot_full', text: '这个时间刚刚约满了' }
    shop.booking.free[1] = 0
    await tap('确认预约')
    await later(0)
    await later(0)
    expect(phone.toasts).toEqual(['这个时间刚刚约满了'])
    expect(screen.getByText('排队候补').className).toContain('btn--main')
  })

  test('says when a store takes no bookings, and that the calendar could not be read', async () => {
    shop.booking.services.clear()
    const page = await open(Book, { storeId: 'sto_jas' })
    expect(text()).toContain('这家店还不能预约')
    page.unmount()
    shop = memoryShop()
    phone.answer = shop.answer
    shop.next(/services$/, 'offline', 1)
    await open(Book, { storeId: 'sto_jas' })
    expect(text()).toContain('没连上')
    await tap('再试一次')
    await later(0)
    expect(text()).toContain('想做什么')
  })

  test('moves an appointment: the service stays, the time before is said', async () => {
    shop.booking.appointments.set('apt_1', appointmentOf())
    await open(Book, { move: 'apt_1' })
    expect(text()).toContain('原来约在')
    expect(text()).not.toContain('想做什么')
    await chooseTomorrow()
    fireEvent.click(screen.getByLabelText('11:00 余 2 位'))
    await tap('确认改约')
    await later(0)
    expect(shop.bodiesOf('POST /appointments/apt_1/reschedule')).toHaveLength(1)
    expect(phone.went).toEqual(['back'])
  })
})

describe('one appointment (AP-1, AP-3)', () => {
  test('can be moved and cancelled until two hours before, after asking', async () => {
    shop.booking.appointments.set('apt_1', appointmentOf())
    await open(Detail, { id: 'apt_1' })
    expect(text()).toContain('前可以改约或取消')
    phone.agrees = false
    await tap('取消预约')
    expect(shop.bodiesOf('POST /appointments/apt_1/cancel')).toEqual([])
    phone.agrees = true
    await tap('取消预约')
    await later(0)
    expect(text()).toContain('已取消')
    await tap('再约一次')
    expect(phone.went).toEqual(['/pages/booking/book/index?storeId=sto_jas&serviceId=svc_1'])
  })

  test('near its time it says to call the store', async () => {
    const soon = new Date(Date.now() + HOUR).toISOString()
    const over = new Date(Date.now() - HOUR).toISOString()
    shop.booking.appointments.set('apt_1', appointmentOf({ start: soon, changeUntil: over }))
    await open(Detail, { id: 'apt_1' })
    expect(text()).toContain('要改请打电话给门店')
    expect(screen.queryByText('改约')).toBeNull()
  })

  test('a seat kept for who waited is taken by one tap, and the page follows the store by itself', async () => {
    const offeredUntil = new Date(Date.now() + HOUR / 2).toISOString()
    const offered = appointmentOf({ status: 'offered', statusText: '候补到位，待确认', offeredUntil })
    shop.booking.appointments.set('apt_1', offered)
    await open(Detail, { id: 'apt_1' })
    await tap('就要这个时间')
    await later(0)
    expect(text()).toContain('已预约')
    const tried = [{ what: '丝绒口红', shade: '正红 03', reaction: '显白' }]
    shop.booking.appointments.set('apt_1', appointmentOf({ status: 'done', statusText: '已完成', tried }))
    await later(10_000)
    expect(text()).toContain('这次试了')
    expect(text()).toContain('正红 03 · 显白')
  })
})

describe('my appointments (AP-1)', () => {
  test('what comes stands first, soonest on top; what was is apart', async () => {
    const at = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString()
    const of = (id: string, hours: number, name: string) =>
      appointmentOf({
        id,
        start: at(hours),
        end: at(hours + 1),
        service: { id: 'svc_1', kind: 'makeup', name, minutes: 30 },
      })
    shop.booking.appointments.set('apt_a', of('apt_a', 72, '后来的'))
    shop.booking.appointments.set('apt_b', of('apt_b', 24, '先来的'))
    shop.booking.appointments.set('apt_c', {
      ...of('apt_c', -72, '过去的'),
      status: 'done',
      statusText: '已完成',
    })
    await open(List)
    const order = ['即将到店', '先来的', '后来的', '以往的预约', '过去的'].map((it) => text().indexOf(it))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(Math.min(...order)).toBeGreaterThanOrEqual(0)
    fireEvent.click(screen.getByLabelText('改约先来的'))
    expect(phone.went).toEqual(['/pages/booking/book/index?move=apt_b'])
  })

  test('says when there is none, and that one has to sign in', async () => {
    const page = await open(List)
    expect(text()).toContain('还没有预约')
    page.unmount()
    dropSession()
    await open(List)
    expect(text()).toContain('登录后看预约')
  })
})
