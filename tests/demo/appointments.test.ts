import { buildServices, loadAppointments } from '../../config/demo/appointments'
import { buildChain } from '../../config/demo/chain'
import { importLocations } from '../../server/features/stores/stores.service'
import { freezeClock } from '../../server/kernel/clock'
import { signInGuide } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

const at = new Date('2026-11-24T04:00:00Z')
const chain = buildChain({ now: at })

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withWorker: false })
  freezeClock(at)
})
afterAll(() => product?.stop())

describe('appointments of the demo chain (AP-1)', () => {
  it('are of the stores that take bookings, each service once', () => {
    const services = buildServices(chain)
    const takes = chain.locations.filter((it) => 'services' in it && it.services.includes('booking'))
    expect(new Set(services.map((it) => it.storeId))).toEqual(new Set(takes.map((it) => it.id)))
    expect(new Set(services.map((it) => it._id)).size).toBe(services.length)
    expect(new Set(services.map((it) => it.kind)).size).toBe(4)
  })

  it("fill part of the first guide's day; loaded again they are the same", async () => {
    const stores = chain.locations.flatMap(({ id, ...it }) => ('hours' in it ? [{ _id: id, ...it }] : []))
    await importLocations(stores)
    const { booked } = await loadAppointments(chain)
    const { token } = await signInGuide(product, { storeId: 'sto_0001' })
    const today = async () =>
      (await product.get('/stores/sto_0001/appointments?day=2026-11-24', { token })).body.appointments
    const first = await today()
    expect(booked).toBeGreaterThan(first.length)
    expect(first.length).toBeGreaterThan(3)
    expect((await loadAppointments(chain)).booked).toBe(0)
    expect(await today()).toEqual(first)
  })
})
