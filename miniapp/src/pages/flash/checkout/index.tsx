import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { useWatched } from '../../../api/useWatched'
import { CheckoutBar, CheckoutBones, CheckoutCards } from '../../../campaigns/Checkout'
import { useCampaignCheckout } from '../../../campaigns/useCampaignCheckout'
import { campaignOf } from '../../../flash/campaign'
import { openFlashSale } from '../../../flash/open'
import type { Session } from '../../../flash/types'
import { hasBegun, itemText, stateOf } from '../../../flash/words'
import { SignInCard } from '../../../members/SignInCard'
import { prepareMessages } from '../../../orders/messages'
import { openOrder } from '../../../orders/open'
import { Clock } from '../../../ui/Clock'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { EmptyState, ErrorState } from '../../../ui/states'
import './index.scss'

const nextLook = ({ phase }: Session): number | undefined =>
  phase === 'running' ? 2000 : phase === 'coming' ? 15_000 : undefined

/** Asking for a piece of a flash sale (SO-2): ready before it begins, asked for by one tap, the result said with its reason. */
const FlashCheckout = () => {
  const { id = '', sku = '' } = useRouter<{ id: string; sku: string }>().params
  const signed = useShared(token)
  const ask = useCallback(
    () => call('GET /flash-sales/sessions/:sessionId', { params: { sessionId: id } }),
    [id],
  )
  const { answer: session, error, reload } = useWatched(signed ? ask : null, nextLook, '没能打开这一场秒杀')
  const [turn, setTurn] = useState(0)
  const item = session?.items.find((it) => it.skuId === sku)
  const campaign = useMemo(() => session && item && campaignOf(session, item, setTurn), [session, item])
  const checkout = useCampaignCheckout(campaign, { skuId: sku, quantity: 1 }, reload)
  useEffect(prepareMessages, [])
  const state = session && item && stateOf(session, item)
  const isWaiting = session && !hasBegun(session)
  const { busy, refused } = checkout
  return (
    <View className="screen">
      <NavBar back title="秒杀" />
      <View className="screen__body">
        <View className="stack fcheckout">
          {!checkout.signed ? (
            <SignInCard title="登录后抢秒杀" text="抢到的留 15 分钟给你付款" />
          ) : session && item && campaign ? (
            <>
              <View className="card row g12">
                <View className="round round--accent">
                  <Icon name="zap" />
                </View>
                <View className="grow" aria-live="polite">
                  {busy ? (
                    <>
                      <View className="t15 w6">
                        {turn > 1 ? `人很多，正在第 ${turn} 次为你抢` : '正在为你抢'}
                      </View>
                      <View className="t13 c2">别离开，不会重复下单</View>
                    </>
                  ) : isWaiting ? (
                    <>
                      <View className="row g8 t15 w6">
                        距开抢 <Clock until={session.from} onEnd={reload} />
                      </View>
                      <View className="t13 c2">先选好怎么拿货，到点一键抢</View>
                    </>
                  ) : (
                    <>
                      <View className="t15 w6">{refused?.message ?? resultTitle(state)}</View>
                      <View className="t13 c2">{itemText(session, item)}</View>
                    </>
                  )}
                </View>
                {state === 'won' && item.mine.orderId && (
                  <View
                    className="btn btn--sm btn--main"
                    aria-role="button"
                    onClick={() => item.mine.orderId && openOrder(item.mine.orderId)}
                  >
                    看订单
                  </View>
                )}
              </View>
              <CheckoutCards campaign={campaign} checkout={checkout} />
            </>
          ) : session ? (
            <EmptyState title="这一场没有这件商品" text="看看别的场次">
              <View className="btn btn--main" aria-role="button" onClick={() => openFlashSale(session.id)}>
                看这一场
              </View>
            </EmptyState>
          ) : error ? (
            <ErrorState error={error} onRetry={reload} />
          ) : (
            <CheckoutBones />
          )}
        </View>
      </View>
      {checkout.signed && session && item && campaign && (
        <CheckoutBar checkout={checkout} text={barText(state)} off={offText(state, isWaiting === true)} />
      )}
    </View>
  )
}
export default FlashCheckout

type State = ReturnType<typeof stateOf> | undefined

const resultTitle = (state: State): string => {
  switch (state) {
    case 'won':
      return '抢到了'
    case 'had':
      return '你已经抢过了'
    case 'soldOut':
      return '来晚一步，已抢光'
    case 'over':
      return '这一场结束了'
    case 'paused':
      return '这一场暂停了'
    default:
      return '正在抢，先到先得'
  }
}

const barText = (state: State): string => (state === 'soldOut' ? '再抢一次' : '立即抢')

/** Why it cannot be asked for now; undefined when it can. Sold out may come back: asking is open while it runs. */
const offText = (state: State, isWaiting: boolean): string | undefined => {
  if (isWaiting) return '还没开始，到点再抢'
  if (state === 'over') return '这一场已经结束'
  if (state === 'paused') return '这一场暂停了，请稍后再来'
  return state === 'had' ? '已达到每人限购件数' : undefined
}
