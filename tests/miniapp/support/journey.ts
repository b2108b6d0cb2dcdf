import { priceParts } from '../../../miniapp/src/ui/format'
import { factsOf } from './facts'
import { HERE, openPhone } from './weapp'

const LARGEST_SET_DATA = 64 * 1024

/**
 * Home → stores → store → product on the compiled mini-program, against any server with stores near HERE.
 * What must be seen is asked from that server, so the same journey runs on a fake one and on the real one.
 */
export const describeJourney = (name: string, originOf: () => string): void => {
  describe(`mini-program on ${name}`, () => {
    let open: ReturnType<typeof openPhone> | undefined
    const phone = (...more: Parameters<typeof openPhone> extends [unknown, ...infer Rest] ? Rest : never) =>
      (open = openPhone(originOf(), ...more))
    afterEach(() => {
      open?.program.close()
      open = undefined
    })

    test('shows the nearest store, its goods and their stock on the home page (ST-1, ST-3)', async () => {
      const { nearest, product } = await factsOf(originOf(), HERE)
      const { program, screen } = phone()
      program.launch()
      await screen.sees(nearest.name)
      await screen.sees('离你最近')
      await screen.sees(nearest.open.label)
      await screen.sees(`${nearest.name}今天有的`)
      await screen.sees(product.name)
      await screen.sees(`¥${priceParts(product.price)[0]}`)
      expect(screen.all(screen.byClass('stock')).length).toBeGreaterThan(0)
      expect(screen.unknown()).toEqual([])
      expect(program.page().sent.largest).toBeLessThan(LARGEST_SET_DATA)
    })

    test('leads from home over the store list and a store to a product with live stock nearby', async () => {
      const { nearest, second, product, detail } = await factsOf(originOf(), HERE)
      const { program, screen } = phone()
      program.launch()
      await screen.sees(nearest.name)
      await screen.tap('near__act', '换一家')
      await screen.isOn('pages/stores/index')
      await screen.sees(second.name)
      await screen.sees(nearest.address)
      expect(screen.unknown()).toEqual([])
      await screen.tap('hit', '不换了')
      await screen.losesSight('不换了')
      await screen.tap('store', nearest.name)
      await screen.isOn('pages/store/detail/index')
      await screen.sees('这家店有什么')
      await screen.sees('今天')
      await screen.sees(product.name)
      expect(screen.unknown()).toEqual([])
      await screen.tap('inv', product.name)
      await screen.isOn('pages/goods/product/index')
      await screen.sees(detail.name)
      for (const option of detail.options) await screen.sees(option.name)
      await screen.sees('附近有货')
      await screen.sees('更新')
      await screen.sees(nearest.name)
      expect(screen.unknown()).toEqual([])
      for (const page of program.stack) expect(page.sent.largest).toBeLessThan(LARGEST_SET_DATA)
    })

    test('asks for a city when the position is refused, and shows that city (ST-1)', async () => {
      const { nearest } = await factsOf(originOf(), HERE)
      const { program, screen } = phone({
        getLocation: () => Promise.reject({ errMsg: 'auth deny' }),
      })
      program.launch()
      await screen.isOn('pages/store/city/index')
      await screen.sees('你没有允许使用位置')
      await screen.sees(nearest.city)
      expect(screen.unknown()).toEqual([])
      await screen.type(nearest.city)
      await screen.tap('az__row', nearest.city)
      await screen.isOn('pages/home/index')
      await screen.sees('进店看看')
      await screen.sees(nearest.city)
    })

    test('opens bound to the store of a scanned code (ST-5)', async () => {
      const { second } = await factsOf(originOf(), HERE)
      const { program, screen } = phone()
      program.launch('pages/home/index', { scene: encodeURIComponent(`s=${second.code}`) })
      await screen.sees('扫码进店')
      await screen.sees(`${second.name}今天有的`)
    })
  })
}
