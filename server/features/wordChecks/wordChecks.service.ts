import { env } from '../../../config/env'
import { audit } from '../../kernel/audit'
import type { CallerOf } from '../../kernel/auth'
import { now } from '../../kernel/clock'
import { readPage } from '../../kernel/cursor'
import { failWith } from '../../kernel/errors'
import { newId } from '../../kernel/ids'
import { logger } from '../../kernel/logger'
import { emit } from '../../kernel/outbox'
import { isPlatformTrouble, PlatformError } from '../../integrations/http'
import { sendToMembers } from '../../integrations/wecom/messages'
import { guideDirectory } from '../guides/guides.service'
import { reaches } from '../operators/operators.service'
import { wordChecksContract } from './wordChecks.contract'
import { wordsHit } from './wordChecks.events'
import { findHit, findList, hitsOfStore, insertHit, writeList } from './wordChecks.model'
import {
  excerptOf,
  FIRST_WORDS,
  hitsOf,
  levelOf,
  tidy,
  WHERE_TEXTS,
  type Where,
  type WordList,
} from './wordChecks.rules'

const fail = failWith(wordChecksContract.errors)
type Routes = (typeof wordChecksContract)['routes']
type Operator = CallerOf<Routes['PUT /console/word-list']>
type Manager = CallerOf<Routes['GET /staff/word-hits']>
interface Staff {
  guideId: string
  storeId: string
}

const listNow = async () => (await findList()) ?? { ...FIRST_WORDS, version: 0 }

/** Journals what a guide was about to say; its manager is told behind it. @returns the level, and the words */
async function look(text: string, caller: Staff, where: Where, isSure: boolean) {
  const found = hitsOf(text, await listNow())
  const level = levelOf(found)
  if (!level) return undefined
  const words = found.filter((it) => it.level === level).map((it) => it.word)
  const _id = newId('whi')
  const isSent = level === 'warn' && isSure
  await insertHit({
    ...{ _id, guideId: caller.guideId, storeId: caller.storeId, where, words, level, isSent },
    excerpt: excerptOf(text, found),
    at: now(),
    // What was warned of and is not sent yet is no more than a word in the journal.
    outbox: level === 'refuse' || isSent ? [emit(wordsHit, { hitId: _id })] : [],
  })
  return { level, words }
}

/**
 * What goes out by the server itself: refused words stop it, others are journaled and told to the manager (GU-6b).
 * @throws words_refused
 */
export async function mustBeSayable(text: string, caller: Staff, where: Where): Promise<void> {
  const found = await look(text, caller, where, true)
  if (found?.level === 'refuse') throw fail('words_refused', { words: found.words })
}

/** Before a guide puts words into a chat (GU-6b). @throws words_refused; words_warned unless the guide is sure */
export async function checkWords({ text, isSure }: { text: string; isSure: boolean }, caller: Staff) {
  const found = await look(text, caller, 'chat', isSure)
  if (found?.level === 'refuse') throw fail('words_refused', { words: found.words })
  if (found && !isSure) throw fail('words_warned', { words: found.words })
}

/** What guides of the own store were about to say (GU-6b). @throws cursor_invalid */
export async function hits(paging: { cursor?: string | undefined; limit: number }, { storeId }: Manager) {
  const page = await readPage(
    paging,
    (after, count) => hitsOfStore(storeId, after, count),
    (it) => it.at,
  )
  if (!page) throw fail('cursor_invalid')
  const guides = await guideDirectory()
  return {
    hits: page.rows.map(({ _id: id, guideId, where, words, level, isSent, excerpt, at }) => ({
      ...{ id, where, words, level, isSent, excerpt },
      guideName: guides.ofId(guideId)?.name ?? '已离职的同事',
      whereText: WHERE_TEXTS[where],
      at: at.toISOString(),
    })),
    ...page.more,
  }
}

const mayChange = (caller: Operator): boolean => caller.kind === 'machine' || reaches(caller, undefined)

/** The chain's words (GU-6b). */
export async function wordList(caller: Operator) {
  const { refuse, warn, version } = await listNow()
  return { refuse, warn, version, mayChange: mayChange(caller) }
}

/** Changes the chain's words. @throws word_list_forbidden, word_list_changed */
export async function changeWordList(
  { version, ...list }: WordList & { version: number },
  caller: Operator,
  requestId: string,
) {
  if (!mayChange(caller)) throw fail('word_list_forbidden')
  if (!(await writeList(tidy(list), version))) throw fail('word_list_changed')
  await audit(caller, 'wordList.changed', 'chain', { version: version + 1 }, requestId)
  return wordList(caller)
}

/** Nobody to tell, or not by this app: another try changes nothing. */
const HOPELESS = new Set([60111, 81013, 82001])

/** Tells the managers of the guide's store (GU-6b). The platform drops what it got before. */
export async function tellManagers(hitId: string): Promise<void> {
  const hit = await findHit(hitId)
  if (!hit) return
  const guides = await guideDirectory()
  const managers = guides.ofStore(hit.storeId).filter((it) => it.role === 'manager' && it._id !== hit.guideId)
  if (managers.length === 0) return
  const guide = guides.ofId(hit.guideId)?.name ?? '同事'
  const what = hit.level === 'refuse' ? '没有发出' : '提醒过，还是发了'
  try {
    await sendToMembers(
      managers.map((it) => it.userid),
      {
        title: `敏感词提醒：${guide}`,
        text: `${WHERE_TEXTS[hit.where]}里有「${hit.words.join('」「')}」，${what}。\n${hit.excerpt}\n编号 ${hit._id}`,
        url: `${env.PUBLIC_URL}/sidebar/#/word-hits`,
        button: '去看看',
      },
    )
  } catch (error) {
    if (!isPlatformTrouble(error) || !(error instanceof PlatformError && HOPELESS.has(error.code)))
      throw error
    logger.warn({ hitId, error: error.message }, 'nobody could be told of a sensitive word')
  }
}
