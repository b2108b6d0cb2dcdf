import { call } from '../api/client'
import { ApiFailure } from '../api/failure'
import { sendWords } from './client'

/** What the guide was warned of here: sent once more, they are sure. */
const warned = new Set<string>()

/** `… ：「加我微信」` */
const withWords = (failure: ApiFailure): ApiFailure => {
  const { words } = (failure.details ?? {}) as { words?: string[] }
  if (!words?.length) return failure
  const text = `「${words.join('」「')}」：${failure.message}`
  return new ApiFailure(failure.code, text, failure.status, failure.requestId, failure.details)
}

/**
 * Puts words into the open chat, once the chain's words were looked at (GU-6b).
 * @throws ApiFailure words_refused, words_warned (the same words again go out), WeComFailure
 */
export const say = async (content: string): Promise<void> => {
  try {
    await call('POST /word-checks', { body: { text: content, isSure: warned.has(content) } })
  } catch (error) {
    if (!(error instanceof ApiFailure)) throw error
    if (error.code === 'words_warned') warned.add(content)
    throw withWords(error)
  }
  await sendWords(content)
  warned.delete(content)
}
