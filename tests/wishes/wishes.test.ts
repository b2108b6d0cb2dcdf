import { env } from '../../config/env'
import { stockChanged } from '../../server/features/inventory/inventory.events'
import { findWish } from '../../server/features/wishes/wishes.model'
import { fulfilByTask, sendTold, settleWish, tellWaiting } from '../../server/features/wishes/wishes.fulfil'
import { wishesJobs } from '../../server/features/wishes/wishes.jobs'
import { feed, line } from '../inventory/feed'
import { build } from '../support/build'
import { forgetLimits } from '../support/limits'
import { person, signInGuide, signInShopper } from '../support/people'
import { startProduct, type TestProduct } from '../support/product'

let product: TestProduct
beforeAll(async () => {
  product = await startProduct()
})
beforeEach(forgetLimits)
afterAll(() => product?.stop())

const templateId = env.WX_TEMPLATES.find((it) => it.startsWith('restock:'))?.split(':')[1] ?? ''

async function shopper(consents = 1) {
  const who = await person(product)
  const { token } = await signInShopper(product, who)
  const { personId } = who
  for (let n = 0; n < consents; n++)
    await product.sandbox.post('/__sandbox/subscribe', { personId, templateId, accept: true })
  return {
    token,
    wish: (body: object) => product.post('/wishes', { token, body }),
    wishes: async () => (await product.get('/wishes', { token })).body.wishes,
    withdraw: (id: string) => product.call('DELETE', `/wishes/${id}`, { token }),
    notices: async () =>
      (await product.sandbox.get(`/__sandbox/notices?personId=${personId}`)).notices as unknown as {
        lines: [string, string][]
        page: string
      }[],
  }
}
async function soldOut() {
  const { guide, token } = await signInGuide(product)
  const goods = await build.product()
  const skuId = goods.skus[0]?.id ?? ''
  const storeId = guide.storeId
  await build.stock(skuId, storeId, 0)
  return {
    skuId,
    storeId,
    guide,
    token,
    goods,
    change: async (kind: string, quantity: number, at = storeId) => {
      await feed(product, [line({ skuId, locationId: at, kind, quantity })])
      await product.settled()
    },
    tasks: async (state = 'open', as = token) =>
      (await product.get(`/stores/${storeId}/tasks?state=${state}`, { token: as })).body,
    done: (id: string, as = token) => product.post(`/tasks/${id}/done`, { token: as }),
  }
}
const codeOf = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
]

describe('到货提醒 (ST-6)', () => {
  it('tells once when the goods are there again, by a message that leads to them', async () => {
    const [shelf, me] = [await soldOut(), await shopper(3)]
    const { skuId, storeId } = shelf
    const made = await me.wish({ skuId, storeId, kind: 'notify' })
    expect(made.body).toMatchObject({ status: 'waiting', statusText: '等待到货', store: { id: storeId } })
    await product.settled()
    expect(await me.notices()).toEqual([])
    await shelf.change('receipt', 2)
    await shelf.change('sale', 2)
    await shelf.change('receipt', 1)
    expect(await me.wishes()).toMatchObject([{ id: made.body.id, status: 'told', statusText: '已到货' }])
    const [notice, ...others] = await me.notices()
    expect(others).toEqual([])
    expect(notice?.page).toBe(`pages/goods/product/index?id=${shelf.goods._id}&sku=${skuId}`)
    expect(notice?.lines[0]).toEqual(['thing1', shelf.goods.name])
  })

  it('is one wish however often and at once it is made, and can be made again after it was told', async () => {
    const [shelf, me] = [await soldOut(), await shopper(2)]
    const body = { skuId: shelf.skuId, kind: 'notify' }
    const made = await Promise.all(Array.from({ length: 8 }, () => me.wish(body)))
    expect(made.map((it) => it.status)).toEqual(Array(8).fill(200))
    expect(new Set(made.map((it) => it.body.id)).size).toBe(1)
    await shelf.change('receipt', 1)
    await shelf.change('sale', 1)
    const again = await me.wish(body)
    expect([again.body.id, again.body.status]).toEqual([made[0]?.body.id, 'waiting'])
    await shelf.change('receipt', 1)
    expect(await me.notices()).toHaveLength(2)
    const other = await me.wish({ ...body, storeId: shelf.storeId })
    expect(other.body.id).not.toBe(again.body.id)
  })

  it('is for one store, or for whichever; who took it back is not told', async () => {
    const shelf = await soldOut()
    const [here, anywhere, gone] = [await shopper(), await shopper(), await shopper()]
    const { skuId, storeId } = shelf
    await here.wish({ skuId, storeId, kind: 'notify' })
    await anywhere.wish({ skuId, kind: 'notify' })
    const { id } = (await gone.wish({ skuId, kind: 'notify' })).body
    expect((await gone.withdraw(id)).status).toBe(204)
    expect((await gone.withdraw(id)).status).toBe(204)
    const warehouse = await build.store({ _id: `whs_${skuId}`, kind: 'central' })
    await shelf.change('receipt', 5, warehouse._id)
    expect([(await here.notices()).length, (await anywhere.notices()).length]).toEqual([0, 1])
    await shelf.change('receipt', 5)
    expect([(await here.notices()).length, (await anywhere.notices()).length]).toEqual([1, 1])
    expect([await gone.wishes(), await gone.notices()]).toEqual([[], []])
  })

  it('is told at once of goods that are there already', async () => {
    const [shelf, me] = [await soldOut(), await shopper()]
    await shelf.change('receipt', 1)
    await me.wish({ skuId: shelf.skuId, storeId: shelf.storeId, kind: 'notify' })
    await product.settled()
    expect(await me.wishes()).toMatchObject([{ status: 'told' }])
  })

  it('is not told by late news of goods that are gone, and once by news told twice', async () => {
    const [shelf, me] = [await soldOut(), await shopper(3)]
    const { id } = (await me.wish({ skuId: shelf.skuId, kind: 'notify' })).body
    const late = { skuId: shelf.skuId, locationId: shelf.storeId, available: 4 }
    await tellWaiting(late)
    expect((await findWish(id))?.status).toBe('waiting')
    await shelf.change('receipt', 1)
    const steps = [
      () => tellWaiting(late),
      () => settleWish(id),
      () => sendTold(id, 1),
      () => sendTold(id, 2),
    ]
    await Promise.all([...steps, ...steps].map((step) => step()))
    await product.settled()
    expect(await me.notices()).toHaveLength(1)
    expect(wishesJobs.listeners.map((it) => it.event)).toContain(stockChanged.name)
  })

  it('without consent is told without a message, and nothing else breaks', async () => {
    const [shelf, me] = [await soldOut(), await shopper(0)]
    await me.wish({ skuId: shelf.skuId, kind: 'notify' })
    await shelf.change('receipt', 1)
    expect(await me.wishes()).toMatchObject([{ status: 'told' }])
    expect(await me.notices()).toEqual([])
  })

  it('is listed page by page, and belongs to its member', async () => {
    const [me, other] = [await shopper(), await shopper()]
    const ids: string[] = []
    for (let n = 0; n < 3; n++)
      ids.unshift((await me.wish({ skuId: (await soldOut()).skuId, kind: 'notify' })).body.id)
    const page = (cursor = '') => product.get(`/wishes?limit=2${cursor}`, { token: me.token })
    const first = await page()
    const rest = await page(`&cursor=${first.body.next}`)
    expect([...first.body.wishes, ...rest.body.wishes].map((it: { id: string }) => it.id)).toEqual(ids)
    expect(codeOf(await page('&cursor=odd'))).toEqual([400, 'cursor_invalid'])
    expect(codeOf(await other.withdraw(ids[0] ?? ''))).toEqual([404, 'wish_not_found'])
  })

  it.each([
    ['an unknown SKU', { skuId: 'sku_nothing', kind: 'notify' }, 404, 'sku_not_found'],
    ['an unknown store', { storeId: 'sto_nowhere', kind: 'notify' }, 404, 'store_not_found'],
    ['no store to put by', { kind: 'hold' }, 422, 'store_required'],
    ['an unknown kind', { kind: 'steal' }, 400, 'request_invalid'],
  ])('is refused with %s', async (_, more, status, code) => {
    const [shelf, me] = [await soldOut(), await shopper()]
    expect(codeOf(await me.wish({ skuId: shelf.skuId, ...more }))).toEqual([status, code])
  })
})

describe('备货 (ST-6, GU-5)', () => {
  it('is a task of the store, done once, and its shopper is told', async () => {
    const [shelf, me] = [await soldOut(), await shopper(2)]
    const { skuId, storeId } = shelf
    const made = await me.wish({ skuId, storeId, kind: 'hold' })
    expect(made.body.statusText).toBe('备货中')
    await product.settled()
    const { tasks } = await shelf.tasks()
    expect(tasks).toMatchObject([{ kind: 'hold', state: 'open', skuId, available: 0 }])
    expect(tasks[0].memberName).not.toBe('')
    const answers = await Promise.all(Array.from({ length: 5 }, () => shelf.done(tasks[0].id)))
    expect(new Set(answers.map((it) => it.status))).toEqual(new Set([200]))
    await Promise.all([fulfilByTask(made.body.id, 1), product.settled()])
    await product.settled()
    expect(await me.wishes()).toMatchObject([{ status: 'told', statusText: '已备好' }])
    expect((await me.notices())[0]?.lines[2]).toEqual(['thing3', '已为你备好，请尽快到店看看'])
    expect(await me.notices()).toHaveLength(1)
    expect((await shelf.tasks()).tasks).toEqual([])
    expect((await shelf.tasks('done')).tasks).toMatchObject([{ doneBy: shelf.guide.name }])
  })

  it('goes with its wish, and comes back with it', async () => {
    const [shelf, me] = [await soldOut(), await shopper()]
    const body = { skuId: shelf.skuId, storeId: shelf.storeId, kind: 'hold' }
    const { id } = (await me.wish(body)).body
    await product.settled()
    const [task] = (await shelf.tasks()).tasks
    await me.withdraw(id)
    await Promise.all([settleWish(id), settleWish(id), product.settled()])
    expect((await shelf.tasks()).tasks).toEqual([])
    expect(codeOf(await shelf.done(task.id))).toEqual([409, 'task_closed'])
    await me.wish(body)
    await product.settled()
    const [second, ...others] = (await shelf.tasks()).tasks
    expect([second.id === task.id, others]).toEqual([false, []])
  })

  it('whose goods come is still to be put by: the task stays', async () => {
    const [shelf, me] = [await soldOut(), await shopper()]
    await me.wish({ skuId: shelf.skuId, storeId: shelf.storeId, kind: 'hold' })
    await shelf.change('receipt', 3)
    expect((await shelf.tasks()).tasks).toMatchObject([{ available: 3 }])
    expect(await me.wishes()).toMatchObject([{ status: 'waiting' }])
  })

  it('is the business of that store', async () => {
    const [shelf, me] = [await soldOut(), await shopper()]
    const stranger = await signInGuide(product, { role: 'manager' })
    await me.wish({ skuId: shelf.skuId, storeId: shelf.storeId, kind: 'hold' })
    await product.settled()
    const [task] = (await shelf.tasks()).tasks
    expect((await shelf.tasks('open', stranger.token)).error.code).toBe('location_forbidden')
    expect(codeOf(await shelf.done(task.id, stranger.token))).toEqual([403, 'location_forbidden'])
    expect(codeOf(await shelf.done('tsk_nothing'))).toEqual([404, 'task_not_found'])
  })
})

describe('many at once (ST-6)', () => {
  it('tell one message for one wish', async () => {
    const [shelf, me] = [await soldOut(), await shopper(5)]
    const { id } = (await me.wish({ skuId: shelf.skuId, kind: 'notify' })).body
    await product.settled()
    await product.stopWorker()
    await feed(product, [
      line({ skuId: shelf.skuId, locationId: shelf.storeId, kind: 'receipt', quantity: 1 }),
    ])
    const news = { skuId: shelf.skuId, locationId: shelf.storeId, available: 1 }
    const step = async () => {
      await tellWaiting(news)
      await sendTold(id, 1)
    }
    await Promise.all(Array.from({ length: 6 }, step))
    product.startWorker()
    await product.settled()
    expect(await me.notices()).toHaveLength(1)
  })
})
