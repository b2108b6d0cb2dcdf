import { Text, View } from '@tarojs/components'
import type { Adviser, Slot } from '../../../booking/types'
import { Face } from '../../../ui/Faces'
import { clockText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { Head } from '../../../ui/parts'

interface Props {
  advisers: Adviser[]
  slot: Slot
  /** Undefined: whoever is free. */
  chosen: string | undefined
  onChoose: (adviserId: string | undefined) => void
}

/** 哪位顾问: who is free at the chosen time, or whoever it will be (AP-1). */
export const Advisers = ({ advisers, slot, chosen, onChoose }: Props) => {
  const free = advisers.filter((it) => slot.adviserIds?.includes(it.id))
  if (slot.state !== 'free' || free.length === 0) return null
  return (
    <View className="card">
      <Head title="哪位顾问" hint={`${clockText(slot.start)} 有空的 ${free.length} 位`} />
      <View className="advs">
        {free.map((it, at) => (
          <View
            className={`adv${it.id === chosen ? ' adv--on' : ''}`}
            key={it.id}
            hoverClass="press"
            aria-role="radio"
            aria-label={it.name}
            onClick={() => onChoose(it.id)}
          >
            <Face person={it} size="l" at={at} />
            <Text className="adv__n cut">{it.name}</Text>
            <Text className="adv__s">这时有空</Text>
          </View>
        ))}
        <View
          className={`adv${chosen ? '' : ' adv--on'}`}
          hoverClass="press"
          aria-role="radio"
          aria-label="都可以"
          onClick={() => onChoose(undefined)}
        >
          <View className="adv__any">
            <Icon name="users" size={24} />
          </View>
          <Text className="adv__n">都可以</Text>
          <Text className="adv__s">到店安排</Text>
        </View>
      </View>
    </View>
  )
}
