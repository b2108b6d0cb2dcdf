import { model, Schema } from 'mongoose'
import { now } from '../../kernel/clock'
import { isDuplicate } from '../../kernel/db'
import { emit, outboxField, outboxIndex, relayFrom, type WithOutbox } from '../../kernel/outbox'
import { presaleWithdrawn } from './presales.events'
import type { Windows } from './presales.rules'

/** An offer; its quota and who took of it are its allotment's. Shard key: _id. */
export interface PresaleDoc extends WithOutbox, Windows {
  _id: string
  skuId: string
  spuId: string
  /** Fen per piece. */
  deposit: number
  worth: number
  readyAt: Date
  perMember: number
  createdAt: Date
  withdrawnAt?: Date
}

const presaleModel = model<PresaleDoc>(
  'Presale',
  new Schema<PresaleDoc>(
    {
      _id: String,
      skuId: String,
      spuId: String,
      deposit: Number,
      worth: Number,
      depositFrom: Date,
      depositUntil: Date,
      balanceFrom: Date,
      balanceUntil: Date,
      readyAt: Date,
      perMember: Number,
      createdAt: Date,
      withdrawnAt: Date,
      outbox: outboxField,
    },
    { collection: 'presales', versionKey: false, minimize: false },
  )
    .index({ spuId: 1, balanceUntil: 1 })
    .index({ balanceUntil: 1 })
    .index(outboxIndex, { partialFilterExpression: { 'outbox.at': { $exists: true } } }),
)
relayFrom(presaleModel)

export const findPresale = (presaleId: string): Promise<PresaleDoc | null> =>
  presaleModel.findById(presaleId).lean<PresaleDoc>()

/** @returns false when one of this id stands already */
export const insertPresale = (presale: PresaleDoc): Promise<boolean> =>
  presaleModel.collection.insertOne(presale as never).then(
    () => true,
    (error: unknown) => {
      if (isDuplicate(error)) return false
      throw error
    },
  )

/** Offers that are not over at an instant, nor withdrawn, first to end first. */
export const standingPresales = (at: Date, spuId: string | undefined, limit: number): Promise<PresaleDoc[]> =>
  presaleModel
    .find({ ...(spuId ? { spuId } : {}), balanceUntil: { $gt: at }, withdrawnAt: { $exists: false } })
    .sort({ balanceUntil: 1 })
    .limit(limit)
    .lean<PresaleDoc[]>()

/** Withdraws an offer, once. */
export const writeWithdrawn = async (presaleId: string): Promise<void> => {
  await presaleModel.updateOne(
    { _id: presaleId, withdrawnAt: { $exists: false } },
    { $set: { withdrawnAt: now() }, $push: { outbox: emit(presaleWithdrawn, { presaleId }) } },
  )
}
