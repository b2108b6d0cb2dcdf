import type { z } from 'zod'
import { act, fail, runOf, type Deed, type Staff } from './exercises.act'
import type { exercisesContract } from './exercises.contract'
import { MOST_SCRIPTS, PLAY_SCRIPTS, REFUSED_WORD, type PlayScript, type Run } from './exercises.rules'

type Routes = (typeof exercisesContract)['routes']
type Shown = z.input<Routes['POST /exercises/scripts/scripts']['response']>
type Words = z.output<Routes['PUT /exercises/scripts/scripts/:scriptId']['body']>
type Added = z.output<Routes['POST /exercises/scripts/scripts']['body']>

const show = ({ id, title, category, text, key }: PlayScript, { favourites }: Run): Shown => ({
  ...{ id, title, category, text, used: 0 },
  isMine: key !== undefined,
  isFavourite: favourites.includes(id),
})

const refuse = (run: Run, code: Parameters<typeof fail>[0]): Deed<never> => ({
  run,
  answer: () => {
    throw fail(code)
  },
})
const isRefused = (text: string): boolean => text.includes(REFUSED_WORD)
const kept = (text: string) => ({ what: 'scriptKept' as const, hasName: text.includes('{顾客}') })

/** Play scripts and the caller's own of this round (GU-8). @throws exercise_not_begun */
export async function playScripts(caller: Staff): Promise<{ scripts: Shown[] }> {
  const run = await runOf(caller, 'scripts')
  const all = [...run.scripts, ...PLAY_SCRIPTS].map((it) => show(it, run))
  return { scripts: all.sort((a, b) => Number(b.isFavourite) - Number(a.isFavourite)) }
}

/** Adds a script to this round; the same key again is the same. @throws script_limit, words_refused and those of `act` */
export const addPlayScript = ({ key, ...words }: Added, caller: Staff): Promise<Shown> =>
  act(caller, 'scripts', (run) => {
    const known = run.scripts.find((it) => it.key === key)
    if (known) return { run, answer: () => show(known, run) }
    if (run.scripts.length >= MOST_SCRIPTS) return refuse(run, 'script_limit')
    if (isRefused(words.text)) return refuse(run, 'words_refused')
    const script = { id: `scr_own${run.added + 1}`, key, ...words }
    const after = { ...run, scripts: [script, ...run.scripts], added: run.added + 1 }
    return { run: after, happened: kept(words.text), answer: () => show(script, after) }
  })

/** Why a script is not one of this round's own. */
const notOwn = (run: Run, scriptId: string): Deed<never> =>
  refuse(run, PLAY_SCRIPTS.some((it) => it.id === scriptId) ? 'script_not_yours' : 'script_not_found')

/** @throws script_not_found, script_not_yours, words_refused and those of `act` */
export const changePlayScript = (scriptId: string, words: Words, caller: Staff): Promise<Shown> =>
  act(caller, 'scripts', (run) => {
    const own = run.scripts.find((it) => it.id === scriptId)
    if (!own) return notOwn(run, scriptId)
    if (isRefused(words.text)) return refuse(run, 'words_refused')
    const script = { ...own, ...words }
    const after = { ...run, scripts: run.scripts.map((it) => (it === own ? script : it)) }
    return { run: after, happened: kept(words.text), answer: () => show(script, after) }
  })

/** @throws script_not_found, script_not_yours and those of `act` */
export const deletePlayScript = (scriptId: string, caller: Staff): Promise<void> =>
  act(caller, 'scripts', (run) => {
    if (!run.scripts.some((it) => it.id === scriptId)) return notOwn(run, scriptId)
    const after = { ...run, scripts: run.scripts.filter((it) => it.id !== scriptId) }
    return { run: after, answer: () => undefined }
  })

const found = (run: Run, scriptId: string): PlayScript | undefined =>
  [...run.scripts, ...PLAY_SCRIPTS].find((it) => it.id === scriptId)

/** @throws script_not_found and those of `act` */
export const likePlayScript = (scriptId: string, on: boolean, caller: Staff): Promise<Shown> =>
  act(caller, 'scripts', (run) => {
    const script = found(run, scriptId)
    if (!script) return refuse(run, 'script_not_found')
    const others = run.favourites.filter((it) => it !== scriptId)
    const after = { ...run, favourites: on ? [...others, scriptId] : others }
    return { run: after, answer: () => show(script, after) }
  })

/** It was said to the play customer. @throws script_not_found and those of `act` */
export const sayPlayScript = (scriptId: string, caller: Staff): Promise<void> =>
  act(caller, 'scripts', (run) => {
    const script = found(run, scriptId)
    if (!script) return refuse(run, 'script_not_found')
    const isOwn = script.key !== undefined
    return { run, happened: { what: 'scriptSent', isOwn, scriptId }, answer: () => undefined }
  })

/** Whether this may be said to the play customer; nobody is told. @throws words_refused and those of `act` */
export const checkPlayWords = (text: string, caller: Staff): Promise<void> =>
  act(caller, 'scripts', (run) => {
    if (!isRefused(text)) return { run, answer: () => undefined }
    return {
      run,
      happened: { what: 'wordsRefused' },
      answer: () => {
        throw fail('words_refused', { words: [REFUSED_WORD] })
      },
    }
  })
