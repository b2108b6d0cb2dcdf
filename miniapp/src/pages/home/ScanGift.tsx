import { token } from '../../api/session'
import { useShared } from '../../api/shared'
import { SignInCard } from '../../members/SignInCard'
import { chosenStore } from '../../stores/entry'

/** Came by a store's QR without being signed in: the store's gifts are one tap away (ST-5). */
export const ScanGift = ({ storeName }: { storeName: string | undefined }) => {
  const who = useShared(token)
  const scene = useShared(chosenStore)?.scene
  if (who || !scene || !storeName) return null
  return <SignInCard title="扫码领礼" text={`登录后看${storeName}今天送你什么`} />
}
