/** How long a merge may be taken back (ME-1). */
export const UNDO_MS = 7 * 86_400_000

/** What shows that two members are one person: their WeChat account, or a phone they said is theirs. */
export type Evidence = 'unionid' | 'phone'

/** One merge of a member into another, and how it ended if it was taken back. Stays for good. */
export interface MergeNote {
  id: string
  into: string
  evidence: Evidence
  at: Date
  undoneAt?: Date
  /** Who took it back. */
  undoneBy?: string
}

export type Tier = 'normal' | 'silver' | 'gold'

export interface MemberTag {
  name: string
  group?: string
  /** A guide's id, or `rule`. */
  by: string
  at: Date
}
export interface MemberDoc {
  _id: string
  nickname: string
  name?: string
  avatar?: string
  /** Encrypted. */
  phone?: string
  gender?: 'female' | 'male' | 'unknown'
  birthday?: string
  tier: Tier
  points: number
  /** Of the points' account when it was last shown here (ME-3). */
  pointsVersion?: number
  homeStoreId?: string
  guideId?: string
  consents: { personalised: boolean; massMessage: boolean; phone: boolean }
  tags: MemberTag[]
  joinedAt: Date
  /** When the phone was verified; absent for those before this was noted. */
  phoneAt?: Date
  /** The member this one is part of now, and every merge of it, also those taken back (ME-1). */
  mergedInto?: string
  merges?: MergeNote[]
}

/**
 * Which of two members stays: who is a member for longer, of two of one instant the smaller id. A total order on what never
 * changes: two merges at once in opposite directions want the same, and merges never close a circle.
 */
export const orderOf = <T extends Pick<MemberDoc, '_id' | 'joinedAt'>>(
  one: T,
  other: T,
): { stays: T; goes: T } => {
  const apart = one.joinedAt.getTime() - other.joinedAt.getTime() || (one._id < other._id ? -1 : 1)
  return apart < 0 ? { stays: one, goes: other } : { stays: other, goes: one }
}

/** The merge of a member that stands; undefined when there is none. */
export const standingMerge = ({ merges = [] }: Pick<MemberDoc, 'merges'>): MergeNote | undefined =>
  merges.find((it) => !it.undoneAt)

/** Whether staff took a merge between some of these members back: they are not merged by themselves again. */
export const areParted = (docs: readonly Pick<MemberDoc, '_id' | 'merges'>[]): boolean =>
  docs.some(({ merges = [] }) => merges.some((it) => it.undoneAt && docs.some(({ _id }) => _id === it.into)))

export const mayUndo = ({ at }: Pick<MergeNote, 'at'>, now: Date): boolean =>
  now.getTime() - at.getTime() < UNDO_MS

const rank: Readonly<Record<Tier, number>> = { normal: 0, silver: 1, gold: 2 }
const firstOf = <T>(all: readonly (T | undefined)[]): T | undefined => all.find((it) => it !== undefined)
const tagKey = ({ group = '', name }: { group?: string; name: string }) => `${group}\n${name}`

/**
 * One person as they are shown: what the id they go by says comes first, and what it does not say comes from the others;
 * points are the sum, the tier the highest, the phone the one verified last, tags each once, consents those of the id they
 * go by.
 */
export function asOne(memberId: string, docs: readonly MemberDoc[]): MemberDoc | null {
  const own = docs.find((it) => it._id === memberId)
  if (!own || docs.length === 1) return own ?? null
  const others = docs.filter((it) => it !== own).sort((a, b) => (a._id < b._id ? -1 : 1))
  const all = [own, ...others]
  const verified = (it: MemberDoc) => (it.phoneAt ?? it.joinedAt)?.getTime() ?? 0
  const [phone] = all.filter((it) => it.phone).sort((a, b) => verified(b) - verified(a))
  const tags = new Map(
    [...all].reverse().flatMap(({ tags: some = [] }) => some.map((it) => [tagKey(it), it] as const)),
  )
  const filled = {
    name: firstOf(all.map((it) => it.name)),
    avatar: firstOf(all.map((it) => it.avatar)),
    gender: firstOf(all.map((it) => (it.gender === 'unknown' ? undefined : it.gender))) ?? own.gender,
    birthday: firstOf(all.map((it) => it.birthday)),
    homeStoreId: firstOf(all.map((it) => it.homeStoreId)),
    guideId: firstOf(all.map((it) => it.guideId)),
    phone: phone?.phone,
  }
  return {
    ...own,
    ...Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== undefined)),
    points: all.reduce((sum, it) => sum + (it.points ?? 0), 0),
    tier: all.map((it) => it.tier).reduce((best, it) => (rank[it] > rank[best] ? it : best)),
    tags: [...tags.values()].sort((a, b) => a.at.getTime() - b.at.getTime()),
  }
}
