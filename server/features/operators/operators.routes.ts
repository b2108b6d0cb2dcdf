import { implement } from '../../kernel/router'
import { operatorsContract } from './operators.contract'
import { operatorProfileOf, signInOperator } from './operators.service'

export const operatorsFeature = implement(operatorsContract, {
  'POST /operators/session': ({ body }) => signInOperator(body.code),
  'GET /operators/me': ({ caller }) => operatorProfileOf(caller),
})
