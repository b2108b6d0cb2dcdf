/**
 * @jest-environment jsdom
 * @jest-environment-options {"userAgent": "Mozilla/5.0 Chrome/108 MicroMessenger/7.0.1 wxwork/4.1.36"}
 */
import { fireEvent, render, screen } from '@testing-library/react'
import { askAhead } from '../../guide-sidebar/src/sidebar/ahead'
import { App } from '../../guide-sidebar/src/sidebar/App'
import { basics, build, goTo, installBridge, refusal, serve, signedIn } from './support'

const scene = installBridge()
const CARD = 'GET /customers/wmABC123'
const SIGNATURES = 'GET /wecom/js-config'
const shown = { ...basics, [CARD]: () => ({ body: build.customer() }) }
const timesOf = (log: readonly { key: string }[], key: string) => log.filter((it) => it.key === key).length

beforeEach(() => {
  sessionStorage.clear()
  goTo('/sidebar/')
  signedIn()
  Object.assign(scene, { entry: 'single_chat_tools', contact: 'wmABC123', refuse: {} })
})

describe('the customer asked for before anything is drawn (GU-1)', () => {
  it('is the one the page shows, asked for once', async () => {
    const log = serve(shown)
    await askAhead()
    expect([timesOf(log, SIGNATURES), timesOf(log, CARD)]).toEqual([1, 1])
    render(<App />)
    expect(await screen.findByText('林晓雯')).toBeTruthy()
    expect(await screen.findByText(/^资料读取于/)).toBeTruthy()
    expect([timesOf(log, SIGNATURES), timesOf(log, CARD)]).toEqual([1, 1])
  })

  it.each([
    ['by somebody not signed in', () => sessionStorage.clear()],
    ['while a sign-in comes back', () => goTo('/sidebar/?code=c1&state=s1')],
  ])('is not asked for %s', async (_, arrange) => {
    arrange()
    const log = serve(shown)
    await askAhead()
    expect(log).toEqual([])
  })

  it('that could not be found out is told by the page, which can try again', async () => {
    const log = serve({
      ...shown,
      [SIGNATURES]: () => refusal(503, 'platform_unavailable', '企业微信暂时没有回应'),
    })
    await askAhead()
    render(<App />)
    expect(await screen.findByText(/企业微信暂时没有回应/)).toBeTruthy()
    expect(timesOf(log, SIGNATURES)).toBe(1)
    serve(shown)
    fireEvent.click(screen.getByRole('button', { name: /重试|再试/ }))
    expect(await screen.findByText('林晓雯')).toBeTruthy()
  })
})
