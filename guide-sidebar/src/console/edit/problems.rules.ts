import type { ApiFailure } from '../../api/failure'

/** The part of a form a place in the body belongs to: the longest key it begins with. */
const keyOf = <Key extends string>(at: string, keys: readonly Key[]): Key | undefined =>
  keys.filter((key) => at === key || at.startsWith(`${key}.`)).sort((a, b) => b.length - a.length)[0]

const isIssue = (it: unknown): it is { at: string } => typeof (it as { at?: unknown } | null)?.at === 'string'

/**
 * What a refusal says about parts of a form: of a rule its own words, of a field that is not as the contract wants it
 * that it is to be filled in anew. Empty when it is about no part of it.
 */
export const placesOf = <Key extends string>(
  { code, details }: Pick<ApiFailure, 'code' | 'details'>,
  keys: readonly Key[],
): Partial<Record<Key, string>> => {
  const found: Partial<Record<Key, string>> = {}
  if (code === 'request_invalid' && Array.isArray(details))
    for (const it of details.filter(isIssue)) {
      const key = keyOf(it.at.replace(/^body\./, ''), keys)
      if (key) found[key] = '这里填得不对，请再看一下'
    }
  else if (isIssue(details)) {
    const key = keyOf(details.at, keys)
    const { text } = details as { text?: unknown }
    if (key) found[key] = typeof text === 'string' ? text : '这里填得不对，请再看一下'
  }
  return found
}

/** A refusal in words: its own explanation where it has one. */
export const wordsOf = ({ message, details }: Pick<ApiFailure, 'message' | 'details'>): string => {
  const { text } = (details ?? {}) as { text?: unknown }
  return typeof text === 'string' ? text : message
}
