import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { CheckoutBar, CheckoutBones, CheckoutCards } from '../../../campaigns/Checkout'
import { useCampaignCheckout } from '../../../campaigns/useCampaignCheckout'
import { campaignOf } from '../../../group/campaign'
import { openGroupBuy } from '../../../group/open'
import { SignInCard } from '../../../members/SignInCard'
import { prepareMessages } from '../../../orders/messages'
import { Faces } from '../../../ui/Faces'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { EmptyState, ErrorState } from '../../../ui/states'
import './index.scss'

/** Opening a team, or taking a seat in one (GB-1): option, way, bill, and what happens after paying. */
const GroupCheckout = () => {
  const { id = '', sku, team: teamId } = useRouter<{ id: string; sku?: string; team?: string }>().params
  const { data, error, reload } = useLoad(`${id}|${teamId}`, async () => {
    if (!teamId)
      return { groupBuy: await call('GET /group-buys/:groupBuyId', { params: { groupBuyId: id } }) }
    return call('GET /teams/:teamId', { params: { teamId } })
  })
  const team = data && 'team' in data ? data.team : undefined
  const groupBuy = data?.groupBuy
  const campaign = groupBuy && campaignOf(groupBuy, team)
  const checkout = useCampaignCheckout(campaign, { skuId: sku, quantity: 1 }, reload)
  useEffect(prepareMessages, [])
  const isFixed = team?.store !== undefined && groupBuy?.pickupAt === 'leaderStore'
  const isGone = team && !(team.state === 'open' && team.left > 0)

  return (
    <View className="screen">
      <NavBar back title={teamId ? '参团' : '开团'} />
      <View className="screen__body">
        <View className="stack gcheckout">
          {!checkout.signed ? (
            <SignInCard title="登录后参加拼团" text="位子和货都记在会员名下，成团了微信告诉你" />
          ) : campaign && groupBuy ? (
            isGone ? (
              <EmptyState
                title={
                  team.left === 0 && team.state === 'open'
                    ? '来晚一步，位子刚刚坐满'
                    : `这个团${team.stateText}`
                }
                text="自己开一个团，或看看别的团"
              >
                <View className="btn btn--main" aria-role="button" onClick={() => openGroupBuy(groupBuy.id)}>
                  去看看
                </View>
              </EmptyState>
            ) : (
              <CheckoutCards
                campaign={campaign}
                checkout={checkout}
                hint={isFixed ? `自提都在${team?.store?.name}` : undefined}
              >
                <View className="card row g12">
                  {team ? <Faces people={team.seats} open /> : <Icon name="users" className="cb" />}
                  <Text className="grow t13 c2">
                    {team
                      ? team.left === 1
                        ? '付款后就成团，店里马上备货'
                        : `付款后还差 ${team.left - 1} 人，没凑齐全额退`
                      : `付款后开团，${groupBuy.hours} 小时内满 ${groupBuy.size} 人就成，没凑齐全额退`}
                  </Text>
                </View>
              </CheckoutCards>
            )
          ) : error ? (
            <ErrorState error={error} onRetry={reload} />
          ) : (
            <CheckoutBones />
          )}
        </View>
      </View>
      {checkout.signed && campaign && !isGone && (
        <CheckoutBar checkout={checkout} text={team ? '付款参团' : '付款开团'} />
      )}
    </View>
  )
}
export default GroupCheckout
