import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { Image, Text, View } from '@tarojs/components'
import { useEffect } from 'react'
import logo from '../../assets/logo.webp'
import street from '../../assets/street.webp'
import { openSearch } from '../../catalog/open'
import { scanGoods } from '../../catalog/scan'
import { CouponStrip } from '../../coupons/CouponStrip'
import { GiftSheet } from '../../coupons/GiftSheet'
import { FriendCard } from '../../friends/FriendCard'
import { useCurrentStore } from '../../stores/currentStore'
import { openCityPicker } from '../../stores/open'
import { locateFailure } from '../../stores/place'
import { Icon } from '../../ui/Icon'
import { metrics } from '../../ui/metrics'
import { NavBar } from '../../ui/NavBar'
import { platform } from '../../platform'
import { Entries } from './Entries'
import { FlashRow } from './FlashRow'
import { GroupRow } from './GroupRow'
import { NearCard } from './NearCard'
import { PresaleRow } from './PresaleRow'
import { Rows } from './Rows'
import { ScanGift } from './ScanGift'
import { TodayGoods } from './TodayGoods'
import './index.scss'

let sentToCities = false

const Home = () => {
  const store = useCurrentStore()
  const { status, bar } = metrics()

  // Refused location leads once to the cities, which say why they are asked for.
  useEffect(() => {
    if (store.where.kind !== 'nowhere' || store.chosen || sentToCities) return
    sentToCities = true
    openCityPicker(locateFailure.get())
  }, [store.where.kind, store.chosen])

  usePullDownRefresh(() => {
    store.reload()
    void Taro.stopPullDownRefresh()
  })

  return (
    <View className="screen">
      <View className="home__street" style={{ height: `${status + bar + 112}px` }}>
        <Image className="home__art" src={street} mode="widthFix" />
      </View>
      <NavBar over tone="clear">
        <View className="home__brand">
          <Image className="home__logo" src={logo} />
          拾禾生活
        </View>
      </NavBar>
      <View className="screen__body home__body" style={{ paddingTop: `${status + bar + 80}px` }}>
        <View className="stack">
          <NearCard store={store} />
          <ScanGift storeName={store.data?.name} />
          <View className="field home__search">
            <View className="row g8 grow home__ask" aria-role="button" onClick={() => openSearch()}>
              <Icon name="search" />
              <Text>搜商品，看哪家店有货</Text>
            </View>
            {platform.canScan() && (
              <View className="field__end" aria-label="扫商品条码" aria-role="button" onClick={scanGoods}>
                <Icon name="scan-line" />
              </View>
            )}
          </View>
          <Entries />
          <FriendCard />
          <FlashRow />
          <GroupRow storeId={store.data?.id} ready={!store.loading || store.error !== undefined} />
          <CouponStrip storeId={store.data?.id} ready={!store.loading || store.error !== undefined} />
          <TodayGoods store={store} />
          <PresaleRow again={store.data?.id ?? ''} />
          <Rows storeId={store.data?.id} ready={!store.loading && !store.error} />
        </View>
      </View>
      <GiftSheet onTab />
    </View>
  )
}
export default Home
