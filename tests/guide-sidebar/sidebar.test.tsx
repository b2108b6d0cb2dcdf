/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { browser } from '../../guide-sidebar/src/api/browser'
import { signInAgainWhenRefused } from '../../guide-sidebar/src/api/signIn'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { draw } from './draw'
import { basics, build, goTo, installBridge, refusal, serve, signedIn } from './support'
import type { Routes } from './support'

const scene = installBridge()

const open = (routes: Routes) => {
  const log = serve({ ...basics, ...routes })
  const page = draw(<App />)
  return { log, ...page }
}
const shows = (customer: ReturnType<typeof build.customer>): Routes => ({
  [`GET /customers/${customer.externalUserId}`]: () => ({ body: customer }),
})

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  signInAgainWhenRefused()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
  scene.silent.clear()
  scene.calls.length = 0
})

describe('a member in the open chat', () => {
  it('is shown with name, tier, points, One-ID, owner and the phone exactly as the server masked it', async () => {
    open(shows(build.customer({ remark: '爱送礼' })))
    expect(await screen.findByText('林晓雯')).toBeTruthy()
    for (const text of ['金卡', '2,860 分', 'One-ID 已匹配', '138****6021', '静安寺店归你', '备注：爱送礼'])
      expect(screen.getByText(text)).toBeTruthy()
  })

  it('has consents and the four numbers', async () => {
    const { container } = open(shows(build.customer()))
    await screen.findByText('林晓雯')
    expect(screen.getByText('未同意电话').className).toContain('warn')
    expect(screen.getByText('同意群发').className).toContain('ok')
    expect([...container.querySelectorAll('.stats b')].map((it) => it.textContent)).toEqual([
      '¥12,486',
      '¥543',
      '12 天',
      '38%',
    ])
    expect(screen.getByText('累计 · 23 单')).toBeTruthy()
  })

  it('explains One-ID on a tap', async () => {
    open(shows(build.customer()))
    const oneId = await screen.findByRole('button', { name: /One-ID/ })
    expect(screen.queryByText(/同一个人/)).toBeNull()
    fireEvent.click(oneId)
    expect(screen.getByText(/同一个人/)).toBeTruthy()
    expect(oneId.getAttribute('aria-expanded')).toBe('true')
  })

  it('marks tags of rules apart from those of people', async () => {
    const at = `${new Date().getUTCFullYear()}-02-08T03:00:00.000Z`
    const tags = [
      { name: '秋色控', by: '规则', rule: true, at },
      { name: '敏感肌', by: '你', rule: false, at },
    ]
    open(shows(build.customer({ tags })))
    const mine = await screen.findByText('敏感肌')
    expect(mine.textContent).toBe('敏感肌你 · 2/08')
    expect(mine.className).toBe('tag')
    expect(screen.getByText('秋色控').className).toBe('tag rule')
  })

  it('folds visits after the third and says how many there are', async () => {
    const visits = [1, 2, 3, 4, 5].map((n) => build.visit({ id: `vis_${n}`, amount: n === 5 ? 0 : 45_950 }))
    const { container } = open(shows(build.customer({ visits, visitTotal: 23 })))
    await screen.findByText('共 23 次')
    expect(container.querySelectorAll('.visit')).toHaveLength(3)
    expect(container.querySelector('.visit .num')?.textContent).toBe('¥459.50')
    fireEvent.click(screen.getByText('再看 2 次'))
    expect(container.querySelectorAll('.visit')).toHaveLength(5)
    expect(screen.getByText('没有消费')).toBeTruthy()
  })

  it('opens the contact’s own page in WeCom', async () => {
    open(shows(build.customer()))
    fireEvent.click(await screen.findByText('看企微资料'))
    await waitFor(() =>
      expect(scene.calls.at(-1)).toMatchObject({
        name: 'openUserProfile',
        params: { userid: 'wmABC123' },
      }),
    )
  })

  it('gives way to the next customer when the chat switches, never mixing the two', async () => {
    open({
      ...shows(build.customer()),
      ...shows(build.customer({ externalUserId: 'wmNEW0001', name: '许知夏', member: undefined })),
    })
    await screen.findByText('林晓雯')
    scene.contact = 'wmNEW0001'
    act(() => void window.dispatchEvent(new Event('focus')))
    await screen.findByText('许知夏')
    expect(screen.queryByText('138****6021')).toBeNull()
  })
})

describe('a contact without a member', () => {
  const picture = 'data:image/png;base64,cG5n'
  const CODES = 'POST /customers/wmABC123/link-codes'
  it('says what is missing, shows a code to scan, and the member as soon as it is confirmed', async () => {
    let isLinked = false
    const expiresAt = new Date(Date.now() + 300_000).toISOString()
    const { container, log } = open({
      'GET /customers/wmABC123': () => ({
        body: isLinked ? build.customer() : build.customer({ member: undefined }),
      }),
      [CODES]: () => ({ body: { picture, expiresAt } }),
    })
    await screen.findByText('One-ID 未匹配')
    expect(container.querySelector('.stats')).toBeNull()
    fireEvent.click(screen.getByText('出示对会员的码'))
    expect((await screen.findByAltText('对会员的小程序码')).getAttribute('src')).toBe(picture)
    expect(log.find((it) => it.key === CODES)?.token).toBe('tok')
    isLinked = true
    expect(await screen.findByText('One-ID 已匹配')).toBeTruthy()
    expect(screen.queryByAltText('对会员的小程序码')).toBeNull()
  })

  it('says why the code could not be shown', async () => {
    open({
      ...shows(build.customer({ member: undefined })),
      [CODES]: () => refusal(503, 'platform_unavailable', '微信暂时没有回应'),
    })
    fireEvent.click(await screen.findByText('出示对会员的码'))
    expect((await screen.findByRole('alert')).textContent).toBe('微信暂时没有回应')
  })

  it('who was told by a scan is taken off by the manager, asked twice', async () => {
    const linked = { at: '2026-11-23T02:00:00.000Z', mayUndo: true }
    let isOff = false
    const { log } = open({
      'GET /customers/wmABC123': () => ({
        body: isOff ? build.customer({ member: undefined }) : build.customer({ linked }),
      }),
      'POST /customers/wmABC123/unlink': () => {
        isOff = true
        return { status: 204 }
      },
    })
    fireEvent.click(await screen.findByText('对错了'))
    expect(log.some((it) => it.key.endsWith('/unlink'))).toBe(false)
    fireEvent.click(screen.getByText('再点一次，撤销'))
    expect(await screen.findByText('One-ID 未匹配')).toBeTruthy()
  })

  it('who was two members says so, and the manager takes it back, asked twice', async () => {
    const text = '由两个会员合并：同一手机号，本人确认'
    const merge = { id: 'mrg_t1', at: '2026-11-23T02:00:00.000Z', text, mayUndo: true }
    const { member, ...rest } = build.customer()
    const merged = { ...rest, member: member && { ...member, merges: [merge] } }
    let isOff = false
    const { log } = open({
      'GET /customers/wmABC123': () => ({ body: isOff ? build.customer() : merged }),
      'POST /customers/wmABC123/merges/mrg_t1/undo': () => {
        isOff = true
        return { status: 204 }
      },
    })
    expect(await screen.findByText(text, { exact: false })).toBeTruthy()
    fireEvent.click(screen.getByText('不是一个人'))
    expect(log.some((it) => it.key.endsWith('/undo'))).toBe(false)
    fireEvent.click(screen.getByText('再点一次，撤销'))
    await waitFor(() => expect(screen.queryByText(text, { exact: false })).toBeNull())
    expect(log.find((it) => it.key.endsWith('/undo'))?.token).toBe('tok')
  })
})

describe('when it does not work', () => {
  it.each([
    [403, 'customer_not_yours', '不是你的顾客', false],
    [404, 'customer_not_found', '读不到这位顾客', true],
    [503, 'platform_unavailable', '资料暂时读不到', true],
  ])('%s %s is put in words', async (status, code, title, again) => {
    open({ 'GET /customers/wmABC123': () => refusal(status, code, '服务器的话') })
    expect(await screen.findByText(title)).toBeTruthy()
    expect(screen.getByText('服务器的话')).toBeTruthy()
    expect(screen.getByText('请求编号 req_42')).toBeTruthy()
    expect(screen.queryByText('再试一次') !== null).toBe(again)
  })

  it('shows the customer after a retry that works', async () => {
    let failing = true
    open({
      'GET /customers/wmABC123': () =>
        failing ? refusal(503, 'platform_unavailable', '稍后') : { body: build.customer() },
    })
    const retry = await screen.findByText('再试一次')
    failing = false
    fireEvent.click(retry)
    expect(await screen.findByText('林晓雯')).toBeTruthy()
  })

  it('asks for permission in words', async () => {
    scene.refuse.getCurExternalContact = 'getCurExternalContact:fail no permission'
    open({})
    expect(await screen.findByText('没有查看顾客的权限')).toBeTruthy()
  })

  it('asks for a chat outside of one, and follows into the next chat', async () => {
    scene.entry = 'normal'
    open(shows(build.customer()))
    expect(await screen.findByText('打开一位顾客的聊天')).toBeTruthy()
    scene.entry = 'single_chat_tools'
    act(() => void window.dispatchEvent(new Event('focus')))
    expect(await screen.findByText('林晓雯')).toBeTruthy()
  })

  it('shows a group its own chains, and asks nobody for a customer', async () => {
    scene.entry = 'group_chat_tools'
    const { log } = open({ 'GET /staff/chains': () => ({ body: { chains: [] } }) })
    expect(await screen.findByText('现在没有接龙')).toBeTruthy()
    expect(log.find(({ key }) => key === 'GET /staff/chains')?.query.get('chatId')).toBe('wrGROUP')
    expect(screen.getByRole('link', { name: '开一个接龙' }).getAttribute('href')).toBe('#/chain-new/wrGROUP')
    expect(scene.calls.some(({ name }) => name === 'getCurExternalContact')).toBe(false)
  })
})

describe('opening', () => {
  it('goes to WeCom’s sign-in when nobody is signed in', async () => {
    sessionStorage.clear()
    const leave = jest.spyOn(browser, 'leave').mockImplementation(() => undefined)
    open({})
    await waitFor(() => expect(leave).toHaveBeenCalledTimes(1))
    expect(leave.mock.calls[0]?.[0]).toMatch(/^https:\/\/wecom\.test\/authorize\?state=[0-9a-f]{32}$/)
    leave.mockRestore()
  })

  it('takes the code out of the address before the SDK’s signature is asked for', async () => {
    sessionStorage.clear()
    sessionStorage.setItem('hedian.oauth', JSON.stringify({ state: 'S1', hash: '' }))
    goTo('/sidebar/?code=C1&state=S1')
    const { log } = open(shows(build.customer()))
    await screen.findByText('林晓雯')
    const keys = log.map(({ key }) => key)
    expect(keys.slice(0, 2)).toEqual(['POST /wecom/session', 'GET /wecom/js-config'])
    expect(log[1]?.query.get('url')).toBe('http://localhost/sidebar/')
    for (const { page } of scene.calls) expect(page).not.toContain('code=')
  })

  it('offers a new sign-in after a forged return', async () => {
    sessionStorage.clear()
    goTo('/sidebar/?code=EVIL&state=x')
    const { log } = open({})
    expect(await screen.findByText('没能登录')).toBeTruthy()
    expect(screen.getByText('重新登录')).toBeTruthy()
    expect(log).toHaveLength(0)
  })

  it('shows the shape of the page while it loads', async () => {
    open({ 'GET /customers/wmABC123': () => new Promise<never>(() => undefined) })
    expect(screen.getByLabelText('正在读取顾客资料')).toBeTruthy()
    await waitFor(() => expect(scene.calls.some(({ name }) => name === 'getCurExternalContact')).toBe(true))
    expect(screen.getByLabelText('正在读取顾客资料')).toBeTruthy()
  })
})
