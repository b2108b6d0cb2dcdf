/** @jest-environment jsdom */
import { act, fireEvent, render, screen } from '@testing-library/react'
import type { ComponentType } from 'react'
import { inMinutes } from './support/fakePrices'
import { memoryShop } from './support/memoryShop'
import './support/stage'
import { phone } from './support/taro'

const load = <T extends object>(path: string): T => jest.requireActual<T>(path)
const { default: Invite } = load<typeof import('../../miniapp/src/pages/friends/invite/index')>(
  '../../miniapp/src/pages/friends/invite/index',
)
const { default: Accept } = load<typeof import('../../miniapp/src/pages/friends/accept/index')>(
  '../../miniapp/src/pages/friends/accept/index',
)
const { FriendCard } = load<typeof import('../../miniapp/src/friends/FriendCard')>(
  '../../miniapp/src/friends/FriendCard',
)
const { enterByLink } = load<typeof import('../../miniapp/src/sharing/enter')>(
  '../../miniapp/src/sharing/enter',
)
const { arriveBy } = load<typeof import('../../miniapp/src/sharing/arrival')>(
  '../../miniapp/src/sharing/arrival',
)
const { keepSession, dropSession } = load<typeof import('../../miniapp/src/api/session')>(
  '../../miniapp/src/api/session',
)

let shop: ReturnType<typeof memoryShop>
const later = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms))
const text = () => document.body.textContent ?? ''
const tap = async (words: string | RegExp): Promise<void> => {
  fireEvent.click(screen.getByText(words))
  await later(0)
  await later(0)
}
const open = async (Page: ComponentType, params: Record<string, string> = {}) => {
  phone.params = params
  const page = render(<Page />)
  for (let turn = 0; turn < 4; turn++) await later(0)
  return page
}

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-24T03:00:00Z') })
  phone.reset()
  shop = memoryShop()
  phone.answer = shop.answer
  keepSession({ token: `tok${Math.random()}`, expiresAt: '', member: undefined as never })
})
afterEach(() => jest.useRealTimers())

describe('friends (SO-4)', () => {
  test('hands on a link with the code, and shows who came', async () => {
    shop.friends.say.referral = {
      ...shop.friends.say.referral,
      counts: { joined: 1, ordered: 0, rewarded: 0 },
      invitations: [
        {
          id: 'inv_1',
          friendName: '林*',
          state: 'joined',
          stateText: '已加入，等待首单',
          joinedAt: inMinutes(-5),
        },
      ],
    }
    await open(Invite)
    expect(text()).toContain('已加入，等待首单')
    expect(phone.card().path).toBe('/pages/friends/accept/index?from=K7M2QX4T&ch=card')
    await tap('复制链接')
    expect(phone.copied).toEqual(['http://shop.test/#/pages/friends/accept/index?from=K7M2QX4T&ch=link'])
  })

  test('a friend signs in and accepts', async () => {
    dropSession()
    await open(Accept, { from: 'K7M2QX4T' })
    expect(text()).toContain('好友请你来拾禾')
    act(() => keepSession({ token: 'tok_new', expiresAt: '', member: undefined as never }))
    await later(0)
    await later(0)
    await tap('接受邀请')
    expect(phone.toasts).toEqual(['接受了，首单收货后你们各得一张券'])
    expect(text()).toContain('去挑第一单')
  })

  test('a refusal and an unknown code are said', async () => {
    shop.friends.say.refuse = { status: 409, code: 'invite_self', text: '不能邀请自己，分享给好友吧' }
    const page = await open(Accept, { from: 'K7M2QX4T' })
    await tap('接受邀请')
    expect(phone.toasts).toEqual(['不能邀请自己，分享给好友吧'])
    page.unmount()
    await open(Accept, { from: 'ZZZZZZZZ' })
    expect(text()).toContain('这个邀请码不存在')
  })

  test('who came by any link of a friend finds the invitation at home until it is accepted', async () => {
    arriveBy({ from: 'K7M2QX4T', ch: 'card' })
    const page = await open(FriendCard)
    await tap(/请你来$/)
    expect(phone.went).toEqual(['/pages/friends/accept/index?from=K7M2QX4T'])
    page.unmount()
    shop.friends.say.invite = { ...shop.friends.say.invite, state: 'accepted' }
    await open(FriendCard)
    expect(text()).toBe('')
  })

  test('without a friend nothing is asked', async () => {
    await open(FriendCard)
    expect(shop.calls).toEqual([])
  })

  test('a scanned link of the shop opens its page, anything else opens none', () => {
    enterByLink(encodeURIComponent('https://shop.test/#/pages/group/team/index?id=tea_1&ch=code'))
    enterByLink('https%3A%2F%2Felsewhere.test%2F')
    enterByLink('%E0%A4%A')
    expect(phone.went).toEqual(['/pages/group/team/index?id=tea_1&ch=code'])
  })
})
