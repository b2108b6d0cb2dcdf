import { build, next } from '../support/build'
import { forgetLimits } from '../support/limits'
import { signInGuide } from '../support/people'
import { MACHINE, type TestProduct } from '../support/product'

/** A sending and a receiving store with their people, and goods at the sender. */
export async function ends(product: TestProduct, onHand = 10) {
  await forgetLimits()
  const [sender, receiver] = [
    await signInGuide(product, { role: 'manager' }),
    await signInGuide(product, { role: 'manager' }),
  ]
  const [from, to] = [sender.guide.storeId, receiver.guide.storeId]
  const guide = await signInGuide(product, { storeId: to })
  const skuId = (await build.product()).skus[0]?.id ?? ''
  await build.stock(skuId, from, onHand)
  return { from, to, skuId, sender: sender.token, receiver: receiver.token, guide: guide.token }
}
export type Ends = Awaited<ReturnType<typeof ends>>

/** What staff and systems do with transfers. */
export function acts(product: TestProduct) {
  const act = (name: string) => (id: string, token: string, body?: object) =>
    product.post(`/transfers/${id}/${name}`, { token, body: body ?? {} })
  return {
    request: (it: Ends, quantity = 4, more: object = {}) =>
      product.post('/transfers', {
        token: it.guide,
        body: {
          key: `transfer${next()}`,
          from: it.from,
          lines: [{ skuId: it.skuId, quantity }],
          reason: '顾客要',
          ...more,
        },
      }),
    approve: act('approve'),
    ship: act('ship'),
    receive: act('receive'),
    cancel: act('cancel'),
    list: (token: string, query: string) => product.get(`/transfers?${query}`, { token }),
    stock: async (skuId: string, locationId: string) => {
      const { body } = await product.get(`/stock/${skuId}/${locationId}`, { token: MACHINE })
      return { onHand: body.onHand, reserved: body.reserved, available: body.available }
    },
    ledger: async (skuId: string, locationId: string) => {
      const { body } = await product.get(`/stock/${skuId}/${locationId}/ledger`, { token: MACHINE })
      return (body.entries as { kind: string; quantity: number }[])
        .filter((it) => it.kind.startsWith('transfer'))
        .map(({ kind, quantity }) => ({ kind, quantity }))
    },
    inTransit: async (skuId: string, locationId: string) =>
      (await product.get(`/stock/${skuId}/${locationId}/in-transit`, { token: MACHINE })).body,
  }
}
