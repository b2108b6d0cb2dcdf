import { useSyncExternalStore } from 'react'

export interface Shared<T> {
  get: () => T
  set: (next: T) => void
  subscribe: (listener: () => void) => () => void
}

/** A value that several pages read and that tells them when it changes; setting an equal value tells nobody. */
export const shared = <T>(initial: T): Shared<T> => {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export const useShared = <T>(it: Shared<T>): T => useSyncExternalStore(it.subscribe, it.get, it.get)
