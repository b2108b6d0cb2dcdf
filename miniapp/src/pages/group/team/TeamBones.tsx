import { View } from '@tarojs/components'
import { Bone } from '../../../ui/states'

export const TeamBones = () => (
  <View aria-hidden>
    <View className="gitem">
      <Bone w={80} h={80} r={10} />
      <View className="grow">
        <Bone w="80%" h={16} />
        <View className="m8">
          <Bone w="50%" h={12} />
        </View>
        <View className="m8">
          <Bone w={120} h={24} />
        </View>
      </View>
    </View>
    <View className="stack team__body">
      <View className="card seats">
        <View className="seats__clock">
          <Bone w={160} h={28} />
        </View>
        <View className="seats__row">
          {[0, 1, 2].map((at) => (
            <Bone key={at} w={72} h={72} r={36} />
          ))}
        </View>
        <Bone h={48} r={10} />
      </View>
      <View className="card">
        <Bone w={96} h={20} />
        <View className="m12">
          <Bone h={40} />
        </View>
      </View>
    </View>
  </View>
)
