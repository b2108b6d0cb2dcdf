import { Input, ScrollView, View } from '@tarojs/components'
import { openCityPicker } from '../../stores/open'
import type { Place } from '../../stores/place'
import { SERVICES, type ServiceKind } from '../../stores/words'
import { Icon } from '../../ui/Icon'
import { Chip } from '../../ui/parts'

export interface StoreFilter {
  openNow: boolean
  service?: ServiceKind
}

interface StoresBarProps {
  place: Place
  typed: string
  onType: (text: string) => void
  filter: StoreFilter
  onFilter: (next: StoreFilter) => void
}

const FILTERS: ServiceKind[] = ['delivery', 'booking', 'makeup', 'tea', 'parking', 'nursing', 'pets']

/** City, words and filters over the list of stores. */
export const StoresBar = ({ place, typed, onType, filter, onFilter }: StoresBarProps) => {
  const { openNow, service } = filter
  return (
    <View className="stores__bar">
      <View className="row g8">
        <View className="city" aria-role="button" onClick={() => openCityPicker()}>
          <Icon name="map-pin" className="cb" />
          {place.kind === 'city' ? place.name : place.kind === 'located' ? '附近' : '选城市'}
          <Icon name="chevron-down" size={16} />
        </View>
        <View className="field field--fill grow">
          <Icon name="search" />
          <Input
            className="field__in"
            value={typed}
            placeholder="门店、商场、地铁站"
            confirmType="search"
            onInput={(event) => onType(event.detail.value)}
          />
          {typed !== '' && (
            <View className="field__end" aria-label="清空" onClick={() => onType('')}>
              <Icon name="x" size={16} />
            </View>
          )}
        </View>
      </View>
      <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar stores__chips">
        <View className="rail__in">
          <Chip on={!openNow && !service} onClick={() => onFilter({ openNow: false })}>
            {place.kind === 'located' ? '离我最近' : '全部'}
          </Chip>
          <Chip on={openNow} onClick={() => onFilter({ ...filter, openNow: !openNow })}>
            营业中
          </Chip>
          {FILTERS.map((it) => (
            <Chip
              key={it}
              on={service === it}
              onClick={() => onFilter({ openNow, ...(service === it ? {} : { service: it }) })}
            >
              {SERVICES[it].short}
            </Chip>
          ))}
        </View>
      </ScrollView>
    </View>
  )
}
