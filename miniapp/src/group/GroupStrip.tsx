import { Text, View } from '@tarojs/components'
import { call } from '../api/call'
import { useLoad } from '../api/useLoad'
import { ClockText } from '../ui/Clock'
import { priceText } from '../ui/format'
import { EmptyFace, Faces } from '../ui/Faces'
import { Price } from '../ui/parts'
import { openGroupBuy, openTeam } from './open'
import { canOpen, savedOf, sizeText } from './words'

/** 拼团价 on a product's page: the team that lacks the fewest, or the way to open one; nothing where it is not bought together. */
export const GroupStrip = ({ spuId, skuId }: { spuId: string; skuId: string }) => {
  const { data, reload } = useLoad(spuId, async () => {
    const { groupBuys } = await call('GET /group-buys', { query: { spuId } })
    const groupBuy = groupBuys.find(canOpen)
    if (!groupBuy) return undefined
    const params = { groupBuyId: groupBuy.id }
    const { teams } = await call('GET /group-buys/:groupBuyId/teams', { params })
    return { groupBuy, team: teams.find((it) => it.left > 0) }
  })
  if (!data) return null
  const { groupBuy, team } = data
  const sku = groupBuy.skus.find((it) => it.skuId === skuId)
  if (!sku) return null
  const saved = savedOf(sku)
  return (
    <View
      className="card row g12"
      hoverClass="press"
      onClick={() => (team ? openTeam(team.id) : openGroupBuy(groupBuy.id, skuId))}
    >
      {team ? <Faces people={team.seats} open size="m" /> : <EmptyFace size="m" />}
      <View className="grow">
        <View className="row g4">
          <Text className="t15 w6 nowrap">{sizeText(groupBuy)}</Text>
          <Price fen={sku.groupPrice} size={15} />
          {saved > 0 && <Text className="t13 c2 cut">省 {priceText(saved)}</Text>}
        </View>
        <View className={`t13 cut ${team ? 'cw' : 'c2'}`}>
          {team?.deadline ? (
            <Text>
              差 {team.left} 人 · 剩 <ClockText until={team.deadline} onEnd={reload} />
            </Text>
          ) : (
            '开个团，叫上朋友一起'
          )}
        </View>
      </View>
      <View className="btn btn--sm btn--lineb">{team ? '去参团' : '去开团'}</View>
    </View>
  )
}
