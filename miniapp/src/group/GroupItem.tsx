import { Text, View } from '@tarojs/components'
import { priceText } from '../ui/format'
import { Picture, Price, Tag } from '../ui/parts'
import { openProduct } from '../catalog/open'
import type { GroupBuy } from './types'
import { savedOf, sizeText, waysText } from './words'
import './group.scss'

/** What is bought together, under the title of its pages. */
export const GroupItem = ({
  groupBuy,
  storeName,
}: {
  groupBuy: GroupBuy
  storeName?: string | undefined
}) => {
  const { spuId, image, name, price, groupPrice } = groupBuy
  const saved = savedOf(groupBuy)
  return (
    <View className="gitem" hoverClass="press" onClick={() => openProduct(spuId)}>
      <Picture src={image} className="s80" />
      <View className="grow">
        <View className="t15 w6 cut">{name}</View>
        <View className="t13 c2 cut">
          {sizeText(groupBuy)} · {waysText(groupBuy, storeName)}
        </View>
        <View className="base g8">
          <Price fen={groupPrice} size={20} />
          {saved > 0 && (
            <>
              <Text className="was t13">{priceText(price)}</Text>
              <Tag tone="accent">比单买省 {priceText(saved)}</Tag>
            </>
          )}
        </View>
      </View>
    </View>
  )
}
