import { useCallback, useEffect, useState } from 'react'
import { asFailure } from './failure'
import type { ApiFailure } from './failure'
import { resumeSession, startSignIn } from './signIn'
import type { Guide } from './storage'

export type SignInState =
  | { status: 'working' }
  | { status: 'signedOut' }
  | { status: 'signedIn'; guide: Guide }
  | { status: 'failed'; failure: ApiFailure }

const NOT_IN = '登录没有成功，请再试一次'

/**
 * Who is signed in. `automatic` leaves for WeCom's sign-in at once when nobody is; else the page shows
 * `signedOut` and calls `signIn` on a tap.
 */
export const useGuide = (automatic: boolean) => {
  const [state, setState] = useState<SignInState>({ status: 'working' })

  const signIn = useCallback(() => {
    setState({ status: 'working' })
    startSignIn().catch((error: unknown) => setState({ status: 'failed', failure: asFailure(error, NOT_IN) }))
  }, [])

  useEffect(() => {
    let gone = false
    resumeSession().then(
      (guide) => {
        if (gone) return
        if (guide) setState({ status: 'signedIn', guide })
        else if (automatic) signIn()
        else setState({ status: 'signedOut' })
      },
      (error: unknown) => !gone && setState({ status: 'failed', failure: asFailure(error, NOT_IN) }),
    )
    return () => {
      gone = true
    }
  }, [automatic, signIn])

  return { state, signIn }
}
