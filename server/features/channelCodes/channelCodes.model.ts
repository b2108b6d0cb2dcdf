import { model, Schema } from 'mongoose'
import { insertOnce } from '../../kernel/db'
import { dueWork } from '../../kernel/dueWork'
import { versioned } from '../../kernel/versioned'
import type { ChannelCodeDraft, CodeStatus } from './channelCodes.rules'

/** A channel code (GU-6b); its id is the `state` of who scans it. Shard key: _id. */
export interface ChannelCodeDoc extends Omit<ChannelCodeDraft, 'carrier'> {
  _id: string
  /** Absent: a picture. */
  carrier?: ChannelCodeDraft['carrier']
  /** Stores of the guides it may lead to. */
  storeIds: string[]
  status: CodeStatus
  version: number
  createdAt: Date
  createdBy: string
  updatedAt: Date
  /** When it is to be compared with WeCom next; absent when never. */
  dueAt?: Date
  /** Until then one worker has it in hand. */
  leaseUntil?: Date
  /** WeCom was asked to make it, and perhaps did. */
  askedAt?: Date
  configId?: string
  qrCode?: string
  /** What WeCom was last told of it. */
  told?: string
  failures: number
  problem?: string
}

const codeModel = model<ChannelCodeDoc>(
  'ChannelCode',
  new Schema<ChannelCodeDoc>(
    {
      _id: String,
      title: String,
      channel: String,
      carrier: String,
      duty: {},
      tags: [String],
      welcome: {},
      storeIds: [String],
      status: String,
      version: Number,
      createdAt: Date,
      createdBy: String,
      updatedAt: Date,
      dueAt: Date,
      leaseUntil: Date,
      askedAt: Date,
      configId: String,
      qrCode: String,
      told: String,
      failures: Number,
      problem: String,
    },
    { collection: 'channelCodes', versionKey: false, minimize: false },
  )
    .index({ createdAt: -1, _id: -1 })
    .index({ storeIds: 1, createdAt: -1 })
    .index({ dueAt: 1 }),
)

export const insertCode = (code: ChannelCodeDoc): Promise<boolean> => insertOnce(codeModel, code)

/** What operators write of them (OP-2). */
export const codeWrites = versioned(codeModel)

/** The status of a code on the version it was decided on, to be compared with WeCom at once. */
export const moveCode = (
  { _id, version }: ChannelCodeDoc,
  status: CodeStatus,
  at: Date,
): Promise<ChannelCodeDoc | null> => codeWrites.change(_id, version, { status, dueAt: at, failures: 0 })

const inUse: CodeStatus[] = ['live', 'paused']
const links = { carrier: 'link' as const, status: { $in: inUse } }
/** Links in use, with WeCom's ids. */
export const liveLinks = (): Promise<Pick<ChannelCodeDoc, '_id' | 'configId'>[]> =>
  codeModel.find(links, { configId: 1 }).lean<Pick<ChannelCodeDoc, '_id' | 'configId'>[]>()

/** One link, or all of them, are to be compared with WeCom at once, whatever was told before. */
export const hurryLinks = async (linkId: string | undefined, dueAt: Date): Promise<void> => {
  await codeModel.updateMany(
    { ...links, ...(linkId ? { configId: linkId } : {}) },
    { $set: { dueAt }, $unset: { told: 1 } },
  )
}

const ofStores = { 'duty.kind': 'store' as const, carrier: { $ne: 'link' as const } }
type StoreCode = Pick<ChannelCodeDoc, '_id' | 'storeIds' | 'qrCode'>
const scannable = { ...ofStores, status: 'live' as const, qrCode: { $exists: true } }
/** Pictures in use that lead to whoever works in one of these stores, oldest first. */
export const storeCodesInUse = (storeIds: readonly string[]): Promise<StoreCode[]> =>
  codeModel
    .find({ ...scannable, storeIds: { $in: [...storeIds] } }, { storeIds: 1, qrCode: 1 })
    .sort({ createdAt: 1, _id: 1 })
    .lean<StoreCode[]>()
export const storeCodeInUse = (_id: string): Promise<StoreCode | null> =>
  codeModel.findOne({ ...scannable, _id }, { storeIds: 1, qrCode: 1 }).lean<StoreCode>()
/** Pictures that lead or led to whoever works in one store: in these stores, or in any. */
export const codesOfStores = (storeIds: readonly string[] | undefined): Promise<StoreCode[]> =>
  codeModel
    .find({ ...ofStores, ...(storeIds ? { storeIds: { $in: [...storeIds] } } : {}) }, { storeIds: 1 })
    .lean<StoreCode[]>()

const { takeDue, change, letGo } = dueWork<ChannelCodeDoc>(codeModel)
export { takeDue }

type Known = Pick<
  ChannelCodeDoc,
  'askedAt' | 'configId' | 'qrCode' | 'told' | 'problem' | 'failures' | 'dueAt'
>

const changesOf = (facts: Record<string, unknown>) => {
  const entries = Object.entries(facts)
  const set = Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  const unset = Object.fromEntries(
    entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1 as const]),
  )
  return {
    ...(Object.keys(set).length ? { $set: set } : {}),
    ...(Object.keys(unset).length ? { $unset: unset } : {}),
  }
}

/** Notes what is known of WeCom while the code is in hand; what is undefined is taken off. @returns false once the lease is lost */
export const noteOf = (
  code: ChannelCodeDoc,
  facts: Partial<Record<keyof Known, unknown>>,
): Promise<boolean> => change(code, changesOf(facts))

/** Puts a code down again; where it was changed meanwhile it stays due. */
export async function putDown(
  code: ChannelCodeDoc,
  { dueAt, ...rest }: Pick<Known, 'failures'> & { problem: string | undefined; dueAt: Date | undefined },
): Promise<void> {
  await change(code, changesOf({ dueAt }), { version: code.version })
  await letGo(code, changesOf(rest))
}
