import { call } from '../api/client'
import { ApiFailure } from '../api/failure'
import { sendWords } from './client'

/** `… ：「加我微信」` */
const withWords = (failure: ApiFailure): ApiFailure => {
  const { words } = (failure.details ?? {}) as { words?: string[] }
  if (!words?.length) return failure
  const text = `「${words.join('」「')}」：${failure.message}`
  return new ApiFailure(failure.code, text, failure.status, failure.requestId, failure.details)
}

/** A way to say something: the words are looked at first (GU-6b), then `send` puts them where they belong. */
export const sayBy = (ask: typeof call, send: (content: string) => Promise<void>) => {
  /** What the guide was warned of here: sent once more, they are sure. */
  const warned = new Set<string>()
  return async (content: string): Promise<void> => {
    try {
      await ask('POST /word-checks', { body: { text: content, isSure: warned.has(content) } })
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error
      if (error.code === 'words_warned') warned.add(content)
      throw withWords(error)
    }
    await send(content)
    warned.delete(content)
  }
}

/**
 * Puts words into the open chat.
 * @throws ApiFailure words_refused, words_warned (the same words again go out), WeComFailure
 */
export const say = sayBy(call, sendWords)
