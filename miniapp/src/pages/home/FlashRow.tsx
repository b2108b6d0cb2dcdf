import { Text, View } from '@tarojs/components'
import { call } from '../../api/call'
import { token } from '../../api/session'
import { useShared } from '../../api/shared'
import { useLoad } from '../../api/useLoad'
import { openFlashSale } from '../../flash/open'
import { firstSession, itemText } from '../../flash/words'
import { Clock } from '../../ui/Clock'
import { clockText, priceText } from '../../ui/format'
import { Picture, Price } from '../../ui/parts'
import { Progress } from '../../ui/Progress'
import { Icon } from '../../ui/Icon'

const SHOWN = 3

/** 今日限时 (SO-2): the session that runs or comes next, with a clock; nothing where there is none. */
export const FlashRow = () => {
  const signed = useShared(token)
  const { data, reload } = useLoad(`${signed}`, () => call('GET /flash-sales', { query: {} }))
  const session = data && firstSession(data.sessions, undefined)
  if (!session || session.phase === 'over' || session.isPaused) return null
  const isRunning = session.phase === 'running'
  return (
    <View className="card" hoverClass="press" onClick={() => openFlashSale(session.id)}>
      <View className="head">
        <Text className="head__t">今日限时</Text>
        <Text className="t13 c2 nowrap">
          {isRunning ? `距 ${clockText(session.until)} 结束` : `${session.label} 开抢`}
        </Text>
        <Clock until={isRunning ? session.until : session.from} onEnd={reload} />
        <View className="more">
          <Icon name="chevron-right" size={16} />
        </View>
      </View>
      <View className="flashrow">
        {session.items.slice(0, SHOWN).map((it) => (
          <View className="flashrow__i" key={it.skuId}>
            <Picture src={it.image} />
            <View className="t13 cut m4">{it.name}</View>
            <View className="base g4">
              <Price fen={it.flashPrice} size={15} />
              <Text className="was">{priceText(it.price)}</Text>
            </View>
            {isRunning && <Progress part={it.takenPercent / 100} />}
            <View className="flashrow__t cut">{itemText(session, it)}</View>
          </View>
        ))}
      </View>
    </View>
  )
}
