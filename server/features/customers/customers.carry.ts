import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import { setRemark } from '../../integrations/wecom/contacts'
import { markTags } from '../../integrations/wecom/tags'
import { refreshContact } from './customers.contacts'
import { leaveTurn, overdueContacts, settleEdits, takeTurn } from './customers.edits.model'
import type { ContactDoc } from './customers.model'
import { isWaiting, type Edit, type Told } from './customers.rules'

/** What says nothing about the edit: busy, too often, token, not configured yet. It is told later. */
const LATER = new Set([-1, 6000, 40001, 40014, 41001, 42001, 45009, 45033, 48002, 60020])
const TAG_GONE = 40068

const saidOf = (edit: Edit, code: number): Told => ({
  userid: edit.userid,
  what: edit.what,
  seq: edit.seq,
  code,
})

/** Tells one thing. @returns the refusal's code, 0 when it was taken over, undefined when it has to wait */
async function codeOf(work: () => Promise<void>): Promise<number | undefined> {
  try {
    await work()
    return 0
  } catch (error) {
    if (!isPlatformTrouble(error)) throw error
    if (error instanceof PlatformError && !LATER.has(error.code)) return error.code
    logger.info({ error: error.message }, 'an edit of a contact has to wait')
    return undefined
  }
}

/** Puts on and takes off together; where one of the tags is gone, one by one. */
async function tellTags(externalUserId: string, edits: readonly Edit[]): Promise<Told[]> {
  const [first] = edits
  if (!first) return []
  const ids = (on: boolean) => edits.filter((it) => it.on === on).map((it) => it.what)
  const code = await codeOf(() =>
    markTags(first.userid, externalUserId, { add: ids(true), remove: ids(false) }),
  )
  if (code === TAG_GONE && edits.length > 1) {
    const told: Told[] = []
    for (const edit of edits) told.push(...(await tellTags(externalUserId, [edit])))
    return told
  }
  return code === undefined ? [] : edits.map((it) => saidOf(it, code))
}

async function tellRemark(externalUserId: string, edit: Edit | undefined): Promise<Told[]> {
  if (!edit) return []
  const code = await codeOf(() => setRemark(edit.userid, externalUserId, edit.text ?? ''))
  return code === undefined ? [] : [saidOf(edit, code)]
}

/** Tells WeCom what waits. @returns what came of it; what is missing has to wait */
async function tell({ _id, edits = [] }: ContactDoc): Promise<Told[]> {
  const waiting = edits.filter(isWaiting)
  const told: Told[] = []
  for (const userid of new Set(waiting.map((it) => it.userid))) {
    const own = waiting.filter((it) => it.userid === userid)
    told.push(
      ...(await tellTags(
        _id,
        own.filter((it) => it.what !== 'remark'),
      )),
    )
    told.push(
      ...(await tellRemark(
        _id,
        own.find((it) => it.what === 'remark'),
      )),
    )
  }
  if (told.length === 0) return told
  // What counts is what WeCom states afterwards; without that, it is told once more later, which does no harm.
  const isStated = (await codeOf(async () => void (await refreshContact(_id)))) === 0
  return isStated ? told : told.filter((it) => it.code !== 0)
}

/**
 * Carries a contact's edits to WeCom (GU-2), one process at a time, until none waits or WeCom is away. Changes by API
 * cause no callback; what somebody changed in WeCom meanwhile comes with the facts that are read afterwards.
 */
export async function carryEdits(externalUserId: string): Promise<void> {
  const turn = newId('car')
  let contact = await takeTurn(externalUserId, turn)
  while (contact) {
    const { tries = 0, edits = [] } = contact
    const waiting = edits.filter(isWaiting).length
    try {
      const told = await tell(contact)
      contact = await settleEdits(externalUserId, turn, told)
      if (told.length < waiting) {
        await leaveTurn(externalUserId, turn, tries)
        return
      }
    } catch (error) {
      await leaveTurn(externalUserId, turn, tries)
      throw error
    }
  }
}

const SWEPT = 200

/** Carries what could not be told at once. */
export async function sweepEdits(): Promise<void> {
  for (const externalUserId of await overdueContacts(SWEPT)) await carryEdits(externalUserId)
}
