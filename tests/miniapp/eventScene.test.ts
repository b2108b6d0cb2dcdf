/** @jest-environment jsdom */
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { enterByScene } = load<typeof import('../../miniapp/src/stores/entry')>(
  '../../miniapp/src/stores/entry',
)
const { readScan } = load<typeof import('../../miniapp/src/catalog/scan')>('../../miniapp/src/catalog/scan')

beforeEach(() => phone.reset())

describe("the code at an event's entrance (AP-2, ST-5)", () => {
  test('is known from those of stores and goods', () => {
    expect(readScan('e=26112401')).toEqual({ scene: 'e=26112401' })
    expect(readScan('s=JAS')).toEqual({ scene: 's=JAS' })
    expect(readScan('x=26112401')).toBeUndefined()
  })

  test('checks the shopper in and shows the sign-up', async () => {
    const asked: unknown[] = []
    phone.answer = ({ method, url, body }) => {
      asked.push([method, url.replace(/^.*\/api/, ''), body])
      return { status: 200, body: { id: 'sup_1', stateText: '已签到 14:05' } }
    }
    await enterByScene('e%3D26112401')
    expect(asked).toEqual([['POST', '/me/sign-ups/check-in', { scene: 'e=26112401' }]])
    expect(phone.went).toEqual(['/pages/event/mine/index?id=sup_1'])
    expect(phone.toasts).toEqual(['已签到 14:05'])
  })

  test('says why not', async () => {
    phone.answer = () => ({
      status: 409,
      body: { error: { code: 'check_in_too_early', message: '开始前 2 小时起可以签到', requestId: 'r' } },
    })
    await enterByScene('e=26112402')
    expect([phone.went, phone.toasts]).toEqual([[], ['开始前 2 小时起可以签到']])
  })
})
