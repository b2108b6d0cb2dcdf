import { useState } from 'react'
import type { ReactNode } from 'react'
import { signOut } from '../api/signIn'
import type { Guide } from '../api/storage'
import { useGuide } from '../api/useSignIn'
import { Desk } from '../desk/Desk'
import { placeOf } from '../desk/page.rules'
import { FailureState } from '../ui/FailureState'
import { State } from '../ui/State'
import { useHash } from '../ui/useHash'
import { isWeCom } from '../wecom/client'
import { useContact } from '../wecom/useContact'
import { CustomerPage } from './CustomerPage'
import { CustomerSkeleton } from './CustomerSkeleton'
import { GroupPage } from './group/GroupPage'
import { MePage } from './MePage'
import { NotHere, PlainBrowser } from './PlainBrowser'
import { Tabs } from './Tabs'

/** The customer or the group of the open chat, or why there is none. */
const Chat = ({ guide }: { guide: Guide }) => {
  const { state, retry } = useContact()
  switch (state.status) {
    case 'connecting':
      return <CustomerSkeleton />
    case 'ready':
      return <CustomerPage key={state.externalUserId} externalUserId={state.externalUserId} guide={guide} />
    case 'group':
      return <GroupPage key={state.chatId} chatId={state.chatId} guide={guide} />
    case 'failed':
      return <FailureState failure={state.failure} retry={retry} />
  }
}

interface SignedInProps {
  guide: Guide
  leave: () => void
  /** What stands in the customer's place. */
  customer: ReactNode
}

const SignedIn = ({ guide, leave, customer }: SignedInProps) => {
  const page = useHash()
  const place = placeOf(page)
  if (place && place.page !== 'desk') return <Desk place={place} guide={guide} />
  return (
    <>
      <Tabs page={place?.page ?? (page === 'me' ? 'me' : '')} />
      {place ? (
        <Desk place={place} guide={guide} />
      ) : page === 'me' ? (
        <MePage guide={guide} signOut={leave} />
      ) : (
        customer
      )}
    </>
  )
}

const InWeCom = ({ leave }: { leave: () => void }) => {
  const { state, signIn } = useGuide(true)
  switch (state.status) {
    case 'signedIn':
      return <SignedIn guide={state.person} leave={leave} customer={<Chat guide={state.person} />} />
    case 'failed':
      return <FailureState failure={state.failure} retry={signIn} retryLabel="重新登录" />
    default:
      return <CustomerSkeleton />
  }
}

/** The sidebar; in a plain browser the desk alone works. */
export const App = () => {
  const [left, setLeft] = useState(false)
  const leave = () => void signOut().then(() => setLeft(true))
  const body = () => {
    if (left) {
      const again = { label: '重新登录', run: () => window.location.reload() }
      return <State icon="log-out" title="已退出" text="要继续使用，请重新登录。" action={again} />
    }
    if (isWeCom()) return <InWeCom leave={leave} />
    return (
      <PlainBrowser>
        {(guide) => <SignedIn guide={guide} leave={leave} customer={<NotHere />} />}
      </PlainBrowser>
    )
  }
  return <div className="side">{body()}</div>
}
