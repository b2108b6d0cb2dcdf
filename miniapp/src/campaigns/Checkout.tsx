import { Text, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Bill } from '../orders/Bill'
import { Line } from '../orders/Lines'
import { Chip, Head, Price } from '../ui/parts'
import { say } from '../ui/say'
import { Bone, ErrorState } from '../ui/states'
import { Stepper } from '../ui/Stepper'
import type { Campaign } from './types'
import type { CampaignCheckout } from './useCampaignCheckout'
import { WhereCard } from './Where'

interface CheckoutCardsProps {
  campaign: Campaign
  checkout: CampaignCheckout
  /** Beside 怎么拿货. */
  hint?: string | undefined
  /** Stands under the bill: what happens after paying. */
  children?: ReactNode
}

/** Option, way, bill: what is chosen of a campaign and what it comes to. */
export const CheckoutCards = ({ campaign, checkout, hint, children }: CheckoutCardsProps) => {
  const { sku, setSku, quantity, setQuantity, where, preview, error, reload } = checkout
  return (
    <>
      {campaign.skus.length > 1 && (
        <View className="card">
          <Head title="选哪一款" />
          <View className="chips">
            {campaign.skus.map((it) => (
              <Chip
                key={it.skuId}
                on={it.skuId === sku?.skuId}
                off={it.left === 0}
                onClick={() => (it.left > 0 ? setSku(it.skuId) : say('这一款的名额已经满了'))}
              >
                {it.optionText || '标准款'}
              </Chip>
            ))}
          </View>
        </View>
      )}
      <WhereCard where={where} hint={hint} sentFrom="从仓库或门店发给你" />
      {preview ? (
        <>
          <View className="card">
            <Line
              line={preview.line}
              side={<Stepper value={quantity} max={campaign.perMember} onChange={setQuantity} />}
            />
          </View>
          <Bill
            way={where.way}
            lines={[preview.line]}
            amounts={preview.amounts}
            deliveryDiscounts={preview.deliveryDiscounts}
            sum="应付"
          />
        </>
      ) : error ? (
        <View className="card">
          <ErrorState small error={error} onRetry={reload} />
        </View>
      ) : (
        where.isPlaced && <CheckoutBones />
      )}
      {children}
    </>
  )
}

interface CheckoutBarProps {
  checkout: CampaignCheckout
  text: string
  /** Why it cannot be ordered at the moment, whatever was chosen. */
  off?: string | undefined
}

/** What it comes to and the one tap that orders it; when it cannot be ordered, a tap says why. */
export const CheckoutBar = ({ checkout, text, off }: CheckoutBarProps) => {
  const { preview, isCurrent, error, where, busy, reload, submit } = checkout
  const problem = isCurrent ? preview?.problem?.text : undefined
  const isShort = isCurrent && preview !== undefined && !preview.line.isAvailable
  const ready = isCurrent && !off && !error && !problem && !isShort && !busy
  const tap = (): void => {
    if (ready) void submit()
    else if (off) say(off)
    else if (error) reload()
    else if (problem) say(problem)
    else if (isShort) say('这里的名额不够了，换一家店或少买几件')
    else if (where.way === 'express' && !where.address) say('先加一个收货地址')
  }
  return (
    <View className="actionbar">
      <View className="actionbar__sum">
        <View className="base g4">
          <Text className="t13 c2">应付</Text>
          {preview ? <Price fen={preview.amounts.total} size={20} exact /> : <Text className="t20">…</Text>}
        </View>
        <View className="t11 c2 cut">{problem ?? preview?.fulfilment ?? ''}</View>
      </View>
      <View
        className={`btn btn--wide ${ready || busy ? 'btn--main' : 'btn--off'}${busy ? ' btn--busy' : ''}`}
        aria-role="button"
        onClick={tap}
      >
        {busy ? '正在下单' : text}
      </View>
    </View>
  )
}

export const CheckoutBones = () => (
  <>
    {[96, 160].map((height) => (
      <View className="card" key={height} aria-hidden>
        <Bone w="40%" h={20} />
        <View className="m12">
          <Bone h={height - 32} r={10} />
        </View>
      </View>
    ))}
  </>
)
