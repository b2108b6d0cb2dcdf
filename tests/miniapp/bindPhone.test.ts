/** @jest-environment jsdom */
import type { Outgoing } from '../../miniapp/src/api/client'
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { bindPhone } = load<typeof import('../../miniapp/src/members/actions')>(
  '../../miniapp/src/members/actions',
)
const { keepSession, profile } = load<typeof import('../../miniapp/src/api/session')>(
  '../../miniapp/src/api/session',
)

const TICKET = '0123456789ABCDEF01234567'
const asked: string[] = []
beforeEach(() => {
  phone.reset()
  asked.length = 0
  keepSession({ token: 'tok', expiresAt: '', member: { id: 'mem_b' } as never })
  phone.answer = ({ method, url, body }: Outgoing) => {
    asked.push(`${method} ${url.replace(/^.*\/api/, '')} ${JSON.stringify(body)}`)
    if (url.endsWith('/me/merges')) return { status: 200, body: { id: 'mem_a', phone: '138****6021' } }
    const details = { ticket: TICKET, nickname: '林**', joinedAt: '2025-03-02T02:00:00.000Z' }
    return {
      status: 409,
      body: { error: { code: 'phone_of_other', message: '绑过', details, requestId: 'r' } },
    }
  }
})

describe('a number that another member gave before (ME-1)', () => {
  test('makes the two one when the shopper says it is them', async () => {
    await bindPhone('code')
    expect(asked).toEqual(['POST /me/phone {"code":"code"}', `POST /me/merges {"ticket":"${TICKET}"}`])
    expect(profile.get()).toMatchObject({ id: 'mem_a', phone: '138****6021' })
    expect(phone.toasts).toEqual(['两个账号合成一个了'])
  })

  test('changes nothing when it is somebody else, as in a family', async () => {
    phone.agrees = false
    await bindPhone('code')
    expect(asked).toEqual(['POST /me/phone {"code":"code"}'])
    expect(profile.get()).toMatchObject({ id: 'mem_b' })
    expect(phone.toasts).toEqual(['没有合并，手机号还在原来的账号'])
  })
})
