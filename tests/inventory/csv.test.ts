import { build, next } from '../support/build'
import { MACHINE, startProduct, type TestProduct } from '../support/product'
import { recordOf } from './feed'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct({ withSandbox: false })
})
afterAll(() => product?.stop())

const send = (text: string, type = 'text/csv') =>
  product.post('/stock/changes/csv', { token: MACHINE, raw: { type, text } })
const HEADING = 'key,skuId,barcode,locationId,kind,quantity,reason'

describe('a CSV feed (IN-6)', () => {
  it('is applied row by row; rows are numbered as in the file', async () => {
    const { skuId, store, product: goods } = await build.shelf(10)
    const [at, n] = [store._id, next()]
    const { status, body } = await send(
      [
        HEADING,
        `c${n}a,${skuId},,${at},sale,2,`,
        `c${n}b,${skuId},,${at},sale,two,`,
        '',
        ',,,,,,',
        `c${n}c,,${goods.skus[0]?.barcode},${at},receipt,5,到货`,
        `c${n}d,${skuId},,${at},gift,1,`,
        `c${n}e,${skuId},,${at},sale`,
        `,${skuId},,${at},sale,1,`,
        `c${n}f,${skuId},,${at},sale,999,`,
      ].join('\r\n'),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ applied: 2, repeated: 0, refused: 5 })
    const brief = body.rows.map((it: { row: number; outcome: string; code?: string }) => [
      it.row,
      it.code ?? it.outcome,
    ])
    expect(brief).toEqual([
      [2, 'applied'],
      [3, 'row_invalid'],
      [6, 'applied'],
      [7, 'row_invalid'],
      [8, 'row_invalid'],
      [9, 'row_invalid'],
      [10, 'stock_insufficient'],
    ])
    expect(await recordOf(product, skuId, at)).toMatchObject({ onHand: 13 })
  })

  it('may start with a byte order mark and quote commas, quotes and line breaks', async () => {
    const { skuId, store } = await build.shelf(10)
    const n = next()
    const rows = [
      `\uFEFF${HEADING}`,
      `q${n}a,${skuId},,${store._id},count,8,"盘点, ""柜台"" 两处\n已复核"`,
      `q${n}b,${skuId},,${store._id},sale,99,`,
    ]
    const { body } = await send(rows.join('\n'))
    expect(body.rows).toMatchObject([
      { row: 2, outcome: 'applied' },
      { row: 3, outcome: 'refused' },
    ])
    await product.settled()
    const { entries } = (await product.get(`/stock/${skuId}/${store._id}/ledger`, { token: MACHINE })).body
    expect(entries[0]).toMatchObject({ kind: 'count', reason: '盘点, "柜台" 两处\n已复核' })
  })

  it('may leave out and reorder columns that need not be there', async () => {
    const { skuId, store } = await build.shelf(3)
    const { body } = await send(`quantity,kind,locationId,skuId,key\n1,sale,${store._id},${skuId},o${next()}`)
    expect(body).toMatchObject({ applied: 1, refused: 0 })
  })

  it('sent again whole changes nothing', async () => {
    const { skuId, store } = await build.shelf(50)
    const n = next()
    const rows = Array.from({ length: 12 }, (_, at) => `r${n}-${at},${skuId},,${store._id},sale,1,`)
    const text = [HEADING, ...rows].join('\n')
    expect((await send(text)).body).toMatchObject({ applied: 12, repeated: 0 })
    expect((await send(text)).body).toMatchObject({ applied: 0, repeated: 12 })
    await product.settled()
    expect((await send(text)).body).toMatchObject({ applied: 0, repeated: 12 })
    expect(await recordOf(product, skuId, store._id)).toMatchObject({ onHand: 38 })
  })

  it('shares its keys with the API', async () => {
    const { skuId, store } = await build.shelf(5)
    const key = `s${next()}`
    await send(`${HEADING}\n${key},${skuId},,${store._id},sale,1,`)
    const changes = [{ key, skuId, locationId: store._id, kind: 'sale', quantity: 1 }]
    expect((await product.post('/stock/changes', { token: MACHINE, body: { changes } })).body.repeated).toBe(
      1,
    )
  })

  it.each(['1.5', '0x10', '1e3', ' ', '１'])('refuses the quantity %p', async (quantity) => {
    const { skuId, store } = await build.shelf(50)
    const { body } = await send(`${HEADING}\nz${next()},${skuId},,${store._id},sale,${quantity},`)
    expect(body.rows).toMatchObject([{ row: 2, outcome: 'refused', code: 'row_invalid' }])
  })

  it.each([
    ['nothing in it', ''],
    ['only a heading', HEADING],
    ['no heading', 'a,sku_a,,sto_a,sale,1,'],
    ['a column missing', 'key,skuId,kind,quantity\na,sku_a,sale,1'],
    ['an open quote', `${HEADING}\na,sku_a,,sto_a,sale,1,"oops`],
  ])('is refused whole with %s', async (_, text) => {
    const { status, body } = await send(text)
    expect([status, body.error.code]).toEqual([422, 'csv_invalid'])
  })
  it('names the columns that are missing', async () => {
    const { body } = await send('key,skuId,quantity\na,b,1')
    expect(body.error.details.missing).toEqual(['locationId', 'kind'])
  })

  it('is refused when it is not UTF-8', async () => {
    const answer = await fetch(`${product.origin}/api/stock/changes/csv`, {
      method: 'POST',
      headers: { authorization: `Bearer ${MACHINE}`, 'content-type': 'text/csv' },
      // 盘点 as GBK.
      body: Buffer.concat([
        Buffer.from(`${HEADING}\na,sku_a,,sto_a,count,1,`),
        Buffer.from([0xc5, 0xcc, 0xb5, 0xe3]),
      ]),
    })
    expect(answer.status).toBe(415)
  })
  it('is refused as another type of file', async () => {
    expect((await send(HEADING, 'application/pdf')).status).toBe(415)
  })
})
