import { View } from '@tarojs/components'
import { useState } from 'react'
import { signInNow } from './actions'

export const SignInButton = () => {
  const [busy, setBusy] = useState(false)
  const enter = async (): Promise<void> => {
    if (busy) return
    setBusy(true)
    await signInNow()
    setBusy(false)
  }
  return (
    <View
      className={`btn btn--main${busy ? ' btn--busy' : ''}`}
      aria-role="button"
      onClick={() => void enter()}
    >
      {busy ? '正在登录' : '微信一键登录'}
    </View>
  )
}

/** What can be seen only by a member, and the one tap that makes one. */
export const SignInCard = ({ title, text }: { title: string; text: string }) => (
  <View className="card">
    <View className="t17">{title}</View>
    <View className="t13 c2 m4">{text}</View>
    <View className="m12">
      <SignInButton />
    </View>
  </View>
)
