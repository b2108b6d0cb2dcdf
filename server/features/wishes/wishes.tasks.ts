import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { readPage } from '../../kernel/cursor'
import { guideDirectory } from '../guides/guides.service'
import { readLive } from '../inventory/inventory.service'
import { memberForStaff } from '../members/members.service'
import type { taskView, wishesContract } from './wishes.contract'
import { finishTask, findTask, tasksOf, type TaskDoc } from './wishes.tasks.model'
import { fail, goodsOf } from './wishes.view'

type Routes = (typeof wishesContract)['routes']
type Staff = CallerOf<Routes['POST /tasks/:taskId/done']>

async function viewTask(task: TaskDoc): Promise<z.input<typeof taskView>> {
  const { _id, kind, state, skuId, storeId, memberId, createdAt, doneAt, doneBy } = task
  const [goods, member, live, guides] = await Promise.all([
    goodsOf(skuId),
    memberForStaff(memberId),
    readLive(skuId, [storeId]),
    guideDirectory(),
  ])
  return {
    id: _id,
    kind,
    state,
    ...goods,
    memberName: member?.name ?? member?.nickname ?? '',
    available: Math.max(0, live.available[0] ?? 0),
    createdAt: createdAt.toISOString(),
    ...(doneAt ? { doneAt: doneAt.toISOString() } : {}),
    ...(doneBy ? { doneBy: guides.ofId(doneBy)?.name ?? doneBy } : {}),
  }
}

/** What shoppers asked the own store to put by (ST-6, GU-5). @throws location_forbidden, cursor_invalid */
export async function storeTasks(
  storeId: string,
  { state, ...paging }: z.output<Routes['GET /stores/:storeId/tasks']['query']>,
  caller: Staff,
) {
  if (caller.storeId !== storeId) throw fail('location_forbidden')
  const page = await readPage(
    paging,
    (after, count) => tasksOf(storeId, state, after, count),
    (it) => it.createdAt,
  )
  if (!page) throw fail('cursor_invalid')
  return {
    tasks: await Promise.all(page.rows.map(viewTask)),
    ...page.more,
  }
}

/** The goods are put by (ST-6); again it changes nothing. @throws task_not_found, task_closed, location_forbidden */
export async function doTask(taskId: string, { storeId, guideId }: Staff) {
  const task = await findTask(taskId)
  if (!task) throw fail('task_not_found')
  if (task.storeId !== storeId) throw fail('location_forbidden')
  const done = (await finishTask(task, guideId)) ?? (await findTask(taskId))
  if (done?.state !== 'done') throw fail('task_closed')
  return viewTask(done)
}
