import type { Model } from 'mongoose'
import type { z } from 'zod'
import { now } from './clock'
import { newId } from './ids'

/** Something that happened, kept on the document it happened to until every listener has handled it. */
export interface OutboxEvent {
  id: string
  name: string
  data: unknown
  at: Date
}
export interface WithOutbox {
  outbox: OutboxEvent[]
}

/** The mongoose field of a document that emits events. */
export const outboxField = {
  type: [{ _id: false, id: String, name: String, data: {}, at: Date }],
  default: [],
}
/** Index that finds documents with waiting events. */
export const outboxIndex = { 'outbox.at': 1 } as const

/** An event's name with the shape of its data; names are past tense, e.g. `stock.changed`. */
export interface EventType<T> {
  name: string
  data: z.ZodType<T>
}
export const defineEvent = <T>(name: string, data: z.ZodType<T>): EventType<T> => ({ name, data })

/** The outbox entry to push in the same update that makes it true. */
export const emit = <T>(type: EventType<T>, data: T, id = newId('evt')): OutboxEvent => ({
  id,
  name: type.name,
  data: type.data.parse(data),
  at: now(),
})

/** Reaction to an event. Must be safe to run twice, late and out of order. */
export interface Listener {
  event: string
  name: string
  handle: (data: unknown, event: { id: string; at: Date }) => Promise<void>
}
export const listen = <T>(
  type: EventType<T>,
  name: string,
  handle: (data: T, event: { id: string; at: Date }) => Promise<void>,
): Listener => ({
  event: type.name,
  name,
  handle: (data, event) => handle(type.data.parse(data), event),
})

interface Source {
  name: string
  /** Oldest documents with waiting events. */
  waiting: (limit: number) => Promise<{ _id: string; outbox: OutboxEvent[] }[]>
  remove: (documentId: string, eventId: string) => Promise<void>
}
const sources = new Map<string, Source>()

/** Registers a model whose documents carry an `outbox`, so that the relay empties it. */
export function relayFrom<T extends WithOutbox & { _id: string }>(model: Model<T>): void {
  const typed = model as unknown as Model<WithOutbox & { _id: string }>
  sources.set(typed.modelName, {
    name: typed.modelName,
    waiting: (limit) =>
      typed
        .find({ 'outbox.at': { $gt: new Date(0) } }, { outbox: 1 })
        .sort({ 'outbox.at': 1 })
        .limit(limit)
        .lean<{ _id: string; outbox: OutboxEvent[] }[]>(),
    remove: async (documentId, eventId) => {
      await typed.updateOne({ _id: documentId }, { $pull: { outbox: { id: eventId } } } as never)
    },
  })
}

export const outboxSources = (): readonly Source[] => [...sources.values()]
export const outboxSource = (name: string): Source | undefined => sources.get(name)
