import type { ReactNode } from 'react'
import type { ApiFailure } from '../api/failure'
import { FailureState } from '../ui/FailureState'
import { OrderSkeleton } from './DeskSkeleton'

/** What `useApi` says beside the answer. */
interface Reading {
  error: ApiFailure | undefined
  isValidating: boolean
  mutate: () => Promise<unknown>
}

/** A page under its head while what it shows is not there: being read, or why it cannot be. */
export const Unread = ({ head, reading }: { head: ReactNode; reading: Reading }) => (
  <>
    {head}
    {reading.error && !reading.isValidating ? (
      <FailureState failure={reading.error} retry={() => void reading.mutate()} />
    ) : (
      <OrderSkeleton />
    )}
  </>
)
