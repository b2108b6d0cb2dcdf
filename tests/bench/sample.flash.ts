import mongoose from 'mongoose'
import {
  flashSaleWrites,
  spanOf,
  stockIdOf,
  sessionsOn,
} from '../../server/features/flashSales/flashSales.service'
import { redis } from '../../server/kernel/redis'
import { shanghai } from '../../server/kernel/shanghai'

/** What is grabbed: items of a running session with more pieces than the bench buys, and one that is sold out. */
export interface Flash {
  sessionId: string
  items: { skuId: string; storeId: string }[]
  soldOut: { skuId: string; storeId: string }
}

const ID = 'fls_bench'
/** Pieces of an item; as many claims as the bench makes of one stay few. */
const PIECES = 100_000
const ITEMS = 200
const DAY_MINUTES = 1440

/** A session of all day on these shelves as if nobody had asked yet. */
export async function flash(shelves: readonly { skuId: string; storeId: string }[]): Promise<Flash> {
  const { connection } = mongoose
  for (const name of ['allotments', 'benchAllotments'])
    await connection.collection(name).deleteMany({ _id: { $regex: '^fss_bench' } } as never)
  const keys = await redis().keys('fls:{fss_bench*')
  if (keys.length) await redis().del(...keys)
  const chosen = [...new Map(shelves.map((it) => [it.skuId, it])).values()].slice(0, ITEMS + 1)
  const day = shanghai(new Date()).date
  const plan = { _id: ID, days: { from: day, until: day }, times: ['00:00'], minutes: 2 * DAY_MINUTES }
  const [session] = sessionsOn(plan, day, day)
  const at = new Date()
  await flashSaleWrites.put([
    {
      ...plan,
      ...spanOf(plan),
      title: '压测秒杀',
      items: chosen.map(({ skuId, storeId }) => ({
        skuId,
        price: 100,
        perMember: PIECES,
        places: [{ locationId: storeId, quota: PIECES }],
      })),
      withMember: false,
      status: 'scheduled',
      lacking: [],
      version: 1,
      createdAt: at,
      createdBy: 'bench',
      updatedAt: at,
    },
  ])
  const sessionId = session?.id ?? ''
  const [soldOut, ...items] = chosen as [Flash['soldOut'], ...Flash['items']]
  await connection.collection('allotments').insertMany(
    chosen.map(({ skuId, storeId }) => ({
      _id: stockIdOf(sessionId, skuId),
      places: [{ skuId, locationId: storeId, quota: PIECES, left: skuId === soldOut.skuId ? 0 : PIECES }],
      perMember: PIECES,
      claims: [],
      taken: {},
      settleAt: new Date(at.getTime() + 10 * 86_400_000),
      createdAt: at,
      outbox: [],
    })) as never,
  )
  return { sessionId, items, soldOut }
}
