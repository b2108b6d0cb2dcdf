import Taro, { useDidShow } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { useState } from 'react'
import ear from '../../assets/ear.webp'
import { call } from '../../api/call'
import { CallError } from '../../api/client'
import { mediaUrl } from '../../api/media'
import { profile, token } from '../../api/session'
import { useShared } from '../../api/shared'
import { openInvite } from '../../friends/open'
import { openHall } from '../../group/open'
import { openEvents } from '../../happenings/open'
import { signOut } from '../../members/actions'
import { SignInCard } from '../../members/SignInCard'
import { openAddresses } from '../../orders/open'
import { Icon } from '../../ui/Icon'
import { metrics } from '../../ui/metrics'
import { NavBar } from '../../ui/NavBar'
import { Bone, ErrorState } from '../../ui/states'
import { Appointments } from './Appointments'
import { Consents } from './Consents'
import { Coupons } from './Coupons'
import { HomeStore } from './HomeStore'
import { Orders } from './Orders'
import { PhoneCell } from '../../members/PhoneCell'
import { TierPass } from './TierPass'
import './index.scss'

const Me = () => {
  const signed = useShared(token)
  const me = useShared(profile)
  const [error, setError] = useState<CallError>()
  const { status, bar } = metrics()

  const refresh = (): void => {
    if (!token.get()) return
    setError(undefined)
    call('GET /me').then(profile.set, (failure: unknown) => {
      if (failure instanceof CallError && failure.status !== 401) setError(failure)
    })
  }
  useDidShow(refresh)

  return (
    <View className="screen">
      <View className="me__bg" style={{ height: `${status + bar + 160}px` }}>
        <Image className="me__ear" src={ear} />
      </View>
      <NavBar over tone="brand">
        <View className="me__nav">我的</View>
      </NavBar>
      <View className="screen__body me__body" style={{ paddingTop: `${status + bar}px` }}>
        <View className="stack">
          {me ? (
            <View className="row g12 me">
              <View className="me__face">
                {me.avatar ? (
                  <Image className="me__img" src={mediaUrl(me.avatar)} />
                ) : (
                  me.nickname.slice(0, 1)
                )}
              </View>
              <View className="grow">
                <View className="t20 cut">{me.nickname}</View>
                <View className="t13 num">{me.phone ?? '还没绑定手机号'}</View>
              </View>
            </View>
          ) : signed && !error ? (
            <View className="row g12 me">
              <Bone w={64} h={64} r={32} />
              <View className="grow">
                <Bone w={96} h={24} />
              </View>
            </View>
          ) : (
            <View className="row g12 me">
              <View className="me__face">
                <Icon name="user-round" size={24} />
              </View>
              <View className="grow">
                <View className="t20">你好</View>
                <View className="t13">登录后看积分和会员等级</View>
              </View>
            </View>
          )}
          {me && <TierPass me={me} />}
          {error && !me && (
            <View className="card">
              <ErrorState small error={error} onRetry={refresh} />
            </View>
          )}
          {!signed && (
            <SignInCard title="加入拾禾会员" text="用微信登录，不用填表。积分和等级，到店和线上都认" />
          )}
          {me && <Orders />}
          {me && <Appointments />}
          <View className="card card--list">
            {me && <Coupons />}
            {me && (
              <View className="cell" hoverClass="press" aria-role="button" onClick={() => openHall('mine')}>
                <Icon name="users" className="cb" />
                <Text className="grow t15">我的拼团</Text>
                <Icon name="chevron-right" size={16} className="c2" />
              </View>
            )}
            {me && (
              <View className="cell" hoverClass="press" aria-role="button" onClick={() => openEvents('mine')}>
                <Icon name="calendar-days" className="cb" />
                <Text className="grow t15">我报的活动</Text>
                <Icon name="chevron-right" size={16} className="c2" />
              </View>
            )}
            {me && (
              <View className="cell" hoverClass="press" aria-role="button" onClick={openInvite}>
                <Icon name="hand-heart" className="cb" />
                <Text className="grow t15">邀好友得券</Text>
                <Icon name="chevron-right" size={16} className="c2" />
              </View>
            )}
            {me && <PhoneCell phone={me.phone} />}
            <HomeStore me={me} />
            {me && (
              <View className="cell" hoverClass="press" aria-role="button" onClick={() => openAddresses()}>
                <Icon name="map-pin" className="cb" />
                <Text className="grow t15">收货地址</Text>
                <Icon name="chevron-right" size={16} className="c2" />
              </View>
            )}
            <View
              className="cell"
              hoverClass="press"
              onClick={() => void Taro.switchTab({ url: '/pages/bag/index' })}
            >
              <Icon name="history" className="cb" />
              <Text className="grow t15">最近看过</Text>
              <Icon name="chevron-right" size={16} className="c2" />
            </View>
          </View>
          {me && <Consents me={me} />}
          {me && (
            <View className="card card--list">
              <View className="cell" hoverClass="press" aria-role="button" onClick={() => void signOut()}>
                <Icon name="log-out" className="c2" />
                <Text className="grow t15">退出登录</Text>
              </View>
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default Me
