import type { Api } from '../../../../server/api'

export type Choices = Api['GET /customers/:externalUserId/tags']['response']
export type Choice = Choices['groups'][number]['tags'][number]
export type Group = Choices['groups'][number]
export type Change = Api['POST /customers/:externalUserId/tags']['body']['changes'][number]

/** As long as WeCom takes them, in characters. */
export const NAME_LENGTH = 30
export const REMARK_LENGTH = 20

/** Characters as WeCom counts them: one of two code units is one. */
export const lengthOf = (text: string): number => [...text].length

const without = (choices: Choices, ids: ReadonlySet<string>): Choices['tags'] =>
  choices.tags.filter((it) => !(it.isMine && it.tagId && ids.has(it.tagId)))

/** The answer as it will be once a change is written down; what a group of one choice loses as well. */
export const changed = (choices: Choices, { tagId, on }: Change, now: number): Choices => {
  const group = choices.groups.find((it) => it.tags.some((tag) => tag.id === tagId))
  const suggested = choices.suggestions.find((it) => it.id === tagId)
  const name = group?.tags.find((it) => it.id === tagId)?.name ?? suggested?.name ?? ''
  const isSettled = (tag: Choice) => (tag.id === tagId ? on : on && group?.isSingle ? false : tag.isOn)
  const off = new Set([tagId, ...(group?.tags.filter((it) => !isSettled(it)).map((it) => it.id) ?? [])])
  const added = {
    name,
    group: group?.name,
    by: '你',
    rule: false,
    at: new Date(now).toISOString(),
    tagId,
    isMine: true,
    isWaiting: true,
  }
  return {
    ...choices,
    groups: choices.groups.map((it) =>
      it === group ? { ...it, tags: it.tags.map((tag) => ({ ...tag, isOn: isSettled(tag) })) } : it,
    ),
    tags: [...(on ? [added] : []), ...without(choices, off)],
    suggestions: choices.suggestions.filter((it) => it.id !== tagId),
  }
}

/** Groups with the tags that match what is looked for; all of a group whose name does. */
export const found = (groups: readonly Group[], words: string): Group[] => {
  const word = words.trim().toLowerCase()
  if (!word) return [...groups]
  const has = (name: string) => name.toLowerCase().includes(word)
  return groups.flatMap((it) => {
    const tags = has(it.name) ? it.tags : it.tags.filter((tag) => has(tag.name))
    return tags.length ? [{ ...it, tags }] : []
  })
}

/** The name a new tag would have: what was looked for and no group has. */
export const newName = (groups: readonly Group[], words: string): string | undefined => {
  const name = words.trim()
  if (!name || lengthOf(name) > NAME_LENGTH) return undefined
  return groups.some((it) => it.tags.some((tag) => tag.name === name)) ? undefined : name
}

/** Whether something is still on its way to WeCom. */
export const isMoving = ({ tags, remark }: Choices): boolean =>
  remark.isWaiting || tags.some((it) => it.isWaiting)

/** What stands at the sheet's foot: how many are on, and whether WeCom has them. */
export const standing = (choices: Choices): { title: string; note: string } => {
  const count = choices.groups.reduce((sum, it) => sum + it.tags.filter((tag) => tag.isOn).length, 0)
  const refused = choices.tags.some((it) => it.refusal) || choices.remark.refusal !== undefined
  const note = isMoving(choices) ? '正在带到企微…' : refused ? '有改动没带到企微' : '企微里也是这样'
  return { title: count ? `你打了 ${count} 个` : '还没打标签', note }
}
