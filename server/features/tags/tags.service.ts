import type { z } from 'zod'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { refusalBy } from '../../integrations/http'
import {
  isOpenGroup,
  isSingleGroup,
  renewPool,
  tagNamed,
  tagPool,
  type TagPool,
} from '../corpTags/corpTags.service'
import { editLabels, labelsForGuide, tagUse, type Labels, type Wanted } from '../customers/customers.service'
import { guideDirectory } from '../guides/guides.service'
import { tagsContract } from './tags.contract'

const fail = failWith(tagsContract.errors)
type Routes = (typeof tagsContract)['routes']
type Caller = CallerOf<Routes['GET /customers/:externalUserId/tags']>
type Choices = z.input<Routes['GET /customers/:externalUserId/tags']['response']>
type Change = z.output<Routes['POST /customers/:externalUserId/tags']['body']>['changes'][number]

const away = () => fail('platform_unavailable')
const poolOrRefusal = (asked: Promise<TagPool>) =>
  asked.catch((error: unknown) => {
    throw refusalBy(error, away)
  })

const SUGGESTED = 4
const COUNTED = 40
const KEPT_MS = 10 * 60_000
const usedMost = new Map<string, { until: number; tagIds: Promise<string[]> }>()

/** Corp tags the store's guides use most, counted every ten minutes. */
async function usedInStore(storeId: string): Promise<string[]> {
  const held = usedMost.get(storeId)
  if (held && held.until > now().getTime()) return held.tagIds
  const guides = (await guideDirectory()).ofStore(storeId)
  const tagIds = tagUse(
    guides.map((it) => it.userid),
    COUNTED,
  )
  usedMost.set(storeId, { until: now().getTime() + KEPT_MS, tagIds })
  return tagIds.catch((error: unknown) => {
    usedMost.delete(storeId)
    throw error
  })
}

async function suggestions(pool: TagPool, { tags, ownTagIds }: Labels, storeId: string) {
  const names = new Set(tags.map((it) => it.name))
  const answered = new Set(ownTagIds.flatMap((it) => pool.tagOf(it)?.group ?? []))
  const fitting = (await usedInStore(storeId)).flatMap((id) => {
    const tag = pool.tagOf(id)
    if (!tag || names.has(tag.name) || !isOpenGroup(tag.group)) return []
    return isSingleGroup(tag.group) && answered.has(tag.group)
      ? []
      : [{ id, name: tag.name, group: tag.group }]
  })
  return fitting.slice(0, SUGGESTED)
}

async function choicesOf(labels: Labels, pool: TagPool, caller: Caller): Promise<Choices> {
  const on = new Set(labels.ownTagIds)
  // What a rule set follows the data, also where its tag is in a group of guides.
  const computed = new Set(labels.tags.filter((it) => it.rule).map((it) => it.name))
  return {
    name: labels.name,
    tags: labels.tags,
    remark: labels.remark,
    groups: pool.groups
      .filter((it) => isOpenGroup(it.name))
      .map(({ id, name, tags }) => ({
        id,
        name,
        isSingle: isSingleGroup(name),
        tags: tags
          .filter((tag) => !computed.has(tag.name))
          .map((tag) => ({ id: tag.id, name: tag.name, isOn: on.has(tag.id) })),
      })),
    suggestions: await suggestions(pool, labels, caller.storeId),
  }
}

/**
 * What a guide sees when tagging an own customer (GU-2, CD-2).
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function tagChoicesOf(externalUserId: string, caller: Caller): Promise<Choices> {
  const labels = await labelsForGuide(externalUserId, caller)
  return choicesOf(labels, await poolOrRefusal(tagPool()), caller)
}

/** A change in the pool's words, and what it takes off in a group of one choice. @throws tag_not_found, tag_group_closed */
function wantedOf(pool: TagPool, { tagId, on }: Change, ownTagIds: readonly string[]): Wanted[] {
  const tag = pool.tagOf(tagId)
  // What left the pool can still be taken off.
  if (!tag && on) throw fail('tag_not_found')
  if (tag && !isOpenGroup(tag.group)) throw fail('tag_group_closed')
  const { name = '', group = '' } = tag ?? {}
  const others =
    on && isSingleGroup(group)
      ? ownTagIds.filter((it) => it !== tagId && pool.tagOf(it)?.group === group)
      : []
  return [
    ...others.map((it) => ({ what: it, on: false, name: pool.tagOf(it)?.name ?? '', group })),
    { what: tagId, on, name, group },
  ]
}

const written = (externalUserId: string, caller: Caller, wanted: readonly Wanted[], requestId: string) =>
  audit(caller, 'customer.labelled', externalUserId, { wanted }, requestId)

/**
 * Tags in one tap (GU-2): written down and answered at once, carried to WeCom behind the answer.
 * @throws not_allowed, customer_not_found, customer_not_yours, tag_not_found, tag_group_closed, platform_unavailable
 */
export async function changeTags(
  externalUserId: string,
  changes: readonly Change[],
  caller: Caller,
  requestId: string,
): Promise<Choices> {
  const { ownTagIds } = await labelsForGuide(externalUserId, caller)
  const known = await poolOrRefusal(tagPool())
  const isMissing = changes.some((it) => it.on && !known.tagOf(it.tagId))
  const pool = isMissing ? await poolOrRefusal(renewPool()) : known
  const wanted = changes.flatMap((it) => wantedOf(pool, it, ownTagIds))
  await written(externalUserId, caller, wanted, requestId)
  return choicesOf(await editLabels(externalUserId, caller, wanted), pool, caller)
}

/** WeCom's codes about a new tag that mean something to a guide. */
const NEW_TAG = {
  40068: 'tag_not_found',
  40126: 'tag_pool_full',
  40058: 'tag_name_refused',
  40063: 'tag_name_refused',
  85002: 'tag_name_refused',
} as const
const isNewTagCode = (code: number): code is keyof typeof NEW_TAG => code in NEW_TAG

/**
 * A tag the pool lacks, made in WeCom and put on; one of that name in the group is taken as it is.
 * @throws the same, tag_name_refused, tag_pool_full
 */
export async function makeTag(
  externalUserId: string,
  { groupId, name }: { groupId: string; name: string },
  caller: Caller,
  requestId: string,
): Promise<Choices> {
  await labelsForGuide(externalUserId, caller)
  const group = (await poolOrRefusal(tagPool())).groups.find((it) => it.id === groupId)
  if (group && !isOpenGroup(group.name)) throw fail('tag_group_closed')
  const { id } = await tagNamed(groupId, name).catch((error: unknown) => {
    throw refusalBy(error, away, ({ code }) => (isNewTagCode(code) ? fail(NEW_TAG[code]) : undefined))
  })
  return changeTags(externalUserId, [{ tagId: id, on: true }], caller, requestId)
}

/**
 * The guide's own remark on a customer; '' takes it away (GU-2).
 * @throws not_allowed, customer_not_found, customer_not_yours, platform_unavailable
 */
export async function changeRemark(
  externalUserId: string,
  remark: string,
  caller: Caller,
  requestId: string,
): Promise<Choices> {
  await labelsForGuide(externalUserId, caller)
  const wanted = [{ what: 'remark', text: remark }]
  await written(externalUserId, caller, wanted, requestId)
  const labels = await editLabels(externalUserId, caller, wanted)
  return choicesOf(labels, await poolOrRefusal(tagPool()), caller)
}
