import { useCallback, useEffect, useState } from 'react'
import { asFailure } from './failure'
import type { ApiFailure } from './failure'
import { resumeOperator, resumeSession, startSignIn } from './signIn'

export type SignInState<Person> =
  | { status: 'working' }
  | { status: 'signedOut' }
  | { status: 'signedIn'; person: Person }
  | { status: 'failed'; failure: ApiFailure }

const NOT_IN = '登录没有成功，请再试一次'

/**
 * Who is signed in. `automatic` leaves for WeCom's sign-in at once when nobody is; else the page shows
 * `signedOut` and calls `signIn` on a tap.
 */
const usePerson = <Person>(resume: () => Promise<Person | undefined>, automatic: boolean) => {
  const [state, setState] = useState<SignInState<Person>>({ status: 'working' })

  const signIn = useCallback(() => {
    setState({ status: 'working' })
    startSignIn().catch((error: unknown) => setState({ status: 'failed', failure: asFailure(error, NOT_IN) }))
  }, [])

  useEffect(() => {
    let gone = false
    resume().then(
      (person) => {
        if (gone) return
        if (person) setState({ status: 'signedIn', person })
        else if (automatic) signIn()
        else setState({ status: 'signedOut' })
      },
      (error: unknown) => !gone && setState({ status: 'failed', failure: asFailure(error, NOT_IN) }),
    )
    return () => {
      gone = true
    }
  }, [resume, automatic, signIn])

  return { state, signIn }
}

export const useGuide = (automatic: boolean) => usePerson(resumeSession, automatic)
export const useOperator = () => usePerson(resumeOperator, false)
