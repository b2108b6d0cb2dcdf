import type { z } from 'zod'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { failWith } from '../../kernel/errors'
import { keyedId } from '../../kernel/ids'
import { mustBeSayable } from '../wordChecks/wordChecks.service'
import { scriptsContract } from './scripts.contract'
import {
  changeOwn,
  countOwn,
  countUse,
  deleteOwn,
  favouritesOf,
  findScript,
  insertScript,
  putFavourite,
  scriptsFor,
  type ScriptDoc,
  type ScriptWords,
} from './scripts.model'

export { putScripts as importScripts } from './scripts.model'

const fail = failWith(scriptsContract.errors)
type Routes = (typeof scriptsContract)['routes']
type Staff = CallerOf<Routes['GET /scripts']>
type Shown = z.input<Routes['POST /scripts']['response']>

const MOST_SHOWN = 500
const MOST_OWN = 100

const show = (it: ScriptDoc, { guideId }: Staff, favourites: ReadonlySet<string>): Shown => ({
  id: it._id,
  title: it.title,
  category: it.category,
  text: it.text,
  isMine: it.guideId === guideId,
  isFavourite: favourites.has(it._id),
  used: it.used,
})

const showOne = async (it: ScriptDoc, caller: Staff): Promise<Shown> =>
  show(it, caller, await favouritesOf(caller.guideId))

/** What the caller can say (GU-3): favourites first, then what is said most. */
export async function listScripts(
  { q, category }: z.output<Routes['GET /scripts']['query']>,
  caller: Staff,
): Promise<{ scripts: Shown[] }> {
  const [all, favourites] = await Promise.all([
    scriptsFor(caller.guideId, MOST_SHOWN),
    favouritesOf(caller.guideId),
  ])
  const scripts = all
    .filter((it) => (!category || it.category === category) && (!q || `${it.title}\n${it.text}`.includes(q)))
    .map((it) => show(it, caller, favourites))
    .sort((a, b) => Number(b.isFavourite) - Number(a.isFavourite) || b.used - a.used)
  return { scripts }
}

/** Adds a script of the caller's own; the same key again is the same script. @throws script_limit, words_refused */
export async function addScript(
  { key, ...words }: ScriptWords & { key: string },
  caller: Staff,
): Promise<Shown> {
  const { guideId } = caller
  const _id = keyedId('scr', guideId, key)
  if (!(await findScript(_id))) {
    if ((await countOwn(guideId)) >= MOST_OWN) throw fail('script_limit')
    await mustBeSayable(words.text, caller, 'script')
    await insertScript({ _id, guideId, ...words, used: 0, createdAt: now() })
  }
  return showOne((await findScript(_id)) ?? { _id, guideId, ...words, used: 0, createdAt: now() }, caller)
}

/** Why a script is not the caller's to change. */
async function refusal(scriptId: string, { guideId }: Staff) {
  const script = await findScript(scriptId)
  const isTheirs = script && (!script.guideId || script.guideId === guideId)
  return isTheirs ? fail('script_not_yours') : fail('script_not_found')
}

/** @throws script_not_found, for another guide's as for none; script_not_yours for the chain's; words_refused */
export async function changeScript(scriptId: string, words: ScriptWords, caller: Staff): Promise<Shown> {
  await mustBeSayable(words.text, caller, 'script')
  const changed = await changeOwn(scriptId, caller.guideId, words)
  if (!changed) throw await refusal(scriptId, caller)
  return showOne(changed, caller)
}

/** @throws as `changeScript` */
export async function deleteScript(scriptId: string, caller: Staff): Promise<void> {
  if (!(await deleteOwn(scriptId, caller.guideId))) throw await refusal(scriptId, caller)
}

/** A script the caller can say. @throws script_not_found */
async function sayable(scriptId: string, { guideId }: Staff): Promise<ScriptDoc> {
  const script = await findScript(scriptId)
  if (!script || (script.guideId && script.guideId !== guideId)) throw fail('script_not_found')
  return script
}

/** @throws script_not_found */
export async function setFavourite(scriptId: string, on: boolean, caller: Staff): Promise<Shown> {
  const script = await sayable(scriptId, caller)
  await putFavourite(caller.guideId, scriptId, on)
  return showOne(script, caller)
}

/** It was put into a chat. @throws script_not_found */
export async function noteUse(scriptId: string, caller: Staff): Promise<void> {
  await sayable(scriptId, caller)
  await countUse(scriptId)
}
