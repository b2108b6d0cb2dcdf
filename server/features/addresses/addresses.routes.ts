import { implement } from '../../kernel/router'
import { addressesContract } from './addresses.contract'
import { addAddress, addressesOf, changeAddress, removeAddress } from './addresses.service'

export const addressesFeature = implement(addressesContract, {
  'GET /addresses': async ({ caller }) => ({ addresses: await addressesOf(caller.memberId) }),
  'POST /addresses': ({ caller, body }) => addAddress(caller.memberId, body),
  'PATCH /addresses/:addressId': ({ caller, params, body }) =>
    changeAddress(caller.memberId, params.addressId, body),
  'DELETE /addresses/:addressId': ({ caller, params }) => removeAddress(caller.memberId, params.addressId),
})
