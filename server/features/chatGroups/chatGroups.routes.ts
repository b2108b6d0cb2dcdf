import type { Context } from 'koa'
import { implement } from '../../kernel/router'
import { chatGroupsContract } from './chatGroups.contract'
import {
  activitiesInChat,
  changeWelcome,
  goodsInChat,
  groupInChat,
  makeGroupActivityCard,
  makeGroupCard,
  membersInChat,
} from './chatGroups.service'

const idOf = (ctx: Context) => String(ctx.state.requestId)

export const chatGroupsFeature = implement(chatGroupsContract, {
  'GET /groups/:chatId': ({ params, caller, ctx }) => groupInChat(params.chatId, caller, idOf(ctx)),
  'GET /groups/:chatId/members': ({ params, query, caller }) =>
    membersInChat(params.chatId, query.show, caller),
  'GET /groups/:chatId/activities': ({ params, caller }) => activitiesInChat(params.chatId, caller),
  'GET /groups/:chatId/goods': ({ params, query, caller }) => goodsInChat(params.chatId, query.q, caller),
  'POST /groups/:chatId/guide-cards': ({ params, body, caller, ctx }) =>
    makeGroupCard(params.chatId, body, caller, idOf(ctx)),
  'POST /groups/:chatId/activity-cards': ({ params, body, caller, ctx }) =>
    makeGroupActivityCard(params.chatId, body, caller, idOf(ctx)),
  'PUT /groups/:chatId/welcome': ({ params, body, caller, ctx }) =>
    changeWelcome(params.chatId, body, caller, idOf(ctx)),
})
