import { useCallback } from 'react'
import { call } from '../api/call'
import { token } from '../api/session'
import { useWatched } from '../api/useWatched'
import type { Chain, MyChain } from './types'

export interface ChainPage {
  chain: Chain
  /** Absent when nobody is signed in. */
  mine?: MyChain
}

const SOON = new Set<Chain['phase']>(['open', 'closing', 'coming', 'paused'])
const LATER = new Set<Chain['phase']>(['preparing', 'onTheWay'])

/** Milliseconds until a chain is looked at again: people join while it is open, and its goods travel after that. */
export const nextLookAtChain = ({ chain: { phase } }: ChainPage): number | undefined => {
  if (SOON.has(phase)) return 5000
  return LATER.has(phase) ? 30_000 : undefined
}

/** A chain, and the shopper's own part in it; who joins comes in as they do. */
export const useChain = (chainId: string) => {
  const ask = useCallback(async (): Promise<ChainPage> => {
    const params = { chainId }
    const [chain, mine] = await Promise.all([
      call('GET /chains/:chainId', { params }),
      token.get() ? call('GET /chains/:chainId/mine', { params }) : undefined,
    ])
    return { chain, ...(mine ? { mine } : {}) }
  }, [chainId])
  const { answer, error, reload } = useWatched(ask, nextLookAtChain, '没能打开这个接龙')
  return { page: answer, error, reload }
}
