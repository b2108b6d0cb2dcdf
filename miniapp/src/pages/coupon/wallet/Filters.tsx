import { ScrollView, View } from '@tarojs/components'
import type { Filter } from '../../../coupons/words'
import { Chip } from '../../../ui/parts'

interface FiltersProps {
  value: Filter | undefined
  onChange: (next: Filter | undefined) => void
  storeName: string | undefined
  expiring: number | undefined
}

/** What to look at among the usable coupons; a second tap takes it off. */
export const Filters = ({ value, onChange, storeName, expiring }: FiltersProps) => {
  const filters: [Filter, string][] = [
    ...(storeName ? [['here', `${storeName}能用`] as [Filter, string]] : []),
    ['expiring', `快到期${expiring ? ` ${expiring}` : ''}`],
    ['store', '到店出示'],
    ['online', '线上下单'],
  ]
  return (
    <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar">
      <View className="rail__in wallet__filters">
        {filters.map(([it, words]) => (
          <Chip key={it} on={value === it} onClick={() => onChange(value === it ? undefined : it)}>
            {words}
          </Chip>
        ))}
      </View>
    </ScrollView>
  )
}
