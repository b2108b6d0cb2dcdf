import { implement } from '../../kernel/router'
import { behavioursContract } from './behaviours.contract'
import { noteBehaviours } from './behaviours.service'

export const behavioursFeature = implement(behavioursContract, {
  'POST /behaviours': ({ body, caller }) => noteBehaviours(caller.memberId, body.behaviours),
})
