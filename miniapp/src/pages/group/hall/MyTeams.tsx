import { Text, View } from '@tarojs/components'
import { useReachBottom } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { usePages } from '../../../api/usePages'
import { openTeam } from '../../../group/open'
import type { MyTeam } from '../../../group/types'
import { sizeText } from '../../../group/words'
import { SignInCard } from '../../../members/SignInCard'
import { ClockText } from '../../../ui/Clock'
import { Faces } from '../../../ui/Faces'
import { Picture, Price } from '../../../ui/parts'
import { EmptyState, ErrorState } from '../../../ui/states'
import { useReturn } from '../../../ui/useReturn'
import { GroupCardBones } from './GroupCard'

const TONES: Record<MyTeam['team']['state'], string> = {
  opening: 'cw',
  open: 'ca',
  formed: 'co',
  failed: 'c2',
  abandoned: 'c2',
}

/** The shopper's teams, newest first: those that lack somebody with the time they have. */
export const MyTeams = () => {
  const signed = useShared(token)
  const [visit, setVisit] = useState(0)
  useReturn(() => setVisit((it) => it + 1))
  const list = usePages<MyTeam, never>(signed ? `${visit}` : null, async (cursor) => {
    const { teams, next } = await call('GET /me/teams', { query: { cursor, limit: 10 } })
    return { items: teams, next }
  })
  useReachBottom(list.more)
  if (!signed) return <SignInCard title="登录后看我的团" text="开过和参加过的团都在这里" />
  if (list.items.length > 0)
    return (
      <>
        {list.items.map(({ team, groupBuy, mine }) => (
          <View className="card" key={team.id} hoverClass="press" onClick={() => openTeam(team.id)}>
            <View className="row g12">
              <Picture src={groupBuy.image} className="s64" />
              <View className="grow">
                <View className="row between g8">
                  <Text className="t15 w6 cut grow">{groupBuy.name}</Text>
                  <Price fen={groupBuy.groupPrice} size={15} />
                </View>
                <View className="t13 c2 cut">
                  {sizeText(team)} · {mine.isLeader ? '我开的团' : `${team.leaderName}的团`}
                </View>
              </View>
            </View>
            <View className="row between g8 m12">
              <View className="row g8 grow">
                <Faces people={team.seats} open={team.state === 'open' && team.left > 0} />
                <Text className={`t13 w5 cut ${TONES[team.state]}`}>{team.stateText}</Text>
              </View>
              {team.state === 'open' && team.deadline && (
                <Text className="t13 c2 nowrap">
                  剩 <ClockText until={team.deadline} onEnd={list.reload} />
                </Text>
              )}
            </View>
          </View>
        ))}
        <View className="t13 c2 center hall__end">{list.next ? '往上滑看更早的' : '都在这里了'}</View>
      </>
    )
  if (list.error) return <ErrorState error={list.error} onRetry={list.reload} />
  if (list.loading) return <GroupCardBones />
  return <EmptyState title="还没有参加过拼团" text="去看看正在拼的，人齐了就是拼团价" />
}
