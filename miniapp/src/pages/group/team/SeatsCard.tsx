import { Text, View } from '@tarojs/components'
import { openGroupBuy } from '../../../group/open'
import { SeatRow } from '../../../group/SeatRow'
import type { TeamPage } from '../../../group/useTeam'
import { canOpen, teamHead, teamSays } from '../../../group/words'
import { openOrder } from '../../../orders/open'
import { ShareButton } from '../../../sharing/ShareButton'
import { openStore } from '../../../stores/open'
import { Clock } from '../../../ui/Clock'
import { priceText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'

interface SeatsCardProps {
  page: TeamPage
  /** Of this page, to hand on. */
  path: string
  onJoin: () => void
  onCode: () => void
  onPoster: () => void
  onReload: () => void
}

/** How the team stands: what it lacks, how long it has, its seats, and the one thing to do now. */
export const SeatsCard = ({ page, path, onJoin, onCode, onPoster, onReload }: SeatsCardProps) => {
  const { team, mine } = page
  const [before, count, after] = teamHead(team)
  const isOpen = team.state === 'open'
  return (
    <View className={`card seats seats--${team.state}`}>
      <View className="t20 center" aria-live="polite">
        {before}
        {count && <Text className="ca num">{count}</Text>}
        {after}
      </View>
      {isOpen && team.deadline && (
        <View className="row g8 seats__clock">
          <Text className="t13 c2">剩余</Text>
          <Clock big until={team.deadline} onEnd={onReload} />
        </View>
      )}
      <View className="t13 c2 center m8">{teamSays(team, mine)}</View>
      <SeatRow team={team} />
      <Main page={page} path={path} onJoin={onJoin} />
      {isOpen && (
        <View className="seats__alt">
          <View className="seats__a" hoverClass="press" aria-role="button" onClick={onCode}>
            <Icon name="qr-code" size={16} />
            当面扫码
          </View>
          <View className="seats__a" hoverClass="press" aria-role="button" onClick={onPoster}>
            <Icon name="download" size={16} />
            存海报
          </View>
          {team.store && (
            <View
              className="seats__a"
              hoverClass="press"
              aria-role="button"
              onClick={() => team.store && openStore(team.store.id)}
            >
              <Icon name="store" size={16} />
              请店员帮凑
            </View>
          )}
        </View>
      )}
    </View>
  )
}

/** One main action: pay, invite, join, look at the order, or begin anew. */
const Main = ({
  page: { team, groupBuy, mine },
  path,
  onJoin,
}: Omit<SeatsCardProps, 'onCode' | 'onPoster' | 'onReload'>) => {
  const button = (text: string, act: () => void, quiet?: boolean) => (
    <View
      className={`btn ${quiet ? 'btn--tint' : 'btn--main'} seats__go`}
      hoverClass="press"
      aria-role="button"
      onClick={act}
    >
      {text}
    </View>
  )
  const orderId = mine?.orderId
  const isGoing = team.state === 'open' || team.state === 'opening'
  if (isGoing && mine?.isIn) {
    if (!mine.isPaid && orderId) return button('去付款，占住位子', () => openOrder(orderId))
    if (team.state === 'open' && team.left > 0)
      return (
        <ShareButton className="btn btn--main seats__go" path={path}>
          <Icon name="share-2" />
          邀请好友参团
        </ShareButton>
      )
    return orderId ? button('看我的订单', () => openOrder(orderId), true) : null
  }
  if (team.state === 'open' && team.left > 0) return button(`${priceText(groupBuy.groupPrice)} 参团`, onJoin)
  if (mine?.isIn && orderId)
    return (
      <>
        {button(
          team.state === 'formed' ? '看我的订单' : '看退款',
          () => openOrder(orderId),
          team.state !== 'formed',
        )}
        {team.state === 'failed' && canOpen(groupBuy) && (
          <View className="m8">{button('再开一个团', () => openGroupBuy(groupBuy.id))}</View>
        )}
      </>
    )
  return canOpen(groupBuy) ? (
    button('我也开一个团', () => openGroupBuy(groupBuy.id))
  ) : (
    <View className="t13 c2 center seats__over">这个拼团{groupBuy.statusText}</View>
  )
}
