import { View } from '@tarojs/components'
import { Bone } from '../../../ui/states'

export const CheckoutBones = () => (
  <>
    <View className="card" aria-hidden>
      {[0, 1].map((at) => (
        <View className={`row g12${at > 0 ? ' m16' : ''}`} key={at}>
          <Bone w={64} h={64} r={10} />
          <View className="grow">
            <Bone w="70%" h={18} />
            <View className="m8">
              <Bone w={88} h={14} />
            </View>
          </View>
          <Bone w={64} h={18} />
        </View>
      ))}
    </View>
    <View className="card" aria-hidden>
      <Bone w={96} h={20} />
      {[0, 1, 2].map((at) => (
        <View className="row between m12" key={at}>
          <Bone w={120} h={14} />
          <Bone w={64} h={14} />
        </View>
      ))}
    </View>
  </>
)
