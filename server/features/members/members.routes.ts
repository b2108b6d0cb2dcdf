import { bearer } from '../../kernel/auth'
import { implement } from '../../kernel/router'
import { closeSession } from '../../kernel/sessions'
import { membersContract } from './members.contract'
import {
  bindPhone,
  changeProfile,
  confirmMerge,
  myProfile,
  partForHeadquarters,
  signIn,
} from './members.service'

export const membersFeature = implement(membersContract, {
  'POST /session': ({ body }) => signIn(body.code, body.storeId),
  'DELETE /session': ({ ctx }) => closeSession(bearer(ctx)),
  'GET /me': ({ caller }) => myProfile(caller.memberId),
  'PATCH /me': ({ caller, body }) => changeProfile(caller.memberId, body),
  'POST /me/phone': ({ caller, body }) => bindPhone(caller.memberId, body.code),
  'POST /me/merges': ({ caller, body, ctx }) =>
    confirmMerge(body.ticket, caller, String(ctx.state.requestId)),
  'POST /members/:memberId/merges/:mergeId/undo': ({ caller, params, ctx }) =>
    partForHeadquarters(params, caller, String(ctx.state.requestId)),
})
