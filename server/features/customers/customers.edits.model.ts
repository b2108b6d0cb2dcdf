import { now } from '../../kernel/clock'
import { waitAfter } from '../../kernel/dueWork'
import { emit } from '../../kernel/outbox'
import { letOthers } from '../../kernel/turns'
import { contactEdited } from './customers.events'
import { atVersion, contactModel, findContact, type ContactDoc } from './customers.model'
import { editsAfter, editsTold, isWaiting, type Told, type Wanted } from './customers.rules'

/** Longer than telling WeCom takes with its retries; a dead process's turn is over then. */
const TURN_MS = 60_000
/** The event tells WeCom at once; should it have died, the sweep does. */
const SWEEP_AFTER_MS = 30_000
const FIRST_WAIT_MS = 5000
const LONGEST_WAIT_MS = 15 * 60_000

/**
 * Writes down what a member wants of a contact, with the event that has WeCom told: one update at the version it was
 * decided on. @returns the contact after it; undefined when the member is no follower (any more)
 */
export async function writeEdits(
  externalUserId: string,
  userid: string,
  by: string,
  wanted: readonly Wanted[],
): Promise<ContactDoc | undefined> {
  for (;;) {
    const contact = await findContact(externalUserId)
    const follower = contact?.followers.find((it) => it.userid === userid)
    if (!contact || !follower) return undefined
    const version = (contact.version ?? 0) + 1
    const edits = editsAfter(contact.edits ?? [], follower, wanted, { by, at: now(), seq: version })
    const carries = edits.some(isWaiting)
    const next = await contactModel
      .findOneAndUpdate(
        atVersion(contact),
        {
          $set: {
            edits,
            version,
            ...(carries ? { carryAt: new Date(now().getTime() + SWEEP_AFTER_MS) } : {}),
          },
          ...(carries ? {} : { $unset: { carryAt: 1 } }),
          ...(carries ? { $push: { outbox: emit(contactEdited, { externalUserId }) } } : {}),
        },
        { returnDocument: 'after' },
      )
      .lean<ContactDoc>()
    if (next) return next
    await letOthers()
  }
}

/** Takes the turn of telling WeCom about a contact. @returns null when nothing waits, or somebody has the turn */
export const takeTurn = (externalUserId: string, id: string): Promise<ContactDoc | null> =>
  contactModel
    .findOneAndUpdate(
      {
        _id: externalUserId,
        carryAt: { $exists: true },
        $or: [{ carrier: { $exists: false } }, { 'carrier.until': { $lt: now() } }],
      },
      { $set: { carrier: { id, until: new Date(now().getTime() + TURN_MS) } } },
      { returnDocument: 'after' },
    )
    .lean<ContactDoc>()

/**
 * Settles what WeCom was told. The turn ends with the last edit that waits, in the same update, so that none written
 * meanwhile is left behind. @returns the contact while there is more to tell in this turn
 */
export async function settleEdits(
  externalUserId: string,
  id: string,
  told: readonly Told[],
): Promise<ContactDoc | null> {
  for (;;) {
    const contact = await findContact(externalUserId)
    if (!contact) return null
    const edits = editsTold(contact.edits ?? [], told)
    const isOver = !edits.some(isWaiting)
    const isMine = contact.carrier?.id === id
    const next = await contactModel
      .findOneAndUpdate(
        atVersion(contact),
        {
          $set: {
            edits,
            version: (contact.version ?? 0) + 1,
            ...(isMine && !isOver ? { carrier: { id, until: new Date(now().getTime() + TURN_MS) } } : {}),
          },
          ...(isMine && isOver ? { $unset: { carrier: 1, carryAt: 1, tries: 1 } } : {}),
        },
        { returnDocument: 'after' },
      )
      .lean<ContactDoc>()
    if (next) return isMine && !isOver ? next : null
    await letOthers()
  }
}

/** Ends a turn in which WeCom could not be told everything; the sweep tries again after a wait that grows. */
export async function leaveTurn(externalUserId: string, id: string, tries: number): Promise<void> {
  const wait = waitAfter(tries, FIRST_WAIT_MS, LONGEST_WAIT_MS)
  await contactModel.updateOne(
    { _id: externalUserId, 'carrier.id': id },
    { $unset: { carrier: 1 }, $set: { carryAt: new Date(now().getTime() + wait), tries: tries + 1 } },
  )
}

/** Contacts whose edits should have been told by now. */
export const overdueContacts = async (limit: number): Promise<string[]> =>
  (
    await contactModel
      .find({ carryAt: { $lte: now() } }, { _id: 1 })
      .sort({ carryAt: 1 })
      .limit(limit)
      .lean<{ _id: string }[]>()
  ).map((it) => it._id)
