import { Text, View } from '@tarojs/components'
import type { Api } from '../../../../../server/api'
import { openStore } from '../../../stores/open'
import { distanceText } from '../../../stores/words'
import { Icon } from '../../../ui/Icon'
import { Head } from '../../../ui/parts'
import { EmptyState } from '../../../ui/states'

type Answer = Api['GET /nearest-guide']['response']
type Stand = Answer['others'][number]

const awayText = ({ store }: Stand): string =>
  store.distance === undefined ? store.district : distanceText(store.distance)

/** Nearer stores, and why not they. */
export const Passed = ({ stands }: { stands: readonly Stand[] }) => (
  <View className="note">
    <Icon name="info" size={16} />
    <View className="grow">
      {stands.map((it) => (
        <View key={it.store.id}>
          {it.store.name}更近（{awayText(it)}），但{it.text}
        </View>
      ))}
    </View>
  </View>
)

/** No guide can be added now: which store opens next, or what keeps the chosen one. */
export const NobodyNow = ({ next, chosen }: { next: Answer['next']; chosen: Stand | undefined }) => {
  const of = next ?? chosen
  const title = chosen
    ? `${chosen.store.name}现在加不了导购`
    : next
      ? '附近的门店都打烊了'
      : '附近还没有能加的导购'
  const text = of
    ? chosen
      ? of.text
      : `${of.store.name}（${awayText(of)}）${of.store.open.detail}`
    : '换一座城市，或搜一家店看看'
  return (
    <EmptyState title={title} text={text}>
      {of && (
        <View className="btn btn--tint" aria-role="button" onClick={() => openStore(of.store.id)}>
          看看这家店
        </View>
      )}
    </EmptyState>
  )
}

interface StandRowsProps {
  title: string
  stands: readonly Stand[]
  /** What is said where there are none; without it nothing is. */
  none?: string
  onChoose: (storeId: string) => void
}
/** Stores to choose. */
export const StandRows = ({ title, stands, none, onChoose }: StandRowsProps) => {
  if (stands.length === 0) return none ? <EmptyState title={none} text="换个词，或换一座城市看看" /> : null
  return (
    <View className="card">
      <Head title={title} />
      {stands.map((it) => (
        <View
          className="adviser__row"
          key={it.store.id}
          hoverClass="press"
          aria-role="button"
          onClick={() => onChoose(it.store.id)}
        >
          <View className="grow">
            <View className="row g8">
              <Text className="t15 w5 cut">{it.store.name}</Text>
              <Text className="t13 c2 num nowrap">{awayText(it)}</Text>
            </View>
            <View className={`t13 cut ${it.standing === 'ready' ? 'c2' : 'cw'}`}>{it.text}</View>
          </View>
          <Icon name="chevron-right" size={16} className="c2" />
        </View>
      ))}
    </View>
  )
}
