import { expireClaims } from '../../server/features/allotments/allotments.service'
import { sweepPasses } from '../../server/features/flashSales/flashSales.follow'
import { syncGates } from '../../server/features/flashSales/flashSales.prepare'
import { closeOverdue } from '../../server/features/orders/orders.saga'
import { advanceClock, resetClock } from '../../server/kernel/clock'
import type { CrashPoint } from '../../server/kernel/crashPoint'
import { startShop, type Shop } from '../orders/support'
import { next } from '../support/build'
import { startProcess } from '../support/webProcess'
import { aSale, grabber } from './support'

let shop: Shop
beforeAll(async () => {
  shop = await startShop()
})
afterEach(resetClock)
afterAll(() => shop?.product.stop())

const MINUTE = 60_000
const points: CrashPoint[] = ['flash.passed', 'flash.claimed', 'flash.written']

describe('a process that dies while somebody wins (SO-2, TR-3)', () => {
  it.each(points)(
    'at %s loses no piece: the same try goes on, and one that never does leaves it to the next',
    async (point) => {
      const [mine, lost] = [await aSale({ pieces: 1 }), await aSale({ pieces: 1 })]
      const [me, gone, late] = [await shop.shopper(), await shop.shopper(), await shop.shopper()]
      const grab = grabber(shop.product)
      const dies = async (sale: typeof mine, token: string, key: string) => {
        await shop.product.stopWorker()
        const process = await startProcess('both', { CRASH_AT: point })
        await fetch(`${process.origin}/api/flash-sales/sessions/${sale.sessionId}/orders`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ key, skuId: sale.skuId, way: 'pickup', storeId: sale.store._id }),
        }).catch(() => undefined)
        expect(await process.ended).toBe('SIGKILL')
        shop.product.startWorker()
      }
      const key = `crash-${next()}-key`
      await dies(mine, me.token, key)
      const again = await grab(me.token, mine, { key })
      expect([again.status, again.body.status]).toEqual([200, 'unpaid'])
      expect(await mine.left()).toBe(0)
      await dies(lost, gone.token, `lost-${next()}-key`)
      advanceClock(27 * MINUTE)
      await closeOverdue()
      await shop.product.settled()
      await expireClaims()
      await sweepPasses()
      await syncGates()
      expect((await grab(late.token, lost)).status).toBe(200)
      expect(await lost.left()).toBe(0)
    },
    150_000,
  )
})
