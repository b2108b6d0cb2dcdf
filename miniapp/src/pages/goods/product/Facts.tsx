import { Text, View } from '@tarojs/components'
import type { ProductDetail } from '../../../catalog/types'
import { Icon } from '../../../ui/Icon'
import { Head } from '../../../ui/parts'

export const Facts = ({ product: { points, attributes, brand } }: { product: ProductDetail }) => (
  <View className="card">
    <Head title="好在哪" hint={brand} />
    {points.map((it) => (
      <View className="point" key={it}>
        <Icon name="check" size={16} className="cb point__i" />
        <Text className="grow">{it}</Text>
      </View>
    ))}
    {attributes.length > 0 && <View className="hr" />}
    {attributes.map((it) => (
      <View className="attr" key={it.name}>
        <Text className="attr__n">{it.name}</Text>
        <Text className="grow">{it.value}</Text>
      </View>
    ))}
  </View>
)
