import type { Node } from '../harness/types'
import type { Market } from './buying'
import { openPhone } from './weapp'

const LARGEST_SET_DATA = 64 * 1024

/** Centre → claim → wallet → code → used, on the compiled mini-program. */
export const describeCoupons = (
  name: string,
  marketOf: () => Pick<Market, 'origin' | 'works' | 'redeem'>,
): void => {
  describe(`coupons on ${name} (CO-1, CO-2, CO-3)`, () => {
    let open: ReturnType<typeof openPhone> | undefined
    afterEach(() => {
      open?.program.close()
      open = undefined
    })

    test('signs in, claims in the centre, finds it in the wallet, shows its code, and sees it used', async () => {
      const { origin, works, redeem } = marketOf()
      const { program, screen } = (open = openPhone(origin, works))
      program.launch('pages/coupon/centre/index')
      await screen.sees('登录后领券')
      expect(screen.unknown()).toEqual([])
      await screen.tap('btn--main', '微信一键登录')
      await screen.sees('能用的在前面')
      await screen.sees('家居茶器券')
      // What can be claimed comes first, so tickets and their buttons are in step.
      const tickets = screen.all(screen.byClass('tk')).map(screen.textOf)
      const buttons = screen.all(screen.byClass('btn--brand'))
      const at = tickets.findIndex((it) => it.includes('家居茶器券'))
      screen.fire(buttons[at] as Node, 'tap')
      await screen.sees('已领 1 张')
      expect(screen.unknown()).toEqual([])
      await screen.tap('hit', '我的券')
      await screen.isOn('pages/coupon/wallet/index')
      await screen.sees('可用 1')
      await screen.sees('家居茶器券')
      expect(screen.unknown()).toEqual([])
      await screen.tap('tk', '家居茶器券')
      await screen.isOn('pages/coupon/code/index')
      await screen.sees('后自动换新码')
      expect(screen.unknown()).toEqual([])
      const digits = (await screen.finds('pass__four')).map(screen.textOf).join('')
      expect(digits).toMatch(/^\d{8}$/)
      await redeem(digits)
      await screen.sees('已使用', 10_000)
      for (const page of program.stack) expect(page.sent.largest).toBeLessThan(LARGEST_SET_DATA)
    })
  })
}
