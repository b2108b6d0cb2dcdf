import { implement } from '../../kernel/router'
import { transfersContract } from './transfers.contract'
import {
  approve,
  cancel,
  inTransitAt,
  receive,
  requestTransfer,
  ship,
  showTransfer,
  transfersOf,
} from './transfers.service'

export const transfersFeature = implement(transfersContract, {
  'POST /transfers': ({ body, caller }) => requestTransfer(body, caller),
  'GET /transfers': ({ query, caller }) => transfersOf(query, caller),
  'GET /transfers/:transferId': ({ params, caller }) => showTransfer(params.transferId, caller),
  'GET /stock/:skuId/:locationId/in-transit': ({ params }) => inTransitAt(params.skuId, params.locationId),
  'POST /transfers/:transferId/approve': ({ params, caller }) => approve(params.transferId, caller),
  'POST /transfers/:transferId/ship': ({ params, body, caller }) =>
    ship(params.transferId, body.lines, caller),
  'POST /transfers/:transferId/receive': ({ params, body, caller }) =>
    receive(params.transferId, body.lines, caller),
  'POST /transfers/:transferId/cancel': ({ params, body, caller }) =>
    cancel(params.transferId, body.reason, caller),
})
