import { View } from '@tarojs/components'
import { Bone } from '../../../ui/states'

export const ChainBones = () => (
  <View className="stack chain" aria-hidden>
    <View className="card">
      <Bone w="40%" h={16} />
      <View className="m12">
        <Bone w="80%" h={28} />
      </View>
      <View className="m12">
        <Bone h={24} />
      </View>
    </View>
    {[1, 0.7].map((opacity) => (
      <View className="card row g12" key={opacity} style={{ opacity }}>
        <Bone w={80} h={80} r={10} />
        <View className="grow">
          <Bone w="70%" h={16} />
          <View className="m12">
            <Bone w="40%" h={24} />
          </View>
        </View>
      </View>
    ))}
  </View>
)
