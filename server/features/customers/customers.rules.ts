import type { z } from 'zod'
import type { customerTag, remarkView } from './customers.contract'

type ShownTag = z.input<typeof customerTag>
type ShownRemark = z.input<typeof remarkView>

/** A tag as WeCom stated it, with who set it as we know it. */
export interface FollowerTag {
  name: string
  group: string
  /** Absent for a member's personal tags. */
  tagId?: string
  /** A guide's id, or `wecom` when it was set there. */
  by?: string
  at?: Date
}
/** One member's friendship with a contact. */
export interface Follower {
  userid: string
  remark: string
  since: Date
  /** WeCom's number of how they came together (platform-apis §3.4). */
  addWay?: number
  tags: FollowerTag[]
}
/** What a guide changed and WeCom was not told yet, or refused. One per member and thing: the latest. */
export interface Edit {
  userid: string
  /** A corp tag's id, or `remark`. */
  what: string
  /** Of a tag: whether it is to be on, and what it is called. */
  on?: boolean
  name?: string
  group?: string
  /** Of the remark. */
  text?: string
  /** A guide's id. */
  by: string
  at: Date
  /** The contact's version it came with: tells it from a later one of the same thing. */
  seq: number
  /** WeCom's code; absent while it waits. */
  refused?: number
}
export type Wanted = Pick<Edit, 'what' | 'on' | 'name' | 'group' | 'text'>
/** What came of telling WeCom one edit: 0, or its refusal. */
export type Told = Pick<Edit, 'userid' | 'what' | 'seq'> & { code: number }

export const isWaiting = (it: Edit): boolean => it.refused === undefined
const isSame = (a: Pick<Edit, 'userid' | 'what'>, b: Pick<Edit, 'userid' | 'what'>) =>
  a.userid === b.userid && a.what === b.what
const remarkEdit = (edits: readonly Edit[], userid: string) =>
  edits.find((it) => it.userid === userid && it.what === 'remark')

/**
 * The edits after a guide wants something. What WeCom states already needs no telling, unless an earlier edit of the
 * same thing may be on its way there.
 */
export function editsAfter(
  edits: readonly Edit[],
  follower: Follower,
  wanted: readonly Wanted[],
  who: Pick<Edit, 'by' | 'at' | 'seq'>,
): Edit[] {
  const { userid } = follower
  return wanted.reduce<Edit[]>(
    (all, it) => {
      const before = all.find((edit) => isSame(edit, { userid, what: it.what }))
      const others = all.filter((edit) => edit !== before)
      const stated =
        it.what === 'remark'
          ? follower.remark === it.text
          : follower.tags.some((tag) => tag.tagId === it.what) === it.on
      return stated && !(before && isWaiting(before)) ? others : [...others, { ...it, userid, ...who }]
    },
    [...edits],
  )
}

/** The edits after WeCom was told: those done are gone, those refused stay with the reason, later ones are untouched. */
export const editsTold = (edits: readonly Edit[], told: readonly Told[]): Edit[] =>
  edits.flatMap((edit) => {
    const result = told.find((it) => isSame(it, edit) && it.seq === edit.seq)
    if (!result) return [edit]
    return result.code ? [{ ...edit, refused: result.code }] : []
  })

/** What WeCom states, each tag with who set it: as known before, by the edit that led to it, else WeCom itself. */
export const withOrigins = (
  stated: readonly Follower[],
  known: readonly Follower[],
  edits: readonly Edit[],
  askedAt: Date,
): Follower[] =>
  stated.map((follower) => {
    const before = known.find((it) => it.userid === follower.userid)
    return {
      ...follower,
      tags: follower.tags.map((tag) => {
        const same = before?.tags.find((it) =>
          tag.tagId ? it.tagId === tag.tagId : !it.tagId && it.name === tag.name,
        )
        if (same) return { by: same.by ?? 'wecom', at: same.at ?? follower.since, ...tag }
        const edit = edits.find((it) => it.userid === follower.userid && it.what === tag.tagId && it.on)
        if (edit) return { ...tag, by: edit.by, at: edit.at }
        return { ...tag, by: 'wecom', at: before ? askedAt : follower.since }
      }),
    }
  })

const REFUSALS: Record<number, string> = {
  84061: '在企业微信里已不是好友',
  40096: '在企业微信里已不是好友',
  40068: '这个标签在企业微信里已经没有了',
  60011: '企业微信不让这个账号改，请找管理员开通',
  60111: '企业微信里没有这个账号，请找管理员',
  84074: '这个账号还没有开通客户联系',
  40058: '企业微信不收这几个字',
  85002: '里面有企业微信不让用的词',
}
/** Why WeCom did not take an edit over, for a guide. */
export const refusalText = (code: number): string => REFUSALS[code] ?? `企业微信没有接受（${code}）`

/** A member's remark as the guide wants it, as far as WeCom has not refused it. */
export function remarkOf(follower: Follower, edits: readonly Edit[]): ShownRemark {
  const edit = remarkEdit(edits, follower.userid)
  if (!edit) return { text: follower.remark, isWaiting: false }
  const text = edit.text ?? ''
  if (edit.refused === undefined) return { text, isWaiting: true }
  const refusal = { wanted: text, text: refusalText(edit.refused) }
  return { text: follower.remark, isWaiting: false, refusal }
}

interface RuleTag {
  name: string
  group?: string
  by: string
  at: Date
}

/** One member's tags as wanted: what WeCom states, with the edits that wait over it and those refused beside it. */
function wantedTags(follower: Follower, edits: readonly Edit[]) {
  const own = edits.filter((it) => it.userid === follower.userid && it.what !== 'remark')
  const editOf = (tagId: string | undefined) => own.find((it) => it.what === tagId)
  const shown = follower.tags.flatMap((tag) => {
    const edit = editOf(tag.tagId)
    if (edit && isWaiting(edit) && !edit.on) return []
    return [{ tag, edit }]
  })
  const added = own.filter((it) => it.on && !follower.tags.some((tag) => tag.tagId === it.what))
  return [
    ...shown,
    ...added.map((edit) => ({
      tag: { name: edit.name ?? '', group: edit.group ?? '', tagId: edit.what, by: edit.by, at: edit.at },
      edit,
    })),
  ]
}

/** What became of an edit of a shown tag; refusals are for who made it. */
function stateOf(edit: Edit | undefined, isMine: boolean): Partial<ShownTag> {
  if (!edit) return {}
  if (edit.refused === undefined) return { isWaiting: true }
  return isMine ? { refusal: { wantedOn: edit.on === true, text: refusalText(edit.refused) } } : {}
}

/**
 * One list of a customer's tags, newest first; a name stands once: computed ones (`规则`) first, then the caller's own,
 * then colleagues'. `by` is `你`, a guide's name, or `企微` for what was set in WeCom itself.
 */
export function tagsOf(
  computed: readonly RuleTag[],
  contact: { followers: readonly Follower[]; edits?: readonly Edit[] },
  caller: { guideId: string; userid: string },
  nameOf: (guideId: string) => string | undefined,
): ShownTag[] {
  const whoIs = (by = 'wecom') =>
    by === 'wecom' ? '企微' : by === caller.guideId ? '你' : (nameOf(by) ?? '已离职同事')
  const byRules = computed
    .filter((it) => it.by === 'rule')
    .map(({ name, group, at }): ShownTag => ({
      name,
      by: '规则',
      rule: true,
      at: at.toISOString(),
      ...(group ? { group } : {}),
    }))
  const byHand = [...contact.followers]
    .sort((a, b) => Number(b.userid === caller.userid) - Number(a.userid === caller.userid))
    .flatMap((follower) => {
      const isMine = follower.userid === caller.userid
      return wantedTags(follower, contact.edits ?? [])
        .filter(({ edit }) => isMine || edit?.refused === undefined || !edit.on)
        .map(({ tag, edit }): ShownTag => ({
          name: tag.name,
          by: whoIs(tag.by),
          rule: false,
          at: (tag.at ?? follower.since).toISOString(),
          ...(tag.group ? { group: tag.group } : {}),
          ...(tag.tagId ? { tagId: tag.tagId } : {}),
          ...(isMine ? { isMine } : {}),
          ...stateOf(edit, isMine),
        }))
    })
  const shown = new Map<string, ShownTag>()
  for (const tag of [...byRules, ...byHand]) if (!shown.has(tag.name)) shown.set(tag.name, tag)
  return [...shown.values()].sort((a, b) => b.at.localeCompare(a.at))
}

const ADD_WAYS: Record<number, string> = {
  1: '扫二维码加的',
  2: '搜手机号加的',
  3: '名片分享加的',
  4: '群聊里加的',
  5: '手机通讯录加的',
  6: '微信联系人加的',
  8: '第三方服务加的',
  9: '搜邮箱加的',
  10: '视频号主页加的',
  16: '获客链接来的',
  24: '通过了微信好友申请',
  201: '同事分享的',
  202: '管理员分配的',
}
/** By which channel somebody came, in words: the code they scanned, else how WeCom says they were added (OP-4). */
export const cameBy = (origin: { title: string } | undefined, addWay = 0): string | undefined =>
  origin ? `扫渠道活码「${origin.title}」` : ADD_WAYS[addWay]

/** Rows of several lists in one order: newest first, of one instant the greater id first, as each list's paging has it. */
export const newestFirst = <T extends { at: Date; id: string }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1))
