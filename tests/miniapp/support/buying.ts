import type { MiniProgram } from '../harness/miniProgram'
import type { WxWork } from '../harness/types'
import { openPhone } from './weapp'

/** A shop in which one can buy: where it is, who the shopper is, and who hands the goods over. */
export interface Market {
  origin: string
  /** What wx.login, wx.requestPayment … do on this shopper's phone. */
  works: Record<string, WxWork>
  /** A product to buy, and a store near the shopper that has it. */
  spuId: string
  name: string
  storeName: string
  /** Staff of that store redeem by digits. */
  redeem: (digits: string) => Promise<unknown>
}

const LARGEST_SET_DATA = 64 * 1024

/** What went by as a toast. */
const said = ({ calls }: MiniProgram): unknown[] =>
  calls.filter((it) => it.name === 'showToast').map((it) => it.options.title)

/** Bag → checkout → paying → pickup code → collected, on the compiled mini-program. */
export const describeBuying = (name: string, marketOf: () => Market): void => {
  describe(`buying on ${name} (OR-1, OR-2, OR-3)`, () => {
    let open: ReturnType<typeof openPhone> | undefined
    const phone = (more: Record<string, WxWork> = {}) =>
      (open = openPhone(marketOf().origin, { ...marketOf().works, ...more }))
    afterEach(() => {
      open?.program.close()
      open = undefined
    })
    const toProduct = async (more?: Record<string, WxWork>) => {
      const it = phone(more)
      it.program.launch('pages/goods/product/index', { id: marketOf().spuId })
      await it.screen.sees('附近有货')
      await it.screen.sees(marketOf().storeName)
      return it
    }

    test('fills the bag, orders, pays, shows the code, and is handed the goods', async () => {
      const { name: goods, storeName, redeem } = marketOf()
      const { program, screen } = await toProduct()
      await screen.tap('btn--tint', '加入购物袋')
      await screen.sees('1购物袋')
      await screen.tap('icobtn', '购物袋')
      await screen.isOn('pages/bag/index')
      await screen.sees(goods)
      await screen.sees('已选 1 件')
      expect(screen.unknown()).toEqual([])
      await screen.tap('btn--main', '去结算')
      await screen.isOn('pages/order/checkout/index')
      await screen.sees(storeName)
      await screen.sees('价格明细')
      await screen.sees('有货')
      expect(screen.unknown()).toEqual([])
      await screen.tap('btn--main', '提交订单')
      await screen.isOn('pages/order/detail/index')
      await screen.sees('待自提', 10_000)
      expect(said(program)).toEqual(['放进购物袋了，' + storeName + '自提', '付好了'])
      await screen.sees('实付')
      expect(screen.unknown()).toEqual([])
      await screen.tap('btn--main', '出示取货码')
      await screen.isOn('pages/order/pickup/index')
      await screen.sees('可以来取了')
      await screen.sees('二维码每 30 秒换新')
      expect(screen.unknown()).toEqual([])
      const digits = (await screen.finds('pass__four')).map(screen.textOf).join('')
      expect(digits).toMatch(/^\d{8}$/)
      await redeem(digits)
      await screen.sees('已提货', 10_000)
      for (const page of program.stack) expect(page.sent.largest).toBeLessThan(LARGEST_SET_DATA)
    })

    test('a payment that was cancelled leaves the order, to be paid from its page', async () => {
      const { works } = marketOf()
      let refuses = true
      const { program, screen } = await toProduct({
        requestPayment: (options) => {
          if (refuses) throw { errMsg: 'cancel' }
          return works.requestPayment?.(options) ?? {}
        },
      })
      await screen.tap('btn--main', '立即购买')
      await screen.isOn('pages/order/checkout/index')
      await screen.sees('价格明细')
      await screen.tap('btn--main', '提交订单')
      await screen.isOn('pages/order/detail/index')
      await screen.sees('待付款')
      await screen.waits(() => said(program).includes('货先给你留着'), 'the word that it is not paid')
      await screen.waits(() => screen.all(screen.byClass('btn--busy')).length === 0, 'a button at rest')
      refuses = false
      await screen.tap('btn--main', '去付款')
      await screen.sees('待自提', 10_000)
    })
  })
}
