import { useRef, useState } from 'react'
import { useSWRConfig } from 'swr'
import { newKey } from '../api/key'
import { useAction } from '../desk/useAction'
import { intoChat } from '../wecom/intoChat'
import { say } from '../wecom/say'

interface Options<T> {
  /** Has the card put into the chat; `sayWords` says the words, which go before it. */
  put: (it: T, key: string, sayWords: () => Promise<void>) => Promise<void>
  /** Both are there. */
  done: (it: T) => void
}

/** One thing is chosen with a word to it, and both go into the chat: each once, however often it is tried. */
export function useSendOne<T>({ put, done }: Options<T>) {
  const { mutate: askAnew } = useSWRConfig()
  const [key] = useState(newKey)
  const [chosen, setChosen] = useState<T>()
  const [words, setWords] = useState('')
  const said = useRef('')
  const sayWords = async (): Promise<void> => {
    const text = words.trim()
    if (!text || said.current === text) return
    await say(text)
    said.current = text
  }
  const send = useAction(async () => {
    if (chosen === undefined) return
    if (!(await intoChat(() => put(chosen, key, sayWords), '企业微信没有发出去，请再试一次'))) return
    await askAnew((it) => Array.isArray(it) && it[0] === 'GET /customers/:externalUserId/guide-cards')
    done(chosen)
  })
  const choose = (it: T, toBeginWith: string): void => {
    setChosen(it)
    setWords(toBeginWith)
  }
  return { chosen, choose, words, setWords, send }
}
export type SendOne = Pick<ReturnType<typeof useSendOne>, 'words' | 'setWords' | 'send'>
