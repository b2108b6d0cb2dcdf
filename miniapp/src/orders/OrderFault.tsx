import { View } from '@tarojs/components'
import type { CallError } from '../api/client'
import { SignInCard } from '../members/SignInCard'
import { NavBar } from '../ui/NavBar'
import { ErrorState } from '../ui/states'

/** A page about one order that could not be read: sign in, or what happened. */
export const OrderFault = ({
  title,
  error,
  onRetry,
}: {
  title: string
  error: CallError
  onRetry: () => void
}) => (
  <View className="screen">
    <NavBar back title={title} />
    {error.status === 401 ? (
      <View className="stack m12">
        <SignInCard title="登录后看订单" text="用下单时的微信登录，订单就在这里" />
      </View>
    ) : (
      <ErrorState error={error} onRetry={onRetry} />
    )}
  </View>
)
