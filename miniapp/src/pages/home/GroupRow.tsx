import { ScrollView, Text, View } from '@tarojs/components'
import { call } from '../../api/call'
import { useLoad } from '../../api/useLoad'
import { openGroupBuy, openHall, openTeam } from '../../group/open'
import type { GroupBuy, Team } from '../../group/types'
import { canOpen, sizeText } from '../../group/words'
import { ClockText } from '../../ui/Clock'
import { priceText } from '../../ui/format'
import { EmptyFace, Faces } from '../../ui/Faces'
import { Head, Picture, Price, Tag } from '../../ui/parts'

const MOST = 4

interface Shown {
  groupBuy: GroupBuy
  /** The team that lacks the fewest. */
  team?: Team | undefined
}

/** 正在拼 (GB-1): what runs at the store, each with the team that lacks the fewest; nothing where there is none. */
export const GroupRow = ({ storeId, ready }: { storeId: string | undefined; ready: boolean }) => {
  const { data, reload } = useLoad<Shown[]>(ready ? `${storeId}` : null, async () => {
    const { groupBuys } = await call('GET /group-buys', { query: storeId ? { storeId } : {} })
    return Promise.all(
      groupBuys
        .filter(canOpen)
        .sort((a, b) => b.openTeams - a.openTeams)
        .slice(0, MOST)
        .map(async (groupBuy) => {
          if (groupBuy.openTeams === 0) return { groupBuy }
          const params = { groupBuyId: groupBuy.id }
          const { teams } = await call('GET /group-buys/:groupBuyId/teams', { params })
          return { groupBuy, team: teams.find((it) => it.left > 0) }
        }),
    )
  })
  if (!data?.length) return null
  const waiting = data.reduce((sum, { groupBuy }) => sum + groupBuy.openTeams, 0)
  return (
    <View>
      <Head
        out
        title="正在拼"
        {...(waiting > 0 ? { hint: `附近 ${waiting} 个团在等人` } : { hint: '人齐了就是拼团价' })}
        more="更多"
        onMore={() => openHall()}
      />
      <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar">
        <View className="rail__in">
          {data.map(({ groupBuy, team }) => (
            <View
              className="card grow1"
              hoverClass="press"
              key={groupBuy.id}
              onClick={() => (team ? openTeam(team.id) : openGroupBuy(groupBuy.id))}
            >
              <Picture src={groupBuy.image} className="s64" />
              <View className="grow">
                <View className="t15 w6 cut">{groupBuy.name}</View>
                <View className="row g4 m4">
                  <Tag tone="accent">{sizeText(groupBuy)}</Tag>
                  <Price fen={groupBuy.groupPrice} size={15} />
                  <Text className="t11 c2 nowrap">单买 {priceText(groupBuy.price)}</Text>
                </View>
                <View className="row g8 m4">
                  {team ? <Faces people={team.seats} open /> : <EmptyFace size="s" />}
                  <Text className={`t11 nowrap ${team ? 'cw w5' : 'c2'}`}>
                    {team?.deadline ? (
                      <>
                        差 {team.left} 人 · <ClockText until={team.deadline} onEnd={reload} />
                      </>
                    ) : (
                      '来开第一个团'
                    )}
                  </Text>
                </View>
              </View>
            </View>
          ))}
        </View>
      </ScrollView>
    </View>
  )
}
