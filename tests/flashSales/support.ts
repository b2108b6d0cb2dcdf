import {
  announcePlan,
  flashSaleWrites,
  spanOf,
  stockIdOf,
  sessionsOn,
  type FlashSaleDoc,
} from '../../server/features/flashSales/flashSales.service'
import { findAllotment } from '../../server/features/allotments/allotments.service'
import { now } from '../../server/kernel/clock'
import { addDays, shanghai } from '../../server/kernel/shanghai'
import { build, next } from '../support/build'
import { memberSession } from '../support/people'
import type { Reply, TestProduct } from '../support/product'

export const codeOf = ({ status, body }: Reply) => [status, body?.error?.code]
const two = (value: number) => String(value).padStart(2, '0')
const MINUTE = 60_000

/** The Shanghai wall clock of an instant, rounded down to a minute. */
export const clockOf = (at: Date) => {
  const { date, minute } = shanghai(at)
  return { date, time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}` }
}

interface Options {
  pieces?: number
  perMember?: number
  /** Minutes from now to the session's start; negative: it runs. */
  startsIn?: number
  minutes?: number
  withMember?: boolean
  onHand?: number
}

/** A flash sale of one SKU in one store: ¥100 for ¥60, a session that runs since a minute, unless told otherwise. */
export async function aSale({
  pieces = 5,
  perMember = 1,
  startsIn = -1,
  minutes = 60,
  withMember = false,
  onHand,
}: Options = {}) {
  const store = await build.store()
  const product = await build.product({ skus: [build.sku({ price: 10_000 })] })
  const skuId = product.skus[0]?.id ?? ''
  await build.stock(skuId, store._id, onHand ?? pieces + 10)
  const { date, time } = clockOf(new Date(now().getTime() + startsIn * MINUTE))
  const at = now()
  const plan = {
    _id: `fls_t${next()}`,
    days: { from: date, until: addDays(date, 2) },
    times: [time],
    minutes,
  }
  const doc: FlashSaleDoc = {
    ...plan,
    ...spanOf(plan),
    title: '整点秒杀',
    items: [{ skuId, price: 6000, perMember, places: [{ locationId: store._id, quota: pieces }] }],
    withMember,
    status: 'scheduled',
    lacking: [],
    version: 1,
    createdAt: at,
    createdBy: 'test',
    updatedAt: at,
  }
  await flashSaleWrites.put([doc])
  await announcePlan(doc)
  const session = sessionsOn(doc, date, date)[0]!
  const stockId = stockIdOf(session.id, skuId)
  return {
    doc,
    session,
    sessionId: session.id,
    skuId,
    spuId: product._id,
    store,
    stockId,
    left: async () => (await findAllotment(stockId))?.places.reduce((sum, it) => sum + it.left, 0),
  }
}
export type Sale = Awaited<ReturnType<typeof aSale>>

/** Asks for pieces of a sale. */
export const grabber =
  (product: TestProduct) =>
  (token: string, sale: Sale, more: object = {}) =>
    product.post(`/flash-sales/sessions/${sale.sessionId}/orders`, {
      token,
      body: {
        key: `flash-${next()}-key`,
        skuId: sale.skuId,
        way: 'pickup',
        storeId: sale.store._id,
        ...more,
      },
    })

export const shoppers = (count: number) => Promise.all(Array.from({ length: count }, () => memberSession()))
