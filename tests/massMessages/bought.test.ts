import { carryDue } from '../../server/features/massMessages/massMessages.carry'
import { resetClock } from '../../server/kernel/clock'
import { startShop, type Shop } from '../orders/support'
import { build } from '../support/build'
import { signInShopper } from '../support/people'
import { leaveToTests, massOf } from './support'

let shop: Shop
const { carried, circle, confirm, create, look, resultsOf, tasks } = massOf(() => shop.product)
beforeAll(async () => {
  leaveToTests()
  shop = await startShop()
})
afterAll(async () => {
  resetClock()
  await shop?.product.stop()
})

it('what a customer orders by the card of a mass message is in its results (GU-4, GU-6)', async () => {
  const goods = await build.shelf(9)
  const it = await circle(2)
  const { body } = await create(it.token, { attachments: [{ kind: 'goods', skuId: goods.skuId }] })
  await carryDue()
  const [task] = await tasks(it.userid)
  await confirm(task?.msgid ?? '', it.userid)
  await carried()
  const cardId = new URLSearchParams(task?.said[1]?.card?.page.split('?')[1]).get('card')
  const [who] = it.people
  if (!who) throw new Error('a circle of two has a first')
  const buyer = { who, ...(await signInShopper(shop.product, who)) }
  await shop.product.post(`/guide-cards/${cardId}/opened`, { token: buyer.token })
  const basket = {
    lines: [{ skuId: goods.skuId, quantity: 2 }],
    way: 'pickup' as const,
    storeId: goods.store._id,
  }
  const placed = await shop.place(buyer, basket)
  await shop.payOnPhone(buyer, placed.body.id)
  const order = await shop.whenStatus(buyer, placed.body.id, 'paid')
  await shop.product.settled()
  const { total } = order.amounts
  expect(await look(it.token, body.id)).toMatchObject({
    opened: 1,
    bought: { customers: 1, orders: 1, amount: total },
  })
  const { recipients } = await resultsOf(it.token, body.id)
  expect(recipients[0]).toMatchObject({
    id: who.externalUserId,
    amount: total,
    text: expect.stringContaining('下了 1 单'),
  })
  expect(recipients[1]).toMatchObject({ amount: 0, isOpened: false })
})
