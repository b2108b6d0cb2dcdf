import type { Api } from '../../../server/api'
import { call } from '../api/call'
import { token } from '../api/session'
import { shared } from '../api/shared'

export type Cart = Api['GET /cart']['response']
export type CartLine = Cart['lines'][number]
export type CartChange = NonNullable<Api['PUT /cart/lines']['body']>

/** The bag as last heard; undefined before that and when nobody is signed in. */
export const cart = shared<Cart | undefined>(undefined)
token.subscribe(() => {
  if (!token.get()) cart.set(undefined)
})

/** Later words win: an answer that was overtaken by a newer change is dropped. */
let turn = 0
const keep = async (work: Promise<Cart>): Promise<Cart> => {
  const mine = ++turn
  const heard = await work
  if (mine === turn) cart.set(heard)
  return heard
}

export const loadCart = (): Promise<Cart> => keep(call('GET /cart'))
export const setLine = (change: CartChange): Promise<Cart> => keep(call('PUT /cart/lines', { body: change }))

/** Puts pieces on top of what the bag has of the same SKU, way and store; at most 99. */
export const addToBag = async ({ quantity, ...rest }: CartChange): Promise<Cart> => {
  const { lines } = await loadCart()
  const before = lines.find(
    (it) =>
      it.skuId === rest.skuId &&
      it.way === rest.way &&
      (rest.storeId === undefined || it.store?.id === rest.storeId),
  )
  return setLine({ ...rest, quantity: Math.min(99, (before?.quantity ?? 0) + quantity) })
}

/** What names a line when it is changed. */
export const changeOf = ({ skuId, way, store }: CartLine): Omit<CartChange, 'quantity'> => ({
  skuId,
  way,
  ...(store ? { storeId: store.id } : {}),
})
