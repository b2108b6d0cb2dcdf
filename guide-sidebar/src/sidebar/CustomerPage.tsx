import { useCallback, useState } from 'react'
import useSWR from 'swr'
import type { ApiFailure } from '../api/failure'
import type { Guide } from '../api/storage'
import { startSignIn } from '../api/signIn'
import { READ, useApi } from '../api/useApi'
import { FollowUps } from '../followUps/FollowUps'
import { Below } from '../ui/Below'
import { FailureState } from '../ui/FailureState'
import { clock } from '../ui/date.rules'
import { useNotice } from '../ui/useNotice'
import { openContactProfile } from '../wecom/client'
import { WECOM_WORDS, weComFailureOf } from '../wecom/failure'
import { ActionBar } from './ActionBar'
import { SendTabs } from './SendTabs'
import { SendActivity } from './activities/SendActivity'
import { Appointments } from './Appointments'
import { GuideCarts } from './carts/GuideCarts'
import { SendContent } from './contents/SendContent'
import { SendCart } from './carts/SendCart'
import { CouponCards } from './cards/CouponCards'
import { SendCoupon } from './cards/SendCoupon'
import { Looks } from './glance/Looks'
import { SayWords } from './glance/SayWords'
import { Urgents } from './glance/Urgents'
import { SendGoods } from './goods/SendGoods'
import { SentGoods } from './goods/SentGoods'
import { SendOutfit } from './outfits/SendOutfit'
import { SendScript } from './scripts/SendScript'
import { CustomerOrders } from './CustomerOrders'
import { CustomerHeader } from './CustomerHeader'
import { CustomerSkeleton } from './CustomerSkeleton'
import { MemberNumbers } from './MemberNumbers'
import { Relation } from './Relation'
import { Tags } from './Tags'
import { TagSheet } from './tags/TagSheet'
import { useTags } from './tags/useTags'
import { UnknownMember } from './UnknownMember'
import { Visits } from './Visits'
import { customerKey, readCustomer, type CustomerRead } from './customer.read'

/** One customer, keyed by the contact: never another one's data while the next is loading. */
const useCustomer = (externalUserId: string) =>
  useSWR<CustomerRead, ApiFailure, ReturnType<typeof customerKey>>(
    customerKey(externalUserId),
    readCustomer,
    { ...READ, keepPreviousData: false },
  )

/** What can be put into the chat. */
const SENDERS = {
  goods: SendGoods,
  activity: SendActivity,
  coupon: SendCoupon,
  cart: SendCart,
  outfit: SendOutfit,
  content: SendContent,
  script: SendScript,
}

/** What became of it, where it did not simply go out; an outfit says it itself. */
const DONE: Partial<Record<keyof typeof SENDERS, string>> = { cart: '放进购物袋了', outfit: '' }

/** The customer in the open chat (GU-1, first form). */
export const CustomerPage = ({ externalUserId, guide }: { externalUserId: string; guide: Guide }) => {
  const { data, error, isValidating, mutate } = useCustomer(externalUserId)
  const [notice, setNotice] = useNotice()
  // Bound to the chat it was opened in: in another one it is closed.
  const [taggingOf, setTaggingOf] = useState<string>()
  const tagging = useTags(externalUserId)
  const [sending, setSending] = useState<{ what: keyof typeof SENDERS; to: string }>()
  const glance = useApi('GET /customers/:externalUserId/glance', { params: { externalUserId } })
  const seen = glance.data
  const [words, setWords] = useState<string>()
  const send = (what: keyof typeof SENDERS) => setSending({ what, to: externalUserId })

  const openProfile = () => {
    openContactProfile(externalUserId).catch((reason: unknown) => {
      const { kind } = weComFailureOf(reason)
      if (kind !== 'cancelled') setNotice(WECOM_WORDS[kind].title)
    })
  }
  const look = useCallback(() => void mutate(), [mutate])
  const refresh = () => {
    tagging.retry()
    void glance.mutate()
    void mutate().then((it) => it && setNotice('已是最新'))
  }

  if (!data && error?.status === 401) {
    const signIn = () => void startSignIn().catch(() => mutate())
    return <FailureState failure={error} retry={signIn} retryLabel="重新登录" />
  }
  if (!data && error && !isValidating) return <FailureState failure={error} retry={() => void mutate()} />
  if (!data) return <CustomerSkeleton />
  const { customer, at } = data
  const Sending = SENDERS[sending?.what ?? 'goods']
  return (
    <>
      <main className="main-scroll">
        <CustomerHeader
          key={externalUserId}
          customer={{ ...customer, remark: tagging.choices?.remark.text ?? customer.remark }}
        />
        {customer.member && <MemberNumbers member={customer.member} now={at} />}
        {!customer.member && <UnknownMember externalUserId={externalUserId} look={look} />}
        <Urgents
          urgent={seen?.answer.urgent}
          retry={glance.error && (() => void glance.mutate())}
          remind={setWords}
          sendGoods={() => send('goods')}
        />
        <Tags tags={customer.tags} tagging={tagging} now={at} open={() => setTaggingOf(externalUserId)} />
        <Below>
          <FollowUps
            key={`follow-ups-${externalUserId}`}
            externalUserId={externalUserId}
            name={customer.name}
            guide={guide}
            tell={(word) => {
              setNotice(word)
              void glance.mutate()
            }}
          />
          <Appointments
            key={`appointments-${externalUserId}`}
            customer={customer}
            guide={guide}
            now={at}
            booked={(when) => {
              setNotice(`约好了：${when}`)
              void mutate()
            }}
          />
          <CouponCards
            key={`cards-${externalUserId}`}
            externalUserId={externalUserId}
            send={() => send('coupon')}
          />
          <SentGoods
            key={`goods-${externalUserId}`}
            externalUserId={externalUserId}
            send={() => send('goods')}
          />
          {customer.member && (
            <GuideCarts
              key={`carts-${externalUserId}`}
              externalUserId={externalUserId}
              send={() => send('cart')}
            />
          )}
          {seen && <Looks glance={seen.answer} now={seen.at} />}
          {customer.member && (
            <CustomerOrders
              key={`orders-${externalUserId}`}
              externalUserId={externalUserId}
              memberId={customer.member.id}
            />
          )}
          <Visits
            key={`visits-${externalUserId}`}
            visits={customer.visits}
            total={customer.visitTotal}
            now={at}
          />
          <Relation customer={customer} now={at} openProfile={openProfile} changed={look} />
        </Below>
        <p className={`read-at t11 ${error ? 'warn' : 'i2'}`}>
          {error ? `${error.message}。下面是 ${clock(at)} 的资料` : `资料读取于 ${clock(at)}`}
          <button type="button" className="again" disabled={isValidating} onClick={refresh}>
            {isValidating ? '正在刷新…' : '刷新'}
          </button>
        </p>
      </main>
      {notice && (
        <div className="toast" role="status">
          {notice}
        </div>
      )}
      <ActionBar
        sendCoupon={() => send('coupon')}
        tag={() => setTaggingOf(externalUserId)}
        sendScript={() => send('script')}
        sendGoods={() => send('goods')}
      />
      {taggingOf === externalUserId && (
        <TagSheet name={customer.name} tagging={tagging} close={() => setTaggingOf(undefined)} />
      )}
      {words !== undefined && (
        <SayWords
          name={customer.name}
          words={words}
          close={() => setWords(undefined)}
          done={() => {
            setWords(undefined)
            setNotice('发出去了')
          }}
        />
      )}
      {sending?.to === externalUserId && (
        <Sending
          key={externalUserId}
          externalUserId={externalUserId}
          name={customer.name}
          avatar={customer.avatar}
          guide={guide}
          tabs={<SendTabs on={sending.what} choose={send} />}
          close={() => setSending(undefined)}
          done={(title) => {
            setSending(undefined)
            setNotice(`${title} ${DONE[sending.what] ?? '发出去了'}`.trim())
          }}
        />
      )}
    </>
  )
}
