import { Text, View } from '@tarojs/components'
import type { CartLine } from '../../cart/cart'
import { canBuy, type Group } from '../../cart/groups'
import { openStore } from '../../stores/open'
import { Icon } from '../../ui/Icon'
import { BagLine } from './BagLine'
import { Tick } from './Tick'

interface GroupCardProps {
  group: Group
  chosen: ReadonlySet<string>
  onTap: (lines: CartLine[]) => void
}

export const GroupCard = ({ group: { way, store, lines }, chosen, onTap }: GroupCardProps) => {
  const buyable = lines.filter(canBuy)
  const all = buyable.length > 0 && buyable.every((it) => chosen.has(it.key))
  const title = way === 'pickup' ? (store?.name ?? '到店自提') : '送到家'
  return (
    <View className="card">
      <View className="row g8 bag__head">
        <Tick on={all} off={buyable.length === 0} label={`全选${title}`} onClick={() => onTap(buyable)} />
        <Icon name={way === 'pickup' ? 'store' : 'bike'} className="cb" />
        <View className="row g4 grow" onClick={() => way === 'pickup' && store && openStore(store.id)}>
          <Text className="t15 w6 cut">{title}</Text>
          {way === 'pickup' && store && <Icon name="chevron-right" size={16} className="c2" />}
        </View>
        <Text className="t13 c2 nowrap">{way === 'pickup' ? '到店自提' : '结算时选时效'}</Text>
      </View>
      {lines.map((it) => (
        <BagLine key={it.key} line={it} on={chosen.has(it.key) && canBuy(it)} onTap={() => onTap([it])} />
      ))}
    </View>
  )
}
