import { View } from '@tarojs/components'
import type { CallError } from '../api/client'
import { NavBar } from '../ui/NavBar'
import { ErrorState } from '../ui/states'
import { SignInCard } from './SignInCard'

interface Props {
  title: string
  error: CallError
  onRetry: () => void
  /** What is said to who is not signed in. */
  signIn: { title: string; text: string }
}

/** A page about something of the shopper's own that could not be read: sign in, or what happened. */
export const OwnFault = ({ title, error, onRetry, signIn }: Props) => (
  <View className="screen">
    <NavBar back title={title} />
    {error.status === 401 ? (
      <View className="stack m12">
        <SignInCard {...signIn} />
      </View>
    ) : (
      <ErrorState error={error} onRetry={onRetry} />
    )}
  </View>
)
