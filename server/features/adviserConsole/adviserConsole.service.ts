import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import {
  findAdvisers,
  isThere,
  putHours,
  servicesBy,
  type AdviserDoc,
} from '../appointments/appointments.service'
import { guideDirectory, guidesOfStore } from '../guides/guides.service'
import { reaches } from '../operators/operators.service'
import { adviserConsoleContract } from './adviserConsole.contract'
import { daysOfTime, problemOf } from './adviserConsole.rules'

const fail = failWith(adviserConsoleContract.errors)
type Routes = (typeof adviserConsoleContract)['routes']
type Operator = CallerOf<Routes['GET /console/advisers']>
type Change = z.output<Routes['PUT /console/advisers/:guideId']['body']>
interface Person {
  id: string
  name: string
  avatar?: string
}

/** @throws adviser_out_of_reach */
function mustReach(caller: Operator, storeId: string): void {
  if (caller.kind !== 'machine' && !reaches(caller, [storeId])) throw fail('adviser_out_of_reach')
}

/** Times to come that the hours do not hold (any more). */
function outsideOf({ busy, ...hours }: AdviserDoc): number {
  const at = now()
  const isInside = (it: { start: Date; end: Date }) =>
    daysOfTime(it.start, it.end).some(({ date, span }) => isThere(hours, date, span))
  return busy.filter((it) => it.start > at && !isInside(it)).length
}

const show = ({ id, name, avatar }: Person, found: AdviserDoc | undefined, services: string[]) => ({
  id,
  name,
  ...(avatar ? { avatar } : {}),
  week: found?.week ?? [],
  exceptions: found?.exceptions ?? [],
  services,
  outside: found ? outsideOf(found) : 0,
  version: found?.version ?? 0,
})

async function showAll(storeId: string, people: readonly Person[]) {
  const ids = people.map((it) => it.id)
  const [found, services] = await Promise.all([findAdvisers(ids), servicesBy(storeId, ids)])
  return people.map((person) =>
    show(
      person,
      found.find((it) => it._id === person.id),
      services.filter((it) => it.adviserIds?.includes(person.id)).map((it) => it.name),
    ),
  )
}

/** The guides of a store with their calendars (AP-1, OP-6). @throws adviser_out_of_reach */
export async function advisersOfStore(storeId: string, caller: Operator) {
  mustReach(caller, storeId)
  const { guides } = await guidesOfStore(storeId, storeId)
  return { advisers: await showAll(storeId, guides) }
}

/**
 * Changes when a guide serves (AP-1): headquarters of every store, others of their own. Who has an appointment keeps it; how
 * many lie outside the hours is answered.
 * @throws adviser_not_found, adviser_out_of_reach, adviser_changed, adviser_invalid
 */
export async function changeHours(
  guideId: string,
  { version, ...hours }: Change,
  caller: Operator,
  requestId: string,
) {
  const guide = (await guideDirectory()).ofId(guideId)
  if (!guide?.active) throw fail('adviser_not_found')
  const { storeId } = guide
  mustReach(caller, storeId)
  const problem = problemOf(hours)
  if (problem) throw fail('adviser_invalid', problem)
  if (!(await putHours(guideId, version, { storeId, ...hours }))) throw fail('adviser_changed')
  await audit(caller, 'adviser.hoursChanged', guideId, { version }, requestId)
  const { _id: id, name, avatar } = guide
  const [shown] = await showAll(storeId, [{ id, name, ...(avatar ? { avatar } : {}) }])
  if (!shown) throw fail('adviser_not_found')
  return shown
}
