import { View } from '@tarojs/components'
import { StockLineBones } from '../../../stock/StockLines'
import { Bone } from '../../../ui/states'

export const ProductBones = () => (
  <View aria-hidden>
    <Bone h={344} r={0} />
    <View className="stack product__body">
      <View className="card">
        <Bone w={120} h={28} />
        <View className="m12">
          <Bone w="80%" h={20} />
        </View>
        <View className="m8">
          <Bone w="60%" h={14} />
        </View>
      </View>
      <View className="card">
        <View className="row g8">
          {[0, 1, 2, 3].map((at) => (
            <Bone key={at} w={72} h={88} r={10} />
          ))}
        </View>
      </View>
      <View className="card">
        <StockLineBones />
      </View>
    </View>
  </View>
)
