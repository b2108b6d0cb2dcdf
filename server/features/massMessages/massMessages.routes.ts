import { implement } from '../../kernel/router'
import { massMessagesContract } from './massMessages.contract'
import {
  audienceChoices,
  cancel,
  createMessage,
  groupChoices,
  message,
  messages,
  plan,
  remind,
  results,
} from './massMessages.service'

export const massMessagesFeature = implement(massMessagesContract, {
  'GET /mass-audience': ({ caller }) => audienceChoices(caller),
  'POST /mass-audience/plan': ({ body, caller }) => plan(body.audience, caller),
  'GET /mass-groups': ({ caller }) => groupChoices(caller),
  'GET /mass-messages': ({ caller }) => messages(caller),
  'POST /mass-messages': ({ body, caller, ctx }) => createMessage(body, caller, String(ctx.state.requestId)),
  'GET /mass-messages/:messageId': ({ params, caller }) => message(params.messageId, caller),
  'GET /mass-messages/:messageId/results': ({ params, query, caller }) =>
    results(params.messageId, query, caller),
  'POST /mass-messages/:messageId/remind': ({ params, caller }) => remind(params.messageId, caller),
  'POST /mass-messages/:messageId/cancel': ({ params, caller, ctx }) =>
    cancel(params.messageId, caller, String(ctx.state.requestId)),
})
