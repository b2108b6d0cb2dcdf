import { useCallback } from 'react'
import { call } from '../api/call'
import { token } from '../api/session'
import { useWatched } from '../api/useWatched'
import type { GroupBuy, Mine, Team } from './types'

export interface TeamPage {
  team: Team
  groupBuy: GroupBuy
  /** Absent when nobody is signed in. */
  mine?: Mine
}

/** Milliseconds until a team is looked at again: seats are live while it is open, and nothing happens after its end. */
export const nextLookAtTeam = ({ team: { state } }: TeamPage): number | undefined =>
  state === 'open' || state === 'opening' ? 3000 : undefined

/** A team with its group buy, and the shopper's own place in it; seats come in as they are taken. */
export const useTeam = (teamId: string) => {
  const ask = useCallback(async (): Promise<TeamPage> => {
    const params = { teamId }
    const [page, mine] = await Promise.all([
      call('GET /teams/:teamId', { params }),
      token.get() ? call('GET /teams/:teamId/mine', { params }) : undefined,
    ])
    return { ...page, ...(mine ? { mine } : {}) }
  }, [teamId])
  const { answer, error, reload } = useWatched(ask, nextLookAtTeam, '没能打开这个团')
  return { page: answer, error, reload }
}
