import { randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { redis } from './redis'

/*
 * One-ID (ME-1): two members who turn out to be one person stay two documents, of which one is merged into the other.
 * Whatever was written under either id stays as it was written: nothing is moved, so nothing can be lost or counted
 * twice on the way, and a merge or its undo is one write. What makes them one is here: a session goes by the id of the
 * person now, and a query that names one id of a person means all of them.
 */

/** A member that is part of another. */
interface Merged {
  _id: string
  mergedInto: string
}

let load: () => Promise<readonly Merged[]> = () => Promise.resolve([])
let into: ReadonlyMap<string, string> = new Map()
let families: ReadonlyMap<string, readonly string[]> = new Map()

/** Names where merged members are read, once. */
export const mergedFrom = (read: typeof load): void => {
  load = read
}

const rootOf = (id: string, of: ReadonlyMap<string, string>): string => {
  const next = of.get(id)
  return next === undefined ? id : rootOf(next, of)
}

/** The id a person goes by now: of a merged member the one they were merged into, of everybody else their own. */
export const memberNow = (memberId: string): string => rootOf(memberId, into)

/** All ids of a person, the one they go by now first. */
export const idsOf = (memberId: string): readonly [string, ...string[]] => {
  const now = memberNow(memberId)
  return [now, ...(families.get(now) ?? []).filter((it) => it !== now)]
}

/** Whether two ids are of one person; nobody is the same as nobody. */
export const isSame = (one: string | null | undefined, other: string | null | undefined): boolean =>
  typeof one === 'string' && typeof other === 'string' && memberNow(one) === memberNow(other)

async function reload(version: string): Promise<void> {
  const rows = await load()
  const links = new Map(rows.map((it) => [it._id, it.mergedInto]))
  const found = new Map<string, string[]>()
  for (const { _id } of rows) {
    const root = rootOf(_id, links)
    found.set(root, [...(found.get(root) ?? [root]), _id])
  }
  ;[into, families, seen] = [links, found, version]
}

/** Under this key stands a word that changes with every merge; where Redis lost it, it is a new one. */
const MERGES_KEY = 'members:merges'
let seen: string | undefined
let loading: { version: string; done: Promise<void> } | undefined

async function beginMerges(): Promise<string> {
  await redis().set(MERGES_KEY, randomUUID(), 'NX')
  return (await redis().get(MERGES_KEY)) ?? randomUUID()
}

/** Reads who is merged again, if that changed since: each request and each event begins with it. */
export async function freshenMerges(version: string | null): Promise<void> {
  const wanted = version ?? (await beginMerges())
  if (wanted === seen) return
  if (loading?.version !== wanted) {
    const before = loading?.done.catch(() => undefined) ?? Promise.resolve()
    loading = { version: wanted, done: before.then(() => reload(wanted)) }
  }
  const mine = loading
  await mine.done.finally(() => {
    if (loading === mine) loading = undefined
  })
}

let asking: Promise<string | null> | undefined
/** The word as it is from now on: all who ask in one turn of the event loop ask Redis with one command. */
function wordNow(): Promise<string | null> {
  asking ??= new Promise((resolve) => setImmediate(resolve)).then(() => {
    asking = undefined
    return redis().get(MERGES_KEY)
  })
  return asking
}
export const freshenNow = async (): Promise<void> => freshenMerges(await wordNow())
/**
 * The same for what goes on while Redis is away: who is one person is as it was known. What is written meanwhile stands
 * under the id it came with, and is the person's as soon as that is known again.
 */
export const freshenIfKnown = (): Promise<void> => freshenNow().catch(() => undefined)

/** Tells every process that somebody was merged or parted. */
export const tellMerges = async (): Promise<void> => {
  await redis().set(MERGES_KEY, randomUUID())
}

const isPlain = (it: unknown): it is Record<string, unknown> =>
  typeof it === 'object' && it !== null && Object.getPrototypeOf(it) === Object.prototype

const isOfSeveral = (it: unknown): it is string => typeof it === 'string' && idsOf(it).length > 1
const spread = (all: readonly unknown[]) => [
  ...new Set(all.flatMap((it) => (isOfSeveral(it) ? idsOf(it) : [it]))),
]

/**
 * A filter with every id of a person where one is named. `_id` stays as it is: documents that are kept under a member's
 * id are asked for by `idsOf` where they are read.
 */
export function ofAllIds(filter: Record<string, unknown>): Record<string, unknown> {
  const widened = (value: unknown, of = ''): unknown => {
    if (isOfSeveral(value)) {
      const ids = [...idsOf(value)]
      return of === '$eq' || of === '$ne' ? ids : { $in: ids }
    }
    if (Array.isArray(value))
      return of === '$in' || of === '$nin'
        ? spread(value)
        : value.map((it) => (isPlain(it) ? ofAllIds(it) : it))
    return isPlain(value) ? ofAllIds(value) : value
  }
  const named = { $eq: '$in', $ne: '$nin' } as const
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => {
      if (key === '_id' || key === '$expr') return [key, value]
      const after = widened(value, key)
      const isSpread = (key === '$eq' || key === '$ne') && Array.isArray(after) && !Array.isArray(value)
      return [isSpread ? named[key] : key, after]
    }),
  )
}

/** Lets every query and every first `$match` mean all ids of a person, whichever feature asks. */
export function askByPerson(): void {
  const { Query, Aggregate } = mongoose
  const { exec: execQuery } = Query.prototype
  Query.prototype.exec = function (this: mongoose.Query<unknown, unknown>, ...rest) {
    if (families.size) this.setQuery(ofAllIds(this.getFilter()))
    return execQuery.apply(this, rest)
  }
  const { exec: execAggregate } = Aggregate.prototype
  Aggregate.prototype.exec = function (this: mongoose.Aggregate<unknown[]>, ...rest) {
    const [first] = this.pipeline()
    if (families.size && first && '$match' in first) first.$match = ofAllIds({ ...first.$match })
    return execAggregate.apply(this, rest)
  }
}
