import { Text, View } from '@tarojs/components'
import type { Chain } from '../../../chains/types'
import { canJoin, chainHead, chainSays } from '../../../chains/words'
import { Clock } from '../../../ui/Clock'
import { Face } from '../../../ui/Faces'
import { Tag } from '../../../ui/parts'
import { Progress } from '../../../ui/Progress'

/** Who leads it, what it is, where it stands and how long it has. */
export const ChainHead = ({ chain, onReload }: { chain: Chain; onReload: () => void }) => {
  const { title, note, leader, store, people, pieces, left, phase, until, from } = chain
  const isRunning = phase === 'open'
  return (
    <View className="card">
      <View className="row g8">
        <Face person={leader ?? { name: store.name }} size="m" />
        <Text className="grow t13 c2 cut">
          {leader ? `${leader.name} · ` : ''}
          {store.name}
        </Text>
        <Tag tone={canJoin(chain) ? 'accent' : 'grey'}>{chainHead(chain)}</Tag>
      </View>
      <View className="t20 m8">{title}</View>
      {note && <View className="t15 c2 m4 chain__note">{note}</View>}
      <View className="row g8 m12">
        <View className="grow">
          <Progress part={pieces / Math.max(1, pieces + left)} />
        </View>
        <Text className="t13 c2 num nowrap">
          {people > 0 ? `${people} 人接了 ${pieces} 份` : '还没有人接'}
          {isRunning && left > 0 ? ` · 剩 ${left}` : ''}
        </Text>
      </View>
      {(isRunning || phase === 'coming') && (
        <View className="row between g8 m12">
          <Text className="t13 c2">{isRunning ? '距截单' : '距开始'}</Text>
          <Clock big until={isRunning ? until : from} onEnd={onReload} />
        </View>
      )}
      <View className="t13 c2 m8" aria-live="polite">
        {chainSays(chain)}
      </View>
    </View>
  )
}
