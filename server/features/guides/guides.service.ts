import type { z } from 'zod'
import { env } from '../../../config/env'
import { failWith } from '../../kernel/errors'
import { openSession } from '../../kernel/sessions'
import { refusalBy } from '../../integrations/http'
import { oauthUrl, signPage, userOfCode } from '../../integrations/wecom/wecom'
import { findLocation } from '../stores/stores.service'
import { guidesContract, type guideProfile } from './guides.contract'
import { allGuides, findGuide, guideOfUserid, putGuides, type GuideDoc } from './guides.model'

export type { GuideDoc } from './guides.model'

const fail = failWith(guidesContract.errors)
const trusted = new Set([new URL(env.PUBLIC_URL).origin, ...env.TRUSTED_ORIGINS])

/** @throws url_not_trusted for pages of other origins */
function mustTrust(url: string): void {
  if (!trusted.has(new URL(url).origin)) throw fail('url_not_trusted')
}

/** Where to send the browser to sign in. @throws url_not_trusted */
export function signInUrl(redirect: string, state: string): string {
  mustTrust(redirect)
  return oauthUrl(redirect, state)
}

const badCode = new Set([40029, 42003, 42022])
const refusalOf = (error: unknown): unknown =>
  refusalBy(
    error,
    (details) => fail('platform_unavailable', details),
    ({ code }) => (badCode.has(code) ? fail('oauth_code_invalid') : undefined),
  )

async function profileOf(guide: GuideDoc): Promise<z.input<typeof guideProfile>> {
  const store = await findLocation(guide.storeId)
  return {
    id: guide._id,
    userid: guide.userid,
    name: guide.name,
    role: guide.role,
    store: { id: guide.storeId, name: store?.name ?? '' },
    ...(guide.avatar ? { avatar: guide.avatar } : {}),
  }
}

/**
 * The corp's member behind an OAuth code, and the guide they are, if any.
 * @throws oauth_code_invalid, platform_unavailable
 */
export async function whoseCode(code: string): Promise<{ userid?: string; guide?: GuideDoc }> {
  const userid = await userOfCode(code).catch((error: unknown) => {
    throw refusalOf(error)
  })
  if (!userid) return {}
  const guide = await guideOfUserid(userid)
  return guide?.active ? { userid, guide } : { userid }
}

/** Signs in the WeCom member behind an OAuth code. @throws oauth_code_invalid, not_a_guide, platform_unavailable */
export async function signInGuide(code: string) {
  const { guide } = await whoseCode(code)
  if (!guide) throw fail('not_a_guide')
  const session = await openSession({
    kind: guide.role,
    guideId: guide._id,
    userid: guide.userid,
    storeId: guide.storeId,
  })
  return { ...session, guide: await profileOf(guide) }
}

/** @throws not_a_guide when the account was closed meanwhile */
export async function guideProfileOf(guideId: string) {
  const guide = await findGuide(guideId)
  if (!guide?.active) throw fail('not_a_guide')
  return profileOf(guide)
}

/** Who works in some stores, by name; `undefined` stands for every store. */
export async function guidesOf(storeIds: readonly string[] | undefined): Promise<GuideDoc[]> {
  const guides = [...(await directory()).byId.values()]
  return guides
    .filter((it) => it.active && (!storeIds || storeIds.includes(it.storeId)))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
}

/** Who works in the caller's own store, by name (OR-5, GU-5). @throws location_forbidden */
export async function guidesOfStore(storeId: string, ownStoreId: string) {
  if (storeId !== ownStoreId) throw fail('location_forbidden')
  return {
    guides: (await guidesOf([storeId])).map(({ _id: id, name, role, avatar }) => ({
      ...{ id, name, role },
      ...(avatar ? { avatar } : {}),
    })),
  }
}

/** What the sidebar needs to register the JS-SDK for one of our pages. @throws url_not_trusted, platform_unavailable */
export async function jsConfig(url: string) {
  mustTrust(url)
  const signatures = await signPage(url).catch((error: unknown) => {
    throw refusalOf(error)
  })
  return {
    corpId: env.WECOM_CORPID,
    agentId: env.WECOM_AGENTID,
    miniProgramAppId: env.WX_APPID,
    ...signatures,
  }
}

/** Guides by id and by WeCom userid, held in memory for a minute: for showing who did something. */
export async function guideDirectory() {
  const { byId, byUserid } = await directory()
  return {
    ofId: (id: string) => byId.get(id),
    ofUserid: (userid: string) => byUserid.get(userid),
    /** Those of a store, also whose accounts are closed. */
    everOfStore: (storeId: string) => [...byId.values()].filter((it) => it.storeId === storeId),
    /** Those of a store whose accounts are open. */
    ofStore: (storeId: string) => [...byId.values()].filter((it) => it.storeId === storeId && it.active),
  }
}

const KEPT_MS = 60_000
let held: { until: number; guides: Promise<GuideDoc[]> } | undefined

async function directory() {
  if (!held || held.until < Date.now()) held = { until: Date.now() + KEPT_MS, guides: allGuides() }
  const reading = held.guides
  const guides = await reading.catch((error: unknown) => {
    held = undefined
    throw error
  })
  return {
    byId: new Map(guides.map((it) => [it._id, it])),
    byUserid: new Map(guides.map((it) => [it.userid, it])),
  }
}

/** Writes guides whole (import, demo chain). */
export async function importGuides(rows: readonly GuideDoc[]): Promise<void> {
  await putGuides(rows)
  held = undefined
}
