import { Text, View } from '@tarojs/components'
import { serverNow } from '../../../api/serverTime'
import { useCountdown } from '../../../orders/useCountdown'
import type { Presale } from '../../../presales/types'
import { dayText, longCountdown, nextMoment, phaseText, windowText } from '../../../presales/words'
import { billText, priceText } from '../../../ui/format'
import { Price, Tag } from '../../../ui/parts'

/** 预售 (CA-4): deposit and what it counts for, both windows, when the goods come, and how many are left. */
export const PresaleCard = ({ presale, onEnd }: { presale: Presale; onEnd: () => void }) => {
  const now = new Date(serverNow())
  const next = nextMoment(presale)
  const left = useCountdown(next?.at, onEnd)
  const { deposit, worth, price, quota } = presale
  const fact = (name: string, text: string) => (
    <View className="attr">
      <Text className="attr__n">{name}</Text>
      <Text className="grow num">{text}</Text>
    </View>
  )
  return (
    <View className="card card--flush presale">
      <View className="presale__top">
        <View className="row g8 grow">
          <Text className="presale__name">预售</Text>
          <Text className="t13">{phaseText(presale)}</Text>
        </View>
        {next && (
          <Text className="t13 num nowrap">
            {next.text} {longCountdown(left)}
          </Text>
        )}
      </View>
      <View className="presale__body">
        <View className="row between g8">
          <View className="base g8">
            <Text className="t13 c2">定金</Text>
            <Price fen={deposit} size={20} />
            {worth > deposit && <Tag tone="accent">抵 {priceText(worth)}</Tag>}
          </View>
          <Text className="t13 c2 nowrap num">
            {presale.left > 0 ? `余 ${presale.left} / ${quota} 件` : '已订满'}
          </Text>
        </View>
        <View className="t13 c2 m4">
          预售到手价 {billText(price - (worth - deposit))}，会员价付尾款时再算
        </View>
        <View className="hr" />
        {fact('定金时间', windowText(presale.depositFrom, presale.depositUntil, now))}
        {fact('尾款时间', windowText(presale.balanceFrom, presale.balanceUntil, now))}
        {fact('取货发货', `${dayText(presale.readyAt)}起`)}
        {fact('限购', `每人 ${presale.perMember} 件`)}
      </View>
    </View>
  )
}
