import { Text, View } from '@tarojs/components'
import { call } from '../api/call'
import { token } from '../api/session'
import { useShared } from '../api/shared'
import { useLoad } from '../api/useLoad'
import { Head, Picture } from '../ui/parts'
import { openEvent, openEvents } from './open'
import { seatsText, timeText } from './words'

const MOST = 2

/** What is to come in one store (AP-2); nothing where there is nothing, or for who is not signed in. */
export const StoreEvents = ({ storeId }: { storeId: string }) => {
  const signed = useShared(token)
  const { data } = useLoad(signed ? `${signed}|${storeId}` : null, () =>
    call('GET /store-events', { query: { storeId, limit: MOST } }),
  )
  if (!data?.events.length) return null
  return (
    <View className="card">
      <Head title="店里的活动" onMore={() => openEvents()} />
      {data.events.map((it) => (
        <View className="cell" key={it.id} hoverClass="press" onClick={() => openEvent(it.id)}>
          <Picture src={it.image} className="s48" />
          <View className="grow">
            <View className="t15 w5 cut">{it.title}</View>
            <View className="t13 c2 cut num">{timeText(it)}</View>
          </View>
          <Text className={`t13 nowrap ${it.mine.signUpId ? 'co w5' : 'c2'}`}>
            {it.mine.signUpId ? it.mine.text : seatsText(it).replace(/^.*，/, '')}
          </Text>
        </View>
      ))}
    </View>
  )
}
