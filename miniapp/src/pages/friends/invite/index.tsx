import Taro, { useShareAppMessage } from '@tarojs/taro'
import { Text, View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { call } from '../../../api/call'
import { serverNow } from '../../../api/serverTime'
import { useWatched } from '../../../api/useWatched'
import { openCode } from '../../../coupons/open'
import { Gifts } from '../../../friends/Gifts'
import { Terms } from '../../../friends/Terms'
import type { Invitation, Referral } from '../../../friends/types'
import { OwnFault } from '../../../members/OwnFault'
import { CodeSheet } from '../../../sharing/CodeSheet'
import { sharedPath, type Channel } from '../../../sharing/link'
import { copyLink, ShareButton } from '../../../sharing/ShareButton'
import { dayText } from '../../../ui/format'
import { Face } from '../../../ui/Faces'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Head } from '../../../ui/parts'
import { say } from '../../../ui/say'
import { Bone, EmptyState } from '../../../ui/states'
import '../../../friends/friends.scss'

const PAGE = 'pages/friends/accept/index'
const TONES: Record<Invitation['state'], string> = {
  joined: 'cw',
  ordered: 'cb',
  rewarded: 'co',
  void: 'c2',
}

/** 邀好友得券 (SO-4): what both get, my link and code, who came by it and what I got. */
const InvitePage = () => {
  const ask = useCallback(() => call('GET /referral'), [])
  const { answer, error, reload } = useWatched(ask, () => 20_000, '没能打开邀请')
  const [isCodeShown, showCode] = useState(false)
  const pathBy = (ch: Channel): string => sharedPath(PAGE, {}, { from: answer?.code, ch })
  useShareAppMessage(() => ({
    title: answer?.campaign
      ? `送你一张${answer.campaign.friendCoupon.big}券，来拾禾看看`
      : '来拾禾看看，到店和线上都好逛',
    path: pathBy('card'),
  }))
  if (!answer && error)
    return (
      <OwnFault
        title="邀好友得券"
        error={error}
        onRetry={reload}
        signIn={{ title: '登录后邀好友', text: '好友收到首单，你们各得一张券' }}
      />
    )
  return (
    <View className="screen">
      <NavBar back title="邀好友得券" />
      <View className="screen__body screen__safe">
        <View className="stack friends">
          {answer ? (
            <>
              {answer.campaign ? (
                <View>
                  <Head out title={answer.campaign.title} />
                  <View className="t13 c2 friends__when">好友首单收货后，你们各得一张</View>
                  <Gifts campaign={answer.campaign} />
                  <View className="m16">
                    <ShareButton className="btn btn--main" path={pathBy('link')}>
                      <Icon name="share-2" />
                      邀请好友
                    </ShareButton>
                  </View>
                  <View className="friends__alt">
                    <View
                      className="friends__a"
                      hoverClass="press"
                      aria-role="button"
                      onClick={() => showCode(true)}
                    >
                      <Icon name="qr-code" size={16} />
                      当面扫码
                    </View>
                    <View
                      className="friends__a"
                      hoverClass="press"
                      aria-role="button"
                      onClick={() => void copyLink(pathBy('link'))}
                    >
                      <Icon name="link" size={16} />
                      复制链接
                    </View>
                  </View>
                </View>
              ) : (
                <View className="card">
                  <EmptyState small title="现在没有邀请活动" text="之前请来的好友和得到的券还在下面" />
                </View>
              )}
              <View className="card">
                <View className="mycode">
                  <Text className="t13 c2">我的邀请码</Text>
                  <Text className="mycode__c num">{answer.code}</Text>
                  <View
                    className="btn btn--sm btn--tint"
                    aria-role="button"
                    onClick={() =>
                      void Taro.setClipboardData({ data: answer.code }).then(() => say('邀请码复制好了'))
                    }
                  >
                    复制
                  </View>
                </View>
              </View>
              <Friends referral={answer} />
              {answer.campaign && <Terms campaign={answer.campaign} />}
            </>
          ) : (
            <InviteBones />
          )}
        </View>
      </View>
      {isCodeShown && (
        <CodeSheet
          title="请好友扫一扫"
          hint="新朋友扫了就能接受邀请"
          path={pathBy('code')}
          onClose={() => showCode(false)}
        />
      )}
    </View>
  )
}
export default InvitePage

const Friends = ({ referral: { counts, invitations, invitedBy } }: { referral: Referral }) => {
  const now = new Date(serverNow())
  const count = (value: number, text: string) => (
    <View className="counts__c">
      <Text className="counts__n num">{value}</Text>
      <Text className="t13 c2">{text}</Text>
    </View>
  )
  return (
    <View className="card">
      <View className="counts">
        {count(counts.joined, '已加入')}
        {count(counts.ordered, '已下单')}
        {count(counts.rewarded, '奖励已发')}
      </View>
      <View className="hr" />
      {invitations.length === 0 && (
        <EmptyState small title="还没有好友加入" text="发给一个朋友试试，TA 首单收货后你们各得一张券" />
      )}
      {invitations.map((it, at) => (
        <View
          className="friend"
          key={it.id}
          onClick={() => {
            if (it.grantId) openCode(it.grantId)
          }}
        >
          <Face person={{ name: it.friendName, avatar: it.friendAvatar }} size="l" at={at} />
          <View className="grow">
            <View className="t15 w5 cut">{it.friendName}</View>
            <View className={`t13 cut ${TONES[it.state]}`}>{it.stateText}</View>
          </View>
          <Text className="t13 c2 nowrap">{it.grantId ? '看券' : `${dayText(it.joinedAt, now)}加入`}</Text>
        </View>
      ))}
      {invitedBy && <View className="t13 c2 center m8">你是{invitedBy}请来的</View>}
    </View>
  )
}

const InviteBones = () => (
  <>
    {[260, 48, 160].map((it) => (
      <View className="card" key={it} aria-hidden>
        <Bone h={it} r={10} />
      </View>
    ))}
  </>
)
