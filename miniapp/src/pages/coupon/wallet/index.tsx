import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { openCentre } from '../../../coupons/open'
import { Parting, TicketBones } from '../../../coupons/Ticket'
import type { WalletTab } from '../../../coupons/types'
import { WALLET_TABS, type Filter } from '../../../coupons/words'
import { SignInCard } from '../../../members/SignInCard'
import { NavBar } from '../../../ui/NavBar'
import { EmptyState, ErrorState } from '../../../ui/states'
import { Tabs } from '../../../ui/Tabs'
import { CodeEntry } from './CodeEntry'
import { Filters } from './Filters'
import { GrantTicket } from './GrantTicket'
import { useWallet } from './useWallet'
import './index.scss'

/** 我的券 (CO-1): what can be used first, by what ends first; those that work only elsewhere apart. */
const WalletPage = () => {
  const wanted = useRouter<{ tab?: string }>().params.tab
  const [tab, setTab] = useState<WalletTab>(WALLET_TABS.find(([it]) => it === wanted)?.[0] ?? 'usable')
  const [filter, setFilter] = useState<Filter>()
  const isUsable = tab === 'usable'
  const wallet = useWallet(tab, isUsable ? filter : undefined)
  const { signed, counts, none, storeName } = wallet
  const tabs = WALLET_TABS.map(([it, text]): [WalletTab, string] => [
    it,
    counts ? `${text} ${counts[it]}` : text,
  ])
  return (
    <View className="screen">
      <NavBar back title="我的券" foot={<Tabs tabs={tabs} value={tab} onChange={setTab} />} />
      <View className="screen__body screen__safe">
        <View className="stack wallet">
          {!signed && <SignInCard title="登录后看券" text="领到的券，到店和线上都能用" />}
          {signed && isUsable && <CodeEntry onDone={wallet.reload} />}
          {isUsable && !none && (
            <Filters value={filter} onChange={setFilter} storeName={storeName} expiring={counts?.expiring} />
          )}
          {signed && none && <Nothing tab={tab} wallet={wallet} />}
          {!none && <Coupons wallet={wallet} />}
        </View>
      </View>
    </View>
  )
}
export default WalletPage

type Wallet = ReturnType<typeof useWallet>
const EMPTY: Record<WalletTab, [string, string]> = {
  usable: ['还没有能用的券', '去领券中心看看，领到的都放在这里'],
  used: ['还没有用过券', '到店出示或下单用掉的券会在这里'],
  expired: ['没有过期的券', '快到期的券，我们会标出来'],
}

/** Not read yet, not to be read, or none there. */
const Nothing = ({ tab, wallet: { error, loading, reload } }: { tab: WalletTab; wallet: Wallet }) => {
  const [title, text] = EMPTY[tab]
  if (error) return <ErrorState error={error} onRetry={reload} />
  if (loading) return <TicketBones />
  return (
    <EmptyState title={title} text={text}>
      {tab === 'usable' && (
        <View className="btn btn--brand" aria-role="button" onClick={openCentre}>
          去领券
        </View>
      )}
    </EmptyState>
  )
}

const Coupons = ({ wallet: { near, away, storeName, loading, next, error, reload } }: { wallet: Wallet }) => (
  <>
    {near.map((it) => (
      <GrantTicket key={it.id} grant={it} />
    ))}
    {away.length > 0 && <Parting>{storeName ?? '这家店'}暂时用不了</Parting>}
    {away.map((it) => (
      <GrantTicket key={it.id} grant={it} />
    ))}
    {near.length + away.length === 0 && !loading && (
      <EmptyState small title="没有这样的券" text="换一个条件看看" />
    )}
    {error ? (
      <ErrorState small error={error} onRetry={reload} />
    ) : (
      <View className="center t13 c2 wallet__end">
        {loading ? (
          '正在取下一页'
        ) : next ? (
          '往上滑看更多'
        ) : (
          <View className="cb w5 hit" aria-role="button" onClick={openCentre}>
            去领券中心看看
          </View>
        )}
      </View>
    )}
  </>
)
