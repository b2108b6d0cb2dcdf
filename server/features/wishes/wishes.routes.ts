import { implement } from '../../kernel/router'
import { wishesContract } from './wishes.contract'
import { doTask, makeWish, myWishes, storeTasks, withdrawWish } from './wishes.service'

export const wishesFeature = implement(wishesContract, {
  'POST /wishes': ({ body, caller }) => makeWish(body, caller),
  'GET /wishes': ({ query, caller }) => myWishes(caller.memberId, query),
  'DELETE /wishes/:wishId': ({ params, caller }) => withdrawWish(params.wishId, caller.memberId),
  'GET /stores/:storeId/tasks': ({ params, query, caller }) => storeTasks(params.storeId, query, caller),
  'POST /tasks/:taskId/done': ({ params, caller }) => doTask(params.taskId, caller),
})
