import { Text, View } from '@tarojs/components'
import { openGroupBuy } from '../../../group/open'
import type { GroupBuy } from '../../../group/types'
import { canOpen, sizeText, waysText } from '../../../group/words'
import { ClockText } from '../../../ui/Clock'
import { priceText } from '../../../ui/format'
import { Picture, Price, Tag } from '../../../ui/parts'
import { Progress } from '../../../ui/Progress'
import { Bone } from '../../../ui/states'

/** A group buy in the hall: both prices, how much of it is gone, how many teams wait for somebody. */
export const GroupCard = ({ groupBuy, onEnd }: { groupBuy: GroupBuy; onEnd: () => void }) => {
  const { id, image, name, price, groupPrice, sold, left, openTeams, until, status, statusText } = groupBuy
  const isOpen = canOpen(groupBuy)
  return (
    <View className="card gcard" hoverClass="press" onClick={() => openGroupBuy(id)}>
      <Picture src={image} className="gcard__pic" />
      <View className="grow">
        <View className="t15 w6 cut2">{name}</View>
        <View className="row g4 m4">
          <Tag tone="accent">{sizeText(groupBuy)}</Tag>
          <Text className="t11 c2 cut">{waysText(groupBuy)}</Text>
        </View>
        <View className="row g8 m8">
          <View className="grow">
            <Progress part={sold / Math.max(1, sold + left)} />
          </View>
          <Text className="t11 c2 num nowrap">
            {left === 0 ? '抢完了' : sold > 0 ? `已拼 ${sold} 件` : `${left} 件`}
          </Text>
        </View>
        <View className="row between g8 m4">
          <View className="base g4">
            <Price fen={groupPrice} size={20} />
            <Text className="was">{priceText(price)}</Text>
          </View>
          <View className={`btn btn--sm ${isOpen ? 'btn--main' : 'btn--off'}`} aria-role="button">
            {isOpen ? (openTeams > 0 ? '去参团' : '去开团') : statusText}
          </View>
        </View>
        <View className="row between g8 t11 m4">
          <Text className={openTeams > 0 ? 'cw w5' : 'c2'}>
            {openTeams > 0 ? `${openTeams} 个团在等人` : '还没有人开团'}
          </Text>
          {status === 'live' && (
            <Text className="c2 nowrap">
              剩 <ClockText until={until} onEnd={onEnd} />
            </Text>
          )}
        </View>
      </View>
    </View>
  )
}

export const GroupCardBones = () => (
  <>
    {[1, 0.8, 0.6].map((opacity) => (
      <View className="card gcard" key={opacity} style={{ opacity }} aria-hidden>
        <Bone w={112} h={112} r={10} />
        <View className="grow">
          <Bone w="90%" h={16} />
          <View className="m8">
            <Bone w="60%" h={12} />
          </View>
          <View className="m16">
            <Bone w="40%" h={24} />
          </View>
        </View>
      </View>
    ))}
  </>
)
