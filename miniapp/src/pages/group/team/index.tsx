import { useRouter } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { GroupItem } from '../../../group/GroupItem'
import { openGroupBuy, openGroupCheckout } from '../../../group/open'
import { Others } from '../../../group/Others'
import { useTeam, type TeamPage } from '../../../group/useTeam'
import { canOpen, cardTitle, rulesOf, sizeText } from '../../../group/words'
import { signedIn } from '../../../members/actions'
import { openProduct } from '../../../catalog/open'
import { CodeSheet } from '../../../sharing/CodeSheet'
import { webLink } from '../../../sharing/link'
import { PosterSheet } from '../../../sharing/PosterSheet'
import { useSharedPage } from '../../../sharing/useSharedPage'
import { priceText } from '../../../ui/format'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Head } from '../../../ui/parts'
import { RuleList } from '../../../ui/RuleList'
import { ErrorState } from '../../../ui/states'
import { Joined } from './Joined'
import { SeatsCard } from './SeatsCard'
import { TeamBones } from './TeamBones'
import './index.scss'

const TeamScreen = () => {
  const { id = '' } = useRouter<{ id: string }>().params
  const { page, error, reload } = useTeam(id)
  const [shown, show] = useState<'code' | 'poster'>()
  const { team, groupBuy, mine } = page ?? {}
  const pathBy = useSharedPage({
    page: 'pages/group/team/index',
    params: { id },
    title: groupBuy ? cardTitle(groupBuy, team) : '和我一起拼团',
    image: groupBuy?.image,
  })
  const join = async (it: TeamPage): Promise<void> => {
    if (!(await signedIn())) return
    openGroupCheckout({ id: it.groupBuy.id, teamId: it.team.id })
  }
  return (
    <View className="screen">
      <NavBar back title="拼团" />
      {page && team && groupBuy ? (
        <View className="screen__body screen__safe">
          <GroupItem groupBuy={groupBuy} storeName={team.store?.name} />
          <View className="stack team__body">
            <SeatsCard
              page={page}
              path={pathBy('link')}
              onJoin={() => void join(page)}
              onCode={() => show('code')}
              onPoster={() => show('poster')}
              onReload={reload}
            />
            <Joined team={team} />
            {!mine?.isIn && <Others groupBuyId={groupBuy.id} except={team.id} />}
            <View className="card">
              <Head title="拼团规则" />
              <RuleList rules={rulesOf(groupBuy, team.deadline)} />
              <View className="note note--plain m12">
                <Icon name="info" size={16} />
                <Text className="grow">拼团价不与券、会员折扣叠加，每人限 {groupBuy.perMember} 件</Text>
              </View>
            </View>
            <View className="row team__alone">
              {team.state !== 'open' && canOpen(groupBuy) && (
                <Text className="t13 cb w5 hit" onClick={() => openGroupBuy(groupBuy.id)}>
                  看看这个拼团
                </Text>
              )}
              <Text className="t13 cb w5 hit" onClick={() => openProduct(groupBuy.spuId)}>
                不想等，{priceText(groupBuy.price)} 直接买
              </Text>
            </View>
          </View>
          {shown === 'code' && (
            <CodeSheet
              title="当面扫码参团"
              hint="朋友扫一扫就进这个团"
              path={pathBy('code')}
              onClose={() => show(undefined)}
            />
          )}
          {shown === 'poster' && (
            <PosterSheet
              poster={{
                image: groupBuy.image,
                title: groupBuy.name,
                lead: `${sizeText(groupBuy)} ${priceText(groupBuy.groupPrice)}`,
                note: `单买 ${priceText(groupBuy.price)}，还差 ${team.left} 人`,
                link: webLink(pathBy('poster')),
              }}
              onClose={() => show(undefined)}
            />
          )}
        </View>
      ) : error ? (
        <ErrorState error={error} onRetry={reload} />
      ) : (
        <TeamBones />
      )}
    </View>
  )
}
export default TeamScreen
