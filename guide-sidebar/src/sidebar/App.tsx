import { useState } from 'react'
import { signOut } from '../api/signIn'
import type { Guide } from '../api/storage'
import { useGuide } from '../api/useGuide'
import { FailureState } from '../ui/FailureState'
import { State } from '../ui/State'
import { chain } from '../ui/chain'
import { useHash } from '../ui/useHash'
import { isWeCom } from '../wecom/client'
import { useContact } from '../wecom/useContact'
import { CustomerPage } from './CustomerPage'
import { CustomerSkeleton } from './CustomerSkeleton'
import { MePage } from './MePage'

/** The customer of the open chat, or why there is none. */
const Chat = ({ guide }: { guide: Guide }) => {
  const { state, retry } = useContact()
  switch (state.status) {
    case 'connecting':
      return <CustomerSkeleton />
    case 'ready':
      return <CustomerPage externalUserId={state.externalUserId} guide={guide} />
    case 'group':
      return (
        <State icon="users" title="这是群聊" text="导购助手现在看的是单个顾客：进入和顾客的单聊再打开。" />
      )
    case 'failed':
      return <FailureState failure={state.failure} retry={retry} />
  }
}

const SignedIn = ({ guide, leave }: { guide: Guide; leave: () => void }) => {
  const page = useHash()
  return page === 'me' ? <MePage guide={guide} signOut={leave} /> : <Chat guide={guide} />
}

const InWeCom = () => {
  const { state, signIn } = useGuide(true)
  const [left, setLeft] = useState(false)
  if (left) {
    const again = { label: '重新登录', run: () => window.location.reload() }
    return <State icon="log-out" title="已退出" text="要继续使用，请重新登录。" action={again} />
  }
  switch (state.status) {
    case 'signedIn':
      return <SignedIn guide={state.guide} leave={() => void signOut().then(() => setLeft(true))} />
    case 'failed':
      return <FailureState failure={state.failure} retry={signIn} retryLabel="重新登录" />
    default:
      return <CustomerSkeleton />
  }
}

/** The sidebar; a plain browser is told where it belongs. */
export const App = () => (
  <div className="side">
    {isWeCom() ? (
      <InWeCom />
    ) : (
      <State
        icon="message-circle"
        title="请在企业微信里打开"
        text={`${chain.name}${chain.assistant}在企业微信的聊天侧边栏里使用：打开和顾客的聊天，点右侧的“${chain.assistant}”。`}
      />
    )}
  </div>
)
