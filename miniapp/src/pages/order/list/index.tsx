import { useReachBottom, useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { token } from '../../../api/session'
import { useShared } from '../../../api/shared'
import { usePages } from '../../../api/usePages'
import { SignInCard } from '../../../members/SignInCard'
import type { ListTab, Order } from '../../../orders/types'
import { TABS } from '../../../orders/words'
import { NavBar } from '../../../ui/NavBar'
import { Bone, EmptyState, ErrorState } from '../../../ui/states'
import { Tabs } from '../../../ui/Tabs'
import { useReturn } from '../../../ui/useReturn'
import { OrderCard } from './OrderCard'
import './index.scss'

const EMPTY: Record<ListTab | 'all', [string, string]> = {
  all: ['还没有订单', '看中什么，放进购物袋就能下单'],
  unpaid: ['没有待付款的订单', '下单后货留 15 分钟，付款前都在这里'],
  pickup: ['没有要取的货', '付好款的自提单会在这里，带着取货码'],
  delivery: ['没有在路上的货', '发出的货和送货进度会在这里'],
  done: ['还没有完成的订单', '取走或收到的订单会在这里'],
  refund: ['没有退款', '退款和它到了哪一步会在这里'],
}

const OrderList = () => {
  const wanted = useRouter<{ tab?: string }>().params.tab
  const signed = useShared(token)
  const [tab, setTab] = useState<ListTab | 'all'>(TABS.find(([it]) => it === wanted)?.[0] ?? 'all')
  const [visit, setVisit] = useState(0)
  const list = usePages<Order, never>(signed ? `${tab}|${visit}` : null, async (cursor) => {
    const { orders, next } = await call('GET /orders', {
      query: { ...(tab === 'all' ? {} : { status: tab }), cursor, limit: 10 },
    })
    return { items: orders, next }
  })
  useReachBottom(list.more)
  // Back from an order: what was done to it shows here as well.
  useReturn(() => setVisit((it) => it + 1))
  const none = list.items.length === 0
  const [title, text] = EMPTY[tab]

  return (
    <View className="screen">
      <NavBar back title="我的订单" foot={<Tabs tabs={TABS} value={tab} onChange={setTab} />} />
      <View className="screen__body screen__safe">
        <View className="stack orders">
          {!signed && <SignInCard title="登录后看订单" text="到店买的和线上买的，都在一处" />}
          {list.items.map((it) => (
            <OrderCard key={it.id} order={it} onEnd={list.reload} />
          ))}
          {signed && none && list.error && <ErrorState error={list.error} onRetry={list.reload} />}
          {signed && none && !list.error && list.loading && <ListBones />}
          {signed && none && !list.error && !list.loading && <EmptyState title={title} text={text} />}
          {!none && (
            <View className="t13 c2 center orders__end">
              {list.loading ? '正在取下一页' : list.next ? '往上滑看更早的' : '都在这里了'}
            </View>
          )}
        </View>
      </View>
    </View>
  )
}
export default OrderList

const ListBones = () => (
  <>
    {[1, 0.8, 0.6].map((opacity) => (
      <View className="card" key={opacity} style={{ opacity }} aria-hidden>
        <View className="row between">
          <Bone w={120} h={20} />
          <Bone w={56} h={20} />
        </View>
        <View className="row g8 m12">
          <Bone w={64} h={64} r={10} />
          <Bone w={64} h={64} r={10} />
        </View>
      </View>
    ))}
  </>
)
