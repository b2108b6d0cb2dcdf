import { Text, View } from '@tarojs/components'
import type { ProductDetail, Sku } from '../../../catalog/types'
import { priceText, soldText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Price, Tag } from '../../../ui/parts'

export const Title = ({ product, sku }: { product: ProductDetail; sku: Sku }) => (
  <View className="card">
    <View className="row between g8">
      <View className="base g8">
        <Price fen={sku.price} size={24} />
        {sku.listPrice !== undefined && sku.listPrice > sku.price && (
          <>
            <Text className="was t13">{priceText(sku.listPrice)}</Text>
            <Tag tone="accent">省 {priceText(sku.listPrice - sku.price)}</Tag>
          </>
        )}
      </View>
      <Text className="t13 c2 nowrap">{soldText(product.soldCount)}</Text>
    </View>
    <View className="t17 m8">{product.name}</View>
    <View className="t13 c2 m4">{product.subtitle}</View>
    {product.tags.length > 0 && (
      <View className="tags m8">
        {product.tags.map((it) => (
          <Tag key={it}>{it}</Tag>
        ))}
      </View>
    )}
    <View className="same m12">
      <Icon name="shield-check" size={16} />
      <Text className="grow">全国门店和线上同一个价，到店买也是 {priceText(sku.price)}</Text>
    </View>
  </View>
)
