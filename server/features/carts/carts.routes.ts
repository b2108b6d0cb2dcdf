import { implement } from '../../kernel/router'
import { cartsContract } from './carts.contract'
import { emptyCart, setLine, showCart } from './carts.service'

export const cartsFeature = implement(cartsContract, {
  'GET /cart': ({ caller }) => showCart(caller.memberId),
  'PUT /cart/lines': ({ caller, body }) => setLine(caller.memberId, body),
  'DELETE /cart': ({ caller }) => emptyCart(caller.memberId),
})
