import { audit } from '../../kernel/audit'
import type { MachineCaller } from '../../kernel/auth'
import { countDeadLetters, deadLetters, replayDeadLetter } from '../../kernel/deadLetters'
import { failWith } from '../../kernel/errors'
import { operationsContract } from './operations.contract'

const fail = failWith(operationsContract.errors)

/** Events no attempt could handle, newest first. */
export async function listDeadLetters(limit: number) {
  const [letters, total] = await Promise.all([deadLetters(limit), countDeadLetters()])
  return {
    total,
    letters: letters.map(({ _id, name, source, documentId, data, at, error }) => ({
      id: _id,
      name,
      source,
      documentId,
      data,
      at: at.toISOString(),
      error,
    })),
  }
}

/** @throws dead_letter_not_found */
export async function replay(eventId: string, caller: MachineCaller, requestId: string): Promise<void> {
  if (!(await replayDeadLetter(eventId))) throw fail('dead_letter_not_found')
  await audit(caller, 'deadLetter.replayed', eventId, undefined, requestId)
}
