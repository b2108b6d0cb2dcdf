import { useReachBottom } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { usePages } from '../../../api/usePages'
import { openSignUp } from '../../../happenings/open'
import type { SignUp } from '../../../happenings/types'
import { STATE_TONES, timeText } from '../../../happenings/words'
import { Picture } from '../../../ui/parts'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { useReturn } from '../../../ui/useReturn'

/** The shopper's sign-ups, latest event first, each with the way to its code. */
export const MySignUps = () => {
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))
  const list = usePages<SignUp, never>(`${visit}`, async (cursor) => {
    const { signUps, next } = await call('GET /me/sign-ups', { query: { cursor, limit: 10 } })
    return { items: signUps, next }
  })
  useReachBottom(list.more)
  if (list.items.length > 0)
    return (
      <>
        {list.items.map(({ id, state, stateText, event }) => (
          <View className="card row g12" key={id} hoverClass="press" onClick={() => openSignUp(id)}>
            <Picture src={event.image} className="s64" />
            <View className="grow">
              <View className="row between g8">
                <Text className="t15 w6 cut grow">{event.title}</Text>
                <Text className={`t13 w5 nowrap ${STATE_TONES[state]}`}>{stateText}</Text>
              </View>
              <View className="t13 c2 cut num">{timeText(event)}</View>
              <View className="row between g8">
                <Text className="t13 c2 cut">{event.store.name}</Text>
                {state === 'seated' && <View className="btn btn--sm btn--brand">签到码</View>}
              </View>
            </View>
          </View>
        ))}
      </>
    )
  if (list.error) return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.loading)
    return (
      <>
        {[1, 0.7].map((opacity) => (
          <View className="card row g12" key={opacity} style={{ opacity }} aria-hidden>
            <Bone w={64} h={64} r={10} />
            <View className="grow">
              <Bone w="70%" h={16} />
            </View>
          </View>
        ))}
      </>
    )
  return <EmptyState title="还没有报过活动" text="挑一场喜欢的，报名到店玩" />
}
