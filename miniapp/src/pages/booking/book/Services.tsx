import { View } from '@tarojs/components'
import { ServicePicture } from '../../../booking/ServicePicture'
import type { Service } from '../../../booking/types'
import { feeText } from '../../../booking/words'
import { Head } from '../../../ui/parts'
import { Bone } from '../../../ui/states'

interface Props {
  services: Service[]
  chosen: string | undefined
  onChoose: (serviceId: string) => void
}

/** 想做什么: what the store does, how long it takes and what it costs. */
export const Services = ({ services, chosen, onChoose }: Props) => (
  <View className="card">
    <Head title="想做什么" />
    {services.map((it) => (
      <View
        className="pick"
        key={it.id}
        hoverClass="press"
        aria-role="radio"
        aria-label={it.name}
        onClick={() => onChoose(it.id)}
      >
        <ServicePicture kind={it.kind} />
        <View className="grow">
          <View className="t15 w6 cut">{it.name}</View>
          <View className="t13 c2 cut">{[`${it.minutes} 分钟`, it.summary].filter(Boolean).join('，')}</View>
        </View>
        <View className={`t15 w6 nowrap ${it.price > 0 ? 'ca num' : 'co'}`}>{feeText(it.price)}</View>
        <View className={`radio${it.id === chosen ? ' radio--on' : ''}`} />
      </View>
    ))}
  </View>
)

export const ServiceBones = () => (
  <View className="card" aria-hidden>
    <Bone w={80} h={24} />
    {[0, 1, 2].map((at) => (
      <View className="row g12 m16" key={at}>
        <Bone w={48} h={48} r={10} />
        <View className="grow">
          <Bone w="50%" h={16} />
          <View className="m8">
            <Bone w="75%" h={14} />
          </View>
        </View>
        <Bone w={20} h={20} r={10} />
      </View>
    ))}
  </View>
)
