import { model, Schema } from 'mongoose'
import type { Caller } from './auth'
import { now } from './clock'

interface AuditEntry {
  at: Date
  /** `gui_…`, `mem_…`, `opr_…` or `machine:<name>` */
  actor: string
  /** Past tense, e.g. `customer.viewed` */
  action: string
  subject: string
  details?: unknown
  requestId?: string
}

const auditModel = model<AuditEntry>(
  'Audit',
  new Schema<AuditEntry>(
    { at: Date, actor: String, action: String, subject: String, details: {}, requestId: String },
    { collection: 'audit', versionKey: false },
  )
    .index({ subject: 1, at: -1 })
    .index({ actor: 1, at: -1 }),
)

function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'public':
      return 'public'
    case 'member':
      return caller.memberId
    case 'machine':
      return `machine:${caller.name}`
    case 'operator':
      return caller.operatorId
    case 'guide':
    case 'manager':
      return caller.guideId
  }
}

/** Records who saw or changed what (OP-6). Written before the answer: what is not recorded is not shown. */
export async function audit(
  caller: Caller,
  action: string,
  subject: string,
  details?: unknown,
  requestId?: string,
): Promise<void> {
  await auditModel.collection.insertOne({
    at: now(),
    actor: actorOf(caller),
    action,
    subject,
    details,
    requestId,
  })
}

/** The latest entries about a subject, newest first. */
export const auditOf = (subject: string, limit = 50): Promise<AuditEntry[]> =>
  auditModel.find({ subject }).sort({ at: -1 }).limit(limit).lean<AuditEntry[]>()
