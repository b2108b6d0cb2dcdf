import mongoose from 'mongoose'
import { groupBuyWrites } from '../../server/features/groupBuys/groupBuys.service'

/** What is joined: teams that run, by which shoppers join them, and how. */
export interface Teams {
  /** Each row has a team for every nine shoppers in order. */
  rows: string[][]
  skuId: string
  storeId: string
  /** Fen. */
  price: number
}

const SEATS = 10
const JOINING = SEATS - 1
const ROWS = 100
/** Each with its own stock: as many claims as the bench makes of one stay few. */
const GROUP_BUYS = 50
const PIECES = 100_000
const PRICE = 100
const DAY = 86_400_000

/** Teams whose leader has paid, on this shelf, as if nobody else had joined yet. */
export async function teams(shelf: { skuId: string; storeId: string }, shoppers: number): Promise<Teams> {
  const { connection } = mongoose
  const { skuId, storeId } = shelf
  const at = new Date()
  const [from, until] = [new Date(at.getTime() - DAY), new Date(at.getTime() + 3 * DAY)]
  for (const name of ['teams', 'benchTeams']) await connection.collection(name).deleteMany({})
  for (const name of ['allotments', 'benchAllotments'])
    await connection.collection(name).deleteMany({ _id: /^gbu_bench/ } as never)
  const product = await connection.collection('products').findOne({ 'skus.id': skuId })
  const groupBuyIds = Array.from({ length: GROUP_BUYS }, (_, nth) => `gbu_bench${nth}`)
  const places = [{ skuId, locationId: storeId, quota: PIECES }]
  await groupBuyWrites.put(
    groupBuyIds.map((_id) => ({
      _id,
      title: '压测十人团',
      spuId: String(product?._id),
      skus: [{ skuId, groupPrice: PRICE }],
      ...{ size: SEATS, hours: 72, perMember: PIECES, from, until },
      ways: ['pickup' as const],
      pickupAt: 'anyStore' as const,
      places,
      status: 'scheduled' as const,
      version: 1,
      createdAt: at,
      createdBy: 'bench',
      updatedAt: at,
    })),
  )
  await connection.collection('allotments').insertMany(
    groupBuyIds.map((_id) => ({
      _id,
      places: places.map((it) => ({ ...it, left: PIECES })),
      perMember: PIECES,
      claims: [],
      taken: {},
      settleAt: new Date(until.getTime() + 7 * DAY),
      createdAt: at,
      outbox: [],
    })) as never,
  )
  const rows = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: Math.ceil(shoppers / JOINING) }, (__, nth) => `tea_bench${row}x${nth}`),
  )
  await connection.collection('teams').insertMany(
    rows.flat().map((_id, nth) => ({
      _id,
      groupBuyId: groupBuyIds[nth % GROUP_BUYS],
      ...{ size: SEATS, hours: 72, state: 'open', paid: 1, gone: [], outbox: [] },
      seats: [
        {
          ...{ key: `${_id}/1`, orderId: `ord_${_id}`, memberId: 'mem_bench', skuId, quantity: 1 },
          ...{ way: 'pickup', storeId, at, paidAt: at },
        },
      ],
      createdAt: at,
      openedAt: at,
      deadline: until,
    })) as never,
  )
  return { rows, skuId, storeId, price: PRICE }
}
