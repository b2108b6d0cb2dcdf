import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiFailure } from '../api/failure'
import { connect, readChat, readContact, readEntry } from './client'
import { WeComFailure, weComFailureOf } from './failure'

/** The chat may change under an open sidebar: how often the client is asked while the page is seen, in ms. */
export const REREAD_MS = 3_000

export type ContactState =
  | { status: 'connecting' }
  | { status: 'ready'; externalUserId: string }
  | { status: 'group'; chatId: string }
  | { status: 'failed'; failure: WeComFailure | ApiFailure }

const GROUPS = new Set(['group_chat_tools', 'chain_group_chat_tools', 'internal_group_chat_board'])

const readState = async (): Promise<ContactState> => {
  const entry = await readEntry()
  if (GROUPS.has(entry)) return { status: 'group', chatId: await readChat() }
  if (entry === 'normal') throw new WeComFailure('noContact')
  return { status: 'ready', externalUserId: await readContact() }
}

const failed = (error: unknown): ContactState => ({
  status: 'failed',
  failure: error instanceof ApiFailure ? error : weComFailureOf(error),
})

/** Whether a re-read that found `next` changes what is shown: a hiccup keeps the person, another chat does not. */
export const shouldReplace = (now: ContactState, next: ContactState): boolean => {
  if (now.status === 'ready' && next.status === 'ready') return now.externalUserId !== next.externalUserId
  if (now.status === 'group' && next.status === 'group') return now.chatId !== next.chatId
  if (now.status !== 'connecting' && now.status !== 'failed' && next.status === 'failed')
    return next.failure instanceof WeComFailure && next.failure.kind.startsWith('no')
  return now.status !== next.status || next.status === 'failed'
}

interface Begun {
  connecting: Promise<void>
  state: Promise<ContactState>
}
let begun: Begun | undefined
const begin = (): Begun => {
  const connecting = connect()
  const state = connecting.then(readState)
  state.catch(() => undefined)
  return { connecting, state }
}

/** Begins to find out whose chat is open before anything is drawn; the page takes what was begun. */
export const readAhead = (): Promise<ContactState> => (begun = begin()).state

/** The person in the open chat, followed as the chat changes; `retry` registers and reads anew. */
export const useContact = () => {
  const [state, setState] = useState<ContactState>({ status: 'connecting' })
  const [attempt, setAttempt] = useState(0)
  const reading = useRef(false)
  const connected = useRef(false)

  useEffect(() => {
    let gone = false
    const settle = (next: ContactState) => {
      if (!gone) setState((now) => (shouldReplace(now, next) ? next : now))
    }
    const read = async () => {
      if (reading.current) return
      reading.current = true
      try {
        if (connected.current) settle(await readState())
        else {
          const { connecting, state: first } = begun ?? begin()
          begun = undefined
          await connecting
          connected.current = true
          settle(await first)
        }
      } catch (error) {
        settle(failed(error))
      } finally {
        reading.current = false
      }
    }
    const reread = () => {
      if (connected.current && document.visibilityState === 'visible') void read()
    }
    void read()
    const timer = setInterval(reread, REREAD_MS)
    window.addEventListener('focus', reread)
    document.addEventListener('visibilitychange', reread)
    return () => {
      gone = true
      reading.current = false
      clearInterval(timer)
      window.removeEventListener('focus', reread)
      document.removeEventListener('visibilitychange', reread)
    }
  }, [attempt])

  const retry = useCallback(() => {
    connected.current = false
    setState({ status: 'connecting' })
    setAttempt((it) => it + 1)
  }, [])
  return { state, retry }
}
