import { View } from '@tarojs/components'
import { Bone } from '../../../ui/states'

export const DetailBones = () => (
  <View className="stack m12" aria-hidden>
    <Bone h={160} r={12} />
    <View className="card">
      <Bone w={140} h={24} />
      <View className="m12">
        <Bone w={200} h={14} />
      </View>
      <View className="hr" />
      <Bone w="70%" h={16} />
      <View className="m8">
        <Bone w="50%" h={14} />
      </View>
    </View>
    <View className="card">
      <Bone h={64} />
    </View>
    <View className="card">
      <Bone h={44} r={10} />
      {[0, 1, 2].map((at) => (
        <View className="row g12 m16" key={at}>
          <Bone w={64} h={64} r={10} />
          <View className="grow">
            <Bone w="80%" h={16} />
            <View className="m8">
              <Bone w="40%" h={14} />
            </View>
          </View>
        </View>
      ))}
    </View>
  </View>
)
