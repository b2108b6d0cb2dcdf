import { findSignUp } from '../../server/features/storeEvents/storeEvents.signUps.model'
import { signUpIdOf } from '../../server/features/storeEvents/storeEvents.service'
import type { CrashPoint } from '../../server/kernel/crashPoint'
import { redis } from '../../server/kernel/redis'
import { buildCoupon } from '../coupons/support'
import { startProduct, type TestProduct } from '../support/product'
import { until } from '../support/until'
import { startProcess } from '../support/webProcess'
import { anEvent, guest } from './support'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
afterAll(() => product?.stop())

const points: CrashPoint[] = ['event.seated', 'event.couponGiven']

describe('a process that dies while somebody signs up (AP-2, TR-3)', () => {
  it.each(points)(
    'at %s leaves one seat with one coupon',
    async (point) => {
      const coupon = await buildCoupon({ ways: ['event'] })
      const event = await anEvent({ couponId: coupon._id, quota: 1 })
      const me = await guest(product)
      const id = signUpIdOf(event._id, me.memberId)
      await product.stopWorker()
      const process = await startProcess('both', { CRASH_AT: point })
      await fetch(`${process.origin}/api/store-events/${event._id}/sign-up`, {
        method: 'POST',
        headers: { authorization: `Bearer ${me.token}`, 'content-type': 'application/json' },
        body: '{}',
      }).catch(() => undefined)
      expect(await process.ended).toBe('SIGKILL')
      expect((await findSignUp(id))?.state).toBe('seated')
      const queued = await redis().keys('bull:*')
      if (queued.length) await redis().del(...queued)
      product.startWorker()
      await until(
        () => findSignUp(id),
        (it) => it?.grantId !== undefined,
      )
      expect(await me.seat(event._id)).toBe(id)
      const { body } = await product.get('/me/coupons', { token: me.token })
      expect([body.counts.usable, (await me.event(event._id)).left]).toEqual([1, 0])
    },
    90_000,
  )
})
