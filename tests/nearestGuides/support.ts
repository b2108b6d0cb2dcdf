import mongoose from 'mongoose'
import { build, northOf } from '../support/build'
import { enrol } from '../support/people'
import type { TestProduct } from '../support/product'
import { codesOf } from '../channelCodes/support'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
export const allDay = [{ days: everyDay, open: '00:00', close: '24:00' }]
/** In Ürümqi, far from what other tests build. */
export const SPOT: [number, number] = [87.6, 43.8]

type Over = Parameters<typeof build.store>[0]

export function nearestOf(product: () => TestProduct) {
  const { live, wayOf, delivered, sandbox } = codesOf(product)

  /** A store so many metres from the spot, open day and night, with one guide. */
  async function store(metres: number, over: Over = {}) {
    const it = await build.store({
      position: northOf(SPOT, metres),
      hours: allDay,
      city: '乌鲁木齐',
      ...over,
    })
    const guide = await build.guide({ storeId: it._id })
    await enrol(product(), guide)
    return { ...it, guide }
  }
  /** The same with a live code of the whole store. */
  async function ready(metres: number, over: Over = {}) {
    const it = await store(metres, over)
    return { ...it, code: await live({ duty: { kind: 'store', storeId: it._id } }) }
  }
  /** No code of another test is in force. */
  const forgetCodes = () =>
    mongoose.connection.collection('channelCodes').updateMany({}, { $set: { status: 'ended' } })

  const at = { lng: String(SPOT[0]), lat: String(SPOT[1]) }
  const ask = (query: Record<string, string> = at) =>
    product().get(`/nearest-guide?${new URLSearchParams(query)}`)
  return { store, ready, live, forgetCodes, at, ask, wayOf, delivered, sandbox }
}
