import { useState } from 'react'
import type { ReactNode } from 'react'
import { browser } from '../api/browser'
import { readReturn } from '../api/signIn.rules'
import type { Guide } from '../api/storage'
import { useGuide } from '../api/useSignIn'
import { RowBones } from '../desk/DeskSkeleton'
import { placeOf } from '../desk/page.rules'
import { FailureState } from '../ui/FailureState'
import { State } from '../ui/State'
import { chain } from '../ui/chain'
import { useHash } from '../ui/useHash'

const toDesk = () => {
  window.location.hash = '#/desk'
}

/** Customers are seen beside a chat only. */
export const NotHere = () => (
  <State
    icon="message-circle"
    title="请在企业微信里打开"
    text={`${chain.name}${chain.assistant}在企业微信的聊天侧边栏里使用：打开和顾客的聊天，点右侧的“${chain.assistant}”。`}
    action={{ label: '打开工作台', run: toDesk }}
  />
)

/** A browser outside WeCom, such as a till's: no customers, but the desk after signing in with WeCom. */
export const PlainBrowser = ({ children }: { children: (guide: Guide) => ReactNode }) => {
  const [returning] = useState(() => Boolean(readReturn(browser.href()).code))
  const { state, signIn } = useGuide(false)
  const page = useHash()
  if (state.status === 'signedIn') return children(state.person)
  if (!placeOf(page) && page !== 'me' && !returning) return <NotHere />
  switch (state.status) {
    case 'working':
      return <RowBones />
    case 'failed':
      return <FailureState failure={state.failure} retry={signIn} retryLabel="重新登录" />
    case 'signedOut':
      return (
        <State
          icon="lock"
          title="先登录"
          text="用你的企业微信账号登录，就能在这台设备上核销和查单。"
          action={{ label: '用企业微信登录', run: signIn }}
        />
      )
  }
}
