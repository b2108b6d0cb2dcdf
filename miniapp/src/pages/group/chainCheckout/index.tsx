import { useRouter } from '@tarojs/taro'
import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { CheckoutBones } from '../../../campaigns/Checkout'
import { openChain } from '../../../chains/open'
import { useChain } from '../../../chains/useChain'
import { problemOf, useChainCheckout } from '../../../chains/useChainCheckout'
import { arrivalText, canJoin, chainHead, wantedOf } from '../../../chains/words'
import { SignInCard } from '../../../members/SignInCard'
import { Bill } from '../../../orders/Bill'
import { Line } from '../../../orders/Lines'
import { prepareMessages } from '../../../orders/messages'
import { withQuantity } from '../../../orders/withQuantity'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Head, Price } from '../../../ui/parts'
import { say } from '../../../ui/say'
import { EmptyState, ErrorState } from '../../../ui/states'
import { Stepper } from '../../../ui/Stepper'
import './index.scss'

/** Joining a chain (GB-2): what was chosen, where it is collected, the bill, and what happens after paying. */
const ChainCheckout = () => {
  const { id = '', lines } = useRouter<{ id: string; lines?: string }>().params
  const { page, error, reload } = useChain(id)
  const [start] = useState(() => wantedOf(lines))
  const [remark, setRemark] = useState('')
  const chain = page?.chain
  const checkout = useChainCheckout(chain, start, reload)
  const { preview, isCurrent, busy } = checkout
  useEffect(prepareMessages, [])
  const isGone = start.length === 0 || (chain && !canJoin(chain))
  const problem = isCurrent && preview ? problemOf(preview) : undefined
  const ready = isCurrent && preview && !problem && !checkout.error && !busy
  const tap = (): void => {
    if (ready) void checkout.submit(remark)
    else if (checkout.error) checkout.reload()
    else if (problem) say(problem)
  }
  const change = (skuId: string, quantity: number): void =>
    checkout.setLines((before) => withQuantity(before, skuId, quantity))

  return (
    <View className="screen">
      <NavBar back title="参加接龙" />
      <View className="screen__body">
        <View className="stack chaincheckout">
          {!checkout.signed ? (
            <SignInCard title="登录后参加接龙" text="接龙号和货都记在会员名下，到店了微信告诉你" />
          ) : isGone ? (
            <EmptyState
              title={chain && !canJoin(chain) ? `接龙${chainHead(chain)}` : '还没选要几份'}
              text="回到接龙看看"
            >
              <View className="btn btn--main" aria-role="button" onClick={() => openChain(id)}>
                去看看
              </View>
            </EmptyState>
          ) : !chain ? (
            error ? (
              <ErrorState error={error} onRetry={reload} />
            ) : (
              <CheckoutBones />
            )
          ) : (
            <>
              <View className="card row g12">
                <View className="round">
                  <Icon name="store" />
                </View>
                <View className="grow">
                  <View className="t15 w6 cut">{chain.store.name}自提</View>
                  <View className="t13 c2 cut">{chain.store.address}</View>
                  <Text className="t13 cb w5">{arrivalText(chain)}</Text>
                </View>
              </View>
              {preview ? (
                <>
                  <View className="card">
                    <Head title={chain.title} hint={`每人限 ${chain.perMember} 份`} />
                    {preview.lines.map((it) => (
                      <Line
                        key={it.key}
                        line={it}
                        side={
                          <Stepper
                            value={it.quantity}
                            max={chain.perMember}
                            onChange={(n) => change(it.skuId, n)}
                          />
                        }
                      />
                    ))}
                  </View>
                  <Bill
                    way="pickup"
                    lines={preview.lines}
                    amounts={preview.amounts}
                    deliveryDiscounts={preview.deliveryDiscounts}
                    sum="应付"
                  />
                </>
              ) : checkout.error ? (
                <View className="card">
                  <ErrorState small error={checkout.error} onRetry={checkout.reload} />
                </View>
              ) : (
                <CheckoutBones />
              )}
              <View className="card card--list">
                <View className="cell">
                  <Text className="t15 lab">备注</Text>
                  <Input
                    className="field__in"
                    value={remark}
                    maxlength={100}
                    placeholder="想和团长说的话"
                    placeholderClass="field__hint"
                    onInput={(event) => setRemark(event.detail.value)}
                  />
                </View>
              </View>
            </>
          )}
        </View>
      </View>
      {checkout.signed && chain && !isGone && (
        <View className="actionbar">
          <View className="actionbar__sum">
            <View className="base g4">
              <Text className="t13 c2">应付</Text>
              {preview ? (
                <Price fen={preview.amounts.total} size={20} exact />
              ) : (
                <Text className="t20">…</Text>
              )}
            </View>
            <View className="t11 c2 cut">{problem ?? preview?.fulfilment ?? ''}</View>
          </View>
          <View
            className={`btn btn--wide ${ready || busy ? 'btn--main' : 'btn--off'}${busy ? ' btn--busy' : ''}`}
            aria-role="button"
            onClick={tap}
          >
            {busy ? '正在下单' : '付款接龙'}
          </View>
        </View>
      )}
    </View>
  )
}
export default ChainCheckout
